import { Conditional, Each, Fragment, FragmentMap, Json, Shared } from './fragment';
import { Expression, Variable, go } from './go-expression';
import { isMap, presenceOf } from './presence';

/** The text of a template, in Go's template language, that makes the fragment of a pod, or several objects, as YAML. */
export function templateText(...documents: FragmentMap[]): string {
  const writer = new TemplateWriter();
  const body = writer.body(() => documents.flatMap((document, i) => [...(i > 0 ? ['---'] : []), ...writer.map(document, '')]));
  return [...writer.definitions, ...body].join('\n') + '\n';
}

class TemplateWriter {
  public readonly definitions: string[] = [];
  private readonly depths = new Map<string, string>();
  private variables = new Set<Variable>();

  /** Lines, after the declarations of the variables that they use. */
  public body(write: () => string[]): string[] {
    const outer = this.variables;
    this.variables = new Set();
    const lines = write();
    const declarations = [...this.variables].flatMap((variable) => variable.declaration);
    this.variables = outer;
    return [...declarations, ...lines];
  }

  public map(map: FragmentMap, depth: string): string[] {
    return Object.entries(map).flatMap(([key, value]) => this.entry(key, value, depth));
  }

  private entry(key: string, value: Fragment, depth: string, known?: Expression): string[] {
    if (value instanceof Conditional) return this.conditional(value, depth, (content, condition) => this.entry(key, content, depth, condition));
    const presence = presenceOf(value);
    if (presence === false) return [];
    const lines = this.presentEntry(scalar(key), value, depth);
    return presence === true || presence.code === known?.code ? lines : [`${depth}{{- if ${this.code(presence)} }}`, ...lines, `${depth}{{- end }}`];
  }

  private presentEntry(key: string, value: Fragment, depth: string): string[] {
    const inner = `${depth}  `;
    if (value instanceof Shared) return [`${depth}${key}:`, this.call(value, depth, () => this.nested(value.content, inner))];
    const nested = this.nested(value, inner);
    return nested.length > 0 ? [`${depth}${key}:`, ...nested] : [`${depth}${key}: ${this.leaf(value)}`];
  }

  private nested(value: Fragment, depth: string): string[] {
    if (Array.isArray(value)) return this.list(value, depth);
    return isMap(value) ? this.map(value, depth) : [];
  }

  private list(items: Fragment[], depth: string): string[] {
    return items.flatMap((item) => this.item(item, depth));
  }

  private item(item: Fragment, depth: string): string[] {
    if (item === undefined) return [];
    if (Array.isArray(item)) return this.list(item, depth);
    if (item instanceof Conditional) return this.conditional(item, depth, (content) => this.item(content, depth));
    if (item instanceof Shared) return [this.call(item, depth, () => this.item(item.content, depth))];
    if (item instanceof Each) {
      const range = `range ${Each.KEY.code}, ${Each.VALUE.code} := ${this.code(item.entries)}`;
      return [`${depth}{{- ${range} }}`, ...this.item(item.item, depth), `${depth}{{- end }}`];
    }
    if (!isMap(item)) return [`${depth}- ${this.leaf(item)}`];
    const [first, ...rest] = this.map(item, `${depth}  `);
    return [`${depth}- ${first.trimStart()}`, ...rest];
  }

  private conditional({ branches, fallback }: Conditional, depth: string, write: (content: Fragment, condition?: Expression) => string[]): string[] {
    const lines = branches.flatMap(({ condition, content }, i) => [
      `${depth}{{- ${i === 0 ? 'if' : 'else if'} ${this.code(condition)} }}`, ...write(content, condition),
    ]);
    if (fallback !== undefined) lines.push(`${depth}{{- else }}`, ...write(fallback));
    return [...lines, `${depth}{{- end }}`];
  }

  private call({ name }: Shared, depth: string, write: () => string[]): string {
    if (!this.depths.has(name)) {
      this.depths.set(name, depth);
      this.definitions.push(`{{- define "${name}" }}`, ...this.body(write), '{{- end }}');
    }
    if (this.depths.get(name) !== depth) throw new Error(`template '${name}' is used in two depths`);
    return `${depth}{{- template "${name}" $ }}`;
  }

  private leaf(value: Fragment): string {
    if (value instanceof Expression) return `{{ ${this.code(value)} | quote }}`;
    if (value instanceof Json) return `{{ ${this.code(value.value)} | toJson }}`;
    return typeof value === 'string' ? scalar(value) : JSON.stringify(value);
  }

  private code(expression: Expression): string {
    expression.variables.forEach((variable) => this.variables.add(variable));
    return expression.code;
  }
}

const PLAIN = /^[A-Za-z/][\w./-]*$/;
const RESERVED = /^(true|false|yes|no|on|off|null|y|n)$/i;
const PRINTABLE = /^[\x20-\x7e]*$/;

/** A string as YAML on one line, out of reach of the template language. */
function scalar(value: string): string {
  if (PLAIN.test(value) && !RESERVED.test(value)) return value;
  if (PRINTABLE.test(value) && !value.includes('{{')) return JSON.stringify(value);
  return `{{ ${go`${value}`.code} | quote }}`;
}
