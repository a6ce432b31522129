/** A line of documentation: our own words and the facts in brackets, or the name in words and the facts. */
export function docLine(description: string | undefined, name: string, facts: string[]): string {
  if (facts.length === 0) return `${description ?? name}.`;
  return description ? `${description} (${facts.join(', ')}).` : `${name}: ${facts.join(', ')}.`;
}

/** The facts of a field that is of a group of which at most one may be set. */
export function exclusionFacts(field: string, groups: string[][]): string[] {
  return groups.filter((group) => group.includes(field)).map((group) => group.length <= 4
    ? `not together with ${codes(group.filter((other) => other !== field))}`
    : 'one of a group');
}

/** The sentences of an interface about such groups. */
export function exclusionSentences(groups: string[][]): string {
  return groups.map((group) => ` At most one of ${codes(group)}.`).join('');
}

export function codes(names: string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
