/** Facts by field, gathered at every place where a message stands; a fact holds if it holds at all of them. */
export class FactTable {
  private readonly facts = new Map<string, string[]>();

  public add(key: string, facts: string[]): void {
    const known = this.facts.get(key);
    this.facts.set(key, known ? known.filter((fact) => facts.includes(fact)) : facts);
  }

  public of(key: string): string[] {
    return this.facts.get(key) ?? [];
  }
}
