const WIDTH = 150;

interface Tags { readonly see?: string; readonly default?: string; readonly deprecated?: string }

/** A doc comment: on one line if it fits and only says a default, else a line for each tag. */
export function docBlock(indent: string, text: string, tags: Tags): string {
  const lines = Object.entries(tags).filter(([, value]) => value !== undefined).map(([tag, value]) => `@${tag} ${value}`);
  const flat = `${indent}/** ${[text, ...lines].join(' ')} */`;
  if (!tags.see && flat.length <= WIDTH) return flat;
  return [`${indent}/**`, ...[text, ...lines].map((line) => `${indent} * ${line}`), `${indent} */`].join('\n');
}
