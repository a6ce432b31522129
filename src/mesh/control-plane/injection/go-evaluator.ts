import { Assigned, Collected, Expression, Variable } from './go-expression';
import { GO_FUNCTIONS, truthOf } from './go-functions';

type Scope = Readonly<Record<string, unknown>>;

/** Words of a command: text in quotes, brackets, the sign between commands, and everything else. */
const WORD = /"(?:[^"\\]|\\.)*"|[()|]|[^\s()|]+/g;

/** What expressions of the template language are, once it is known what the template is applied to. */
export class GoEvaluator {
  private readonly known = new Map<Variable, unknown>();

  /** `data` stands for `$` in expressions. */
  public constructor(private readonly data: object) {}

  public value(expression: Expression, scope: Scope = {}): unknown {
    return new Pipeline(expression.code, (name) => this.named(name, expression, scope)).value();
  }

  public holds(condition: Expression, scope: Scope = {}): boolean {
    return truthOf(this.value(condition, scope));
  }

  /** What a name stands for: `$`, `.`, a variable of a loop, or one that is declared at the top. */
  private named(name: string, { variables }: Expression, scope: Scope): unknown {
    if (name === '$') return this.data;
    if (name in scope) return scope[name];
    const variable = variables.find(({ code }) => code === name);
    if (!variable) throw new Error(`nothing is called ${name}`);
    if (!this.known.has(variable)) this.known.set(variable, this.declared(variable));
    return this.known.get(variable);
  }

  private declared(variable: Variable): unknown {
    if (variable instanceof Assigned) return this.value(variable.value);
    if (variable instanceof Collected) return this.collected(variable);
    throw new Error(`variable ${variable.code} has no value`);
  }

  private collected({ fields: [first, ...others], item, condition }: Collected): unknown[] {
    const lists = others.reduce(
      (elements, field) => elements.flatMap((element) => (this.value(new Expression(field), { '.': element }) ?? []) as unknown[]),
      (this.value(new Expression(first)) ?? []) as unknown[]);
    return lists.filter((element) => !condition || this.holds(condition, { '.': element })).map((element) => this.value(item, { '.': element }));
  }
}

/** Commands in a row, each of which gets the value of the one before as its last argument. */
class Pipeline {
  private readonly words: string[];

  public constructor(code: string, private readonly named: (name: string) => unknown) {
    this.words = code.match(WORD) ?? [];
  }

  public value(): unknown {
    let value = this.command([]);
    while (this.words[0] === '|') {
      this.words.shift();
      value = this.command([value]);
    }
    return value;
  }

  private command(last: unknown[]): unknown {
    if (!(this.words[0] in GO_FUNCTIONS)) return this.term();
    const apply = GO_FUNCTIONS[this.words.shift()!];
    const terms: unknown[] = [];
    while (this.words.length > 0 && this.words[0] !== '|' && this.words[0] !== ')') terms.push(this.term());
    return apply(...terms, ...last);
  }

  private term(): unknown {
    const word = this.words.shift()!;
    if (word === '(') {
      const value = this.value();
      this.words.shift();
      return value;
    }
    if (/^[$.]/.test(word)) return this.path(word);
    if (/^[a-z]/i.test(word) && word !== 'true' && word !== 'false') throw new Error(`no function is called ${word}`);
    return JSON.parse(word);
  }

  /** `$.A.B`, `$variable.A`, `.A` or `.`. */
  private path(word: string): unknown {
    const [start, ...fields] = word.startsWith('.') ? ['.', ...word.slice(1).split('.').filter(Boolean)] : word.split('.');
    return fields.reduce<unknown>(fieldOf, this.named(start));
  }
}

/** A field, which Go calls by its name with a capital letter. */
function fieldOf(value: unknown, name: string): unknown {
  const fields = value as Record<string, unknown> | undefined;
  return fields?.[name] ?? fields?.[name[0].toLowerCase() + name.slice(1)];
}
