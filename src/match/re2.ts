/**
 * Why RE2, the regular expressions of Envoy, would refuse a pattern, or nothing.
 * It knows what commonly slips in from other dialects; Envoy itself stays the last judge.
 */
export function re2Problem(pattern: string): string | undefined {
  if (pattern === '') return 'is empty';
  if (pattern.length > MAX_LENGTH) return `has ${pattern.length} characters, Istio allows ${MAX_LENGTH}`;
  return new Scanner(pattern).problem();
}

const MAX_LENGTH = 1024;
const MAX_REPEAT = 1000;
const FLAGS = /^\(\?(:|[imsU]*(-[imsU]+)?[:)]|P?<[A-Za-z_]\w*>)/;
const REPEAT = /^\{(\d+)(,(\d*))?\}/;
const ESCAPE = /^\\([dDsSwWbBAzCQEaftnrv]|[0-7]{3}|0[0-7]{0,2}|x[0-9A-Fa-f]{2}|x\{[0-9A-Fa-f]+\}|[pP]([A-Z]|\{\^?\w+\})|[^A-Za-z0-9])/;

class Scanner {
  private at = 0;
  private depth = 0;
  /** Whether a repetition would have something to repeat. */
  private repeatable = false;

  constructor(private readonly pattern: string) {}

  problem(): string | undefined {
    while (this.at < this.pattern.length) {
      const problem = this.step(this.pattern[this.at]);
      if (problem) return problem;
    }
    return this.depth > 0 ? `misses ${this.depth} closing ')'` : undefined;
  }

  private step(char: string): string | undefined {
    switch (char) {
      case '(': return this.open();
      case ')': return this.close();
      case '[': return this.characterClass();
      case '\\': return this.escape();
      case '*': case '+': case '?': return this.repeat(1);
      case '{': return this.counted();
      case '|': return this.advance(1, false);
      default: return this.advance(1, true);
    }
  }

  private advance(length: number, repeatable: boolean): undefined {
    this.at += length;
    this.repeatable = repeatable;
  }

  private open(): string | undefined {
    const rest = this.pattern.slice(this.at);
    if (!rest.startsWith('(?')) {
      this.depth++;
      return this.advance(1, false);
    }
    const group = FLAGS.exec(rest);
    if (!group) return `has '${rest.slice(0, 4)}': RE2 knows no lookahead, lookbehind or other such groups`;
    if (!group[0].endsWith(')')) this.depth++;
    return this.advance(group[0].length, false);
  }

  private close(): string | undefined {
    if (this.depth === 0) return `has a ')' that nothing opens`;
    this.depth--;
    return this.advance(1, true);
  }

  private escape(): string | undefined {
    const rest = this.pattern.slice(this.at);
    const escape = ESCAPE.exec(rest);
    if (!escape) return /^\\[1-9]/.test(rest) ? `has '${rest.slice(0, 2)}': RE2 knows no backreferences` : `has '${rest.slice(0, 2)}', no escape of RE2`;
    if (escape[0] !== '\\Q') return this.advance(escape[0].length, true);
    const end = rest.indexOf('\\E');
    return this.advance(end < 0 ? rest.length : end + 2, true);
  }

  private repeat(length: number): string | undefined {
    const operator = this.pattern.slice(this.at, this.at + length);
    if (!this.repeatable) return `has '${operator}' with nothing to repeat (for any text write '.*')`;
    const lazy = this.pattern[this.at + length] === '?' ? 1 : 0;
    return this.advance(length + lazy, false);
  }

  private counted(): string | undefined {
    const counted = REPEAT.exec(this.pattern.slice(this.at));
    if (!counted) return this.advance(1, true);
    const [text, from, , to] = counted;
    const least = Number(from);
    const most = to ? Number(to) : least;
    if (least > MAX_REPEAT || most > MAX_REPEAT || most < least) return `has '${text}': counts go up to ${MAX_REPEAT} and ascend`;
    return this.repeat(text.length);
  }

  private characterClass(): string | undefined {
    const { pattern } = this;
    let end = this.at + 1;
    if (pattern[end] === '^') end++;
    if (pattern[end] === ']') end++;
    while (end < pattern.length && pattern[end] !== ']') {
      if (pattern[end] === '\\') end++;
      else if (pattern.startsWith('[:', end)) end = Math.max(end, pattern.indexOf(':]', end) + 1);
      end++;
    }
    return end < pattern.length ? this.advance(end - this.at + 1, true) : `misses the ']' of '${pattern.slice(this.at, this.at + 8)}'`;
  }
}
