const WIDTH = 160;

/** JSON that is compact and still shows a change as a change of few lines: what fits a line stays on it. */
export function jsonText(value: unknown): string {
  return `${print(value, '', 0)}\n`;
}

function print(value: unknown, indent: string, used: number): string {
  const flat = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || indent.length + used + flat.length <= WIDTH) return flat;
  const inner = `${indent} `;
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => inner + print(item, inner, 1)).join(',\n')}\n${indent}]`;
  }
  const lines = Object.entries(value).filter(([, item]) => item !== undefined).map(([key, item]) => {
    const head = `${JSON.stringify(key)}:`;
    return inner + head + print(item, inner, head.length + 1);
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}
