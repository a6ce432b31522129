/** What an expression is made of: values, which become literals, and other expressions. */
export type Term = string | number | boolean | Expression;

/** An expression of Go's template language. */
export class Expression {
  public constructor(readonly code: string, private readonly reads: readonly Variable[] = []) {}

  /** The variables that must be declared before this expression, in order. */
  public get variables(): readonly Variable[] {
    return this.reads;
  }
}

/** A variable of a template; whoever uses it gets its declaration, too. */
export abstract class Variable extends Expression {
  /** The lines that declare it. */
  public abstract readonly declaration: readonly string[];

  protected constructor(readonly name: string, reads: readonly Variable[]) {
    super(`$${name}`, reads);
  }

  public get variables(): readonly Variable[] {
    return [...super.variables, this];
  }
}

/** A variable with the value of an expression. */
export class Assigned extends Variable {
  public readonly declaration: readonly string[];

  public constructor(name: string, readonly value: Expression) {
    super(name, value.variables);
    this.declaration = [`{{- $${name} := ${value.code} }}`];
  }
}

/** What loops collect: an item for each element of the list at the first field, or of the lists that those elements have at the next. */
export class Collected extends Variable {
  public readonly declaration: readonly string[];

  public constructor(name: string, readonly fields: readonly string[], readonly item: Expression, readonly condition?: Expression) {
    super(name, [...item.variables, ...condition?.variables ?? []]);
    const append = `{{ $${name} = append $${name} ${item.code} }}`;
    const body = condition ? `{{ if ${condition.code} }}${append}{{ end }}` : append;
    const loops = fields.map((field) => `{{ range ${field} }}`).join('').replace('{{', '{{-');
    this.declaration = [`{{- $${name} := list }}`, `${loops}${body}${'{{ end }}'.repeat(fields.length)}`];
  }
}

/** An expression, whose `${}` are quoted or put in parentheses: go`annotation $.ObjectMeta ${name} ${mode}`. */
export function go(code: TemplateStringsArray, ...terms: Term[]): Expression {
  const text = code.reduce((before, after, i) => before + termCode(terms[i - 1]) + after);
  return new Expression(text, variablesOf(terms));
}

/** A text with expressions in it: text`--proxyLogLevel=${level}`. */
export function text(parts: TemplateStringsArray, ...terms: Term[]): Expression {
  const expressions = terms.filter((term) => term instanceof Expression);
  const format = parts.reduce((before, after, i) => before + formatOf(terms[i - 1]) + percent(after), '');
  return new Expression(['printf', ...[format, ...expressions].map(termCode)].join(' '), variablesOf(expressions));
}

export function variable(name: string, value: Expression): Variable {
  return new Assigned(name, value);
}

export function not(condition: Expression): Expression {
  return go`not ${condition}`;
}

export function allOf(...conditions: Expression[]): Expression {
  return call('and', ...conditions);
}

export function anyOf(...conditions: Expression[]): Expression {
  return call('or', ...conditions);
}

/** A function of the template language, applied to as many terms as there are. */
export function call(name: string, ...terms: Term[]): Expression {
  return new Expression([name, ...terms.map(termCode)].join(' '), variablesOf(terms));
}

function termCode(term: Term): string {
  if (!(term instanceof Expression)) return JSON.stringify(term);
  return /^[$.\w]+$/.test(term.code) ? term.code : `(${term.code})`;
}

function formatOf(term: Term | undefined): string {
  if (term === undefined) return '';
  return term instanceof Expression ? '%v' : percent(String(term));
}

function percent(plain: string): string {
  return plain.replaceAll('%', '%%');
}

function variablesOf(terms: readonly Term[]): Variable[] {
  return [...new Set(terms.flatMap((term) => (term instanceof Expression ? term.variables : [])))];
}
