/** To which namespaces an object is visible: Istio's `exportTo`. */
export class Visibility {
  private readonly exportTo: ReadonlySet<string>;

  /**
   * @param exportTo What the object says, nothing if empty.
   * @param namespace The object's own namespace.
   * @param defaults What the mesh says for objects that say nothing.
   */
  constructor(exportTo: readonly string[], namespace: string, defaults: readonly string[]) {
    this.exportTo = new Set((exportTo.length > 0 ? exportTo : defaults).map((entry) => entry === '.' ? namespace : entry));
  }

  get isPublic(): boolean {
    return this.exportTo.has('*');
  }

  /** The namespaces that see the object and are named, its own included; a public object has none. */
  get namespaces(): string[] {
    return this.isPublic ? [] : [...this.exportTo].filter((entry) => entry !== '~');
  }

  isVisibleIn(namespace: string): boolean {
    return this.isPublic || this.exportTo.has(namespace);
  }
}
