/** The things by keys, of which each may have several; found without looking at all of them. */
export class IndexBy<T> {
  private readonly found = new Map<string, T[]>();

  constructor(things: readonly T[], keysOf: (thing: T) => readonly string[]) {
    for (const thing of things) {
      for (const key of keysOf(thing)) {
        const there = this.found.get(key);
        if (there) there.push(thing);
        else this.found.set(key, [thing]);
      }
    }
  }

  of(key: string): readonly T[] {
    return this.found.get(key) ?? [];
  }
}
