import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { pathPrefixRegex } from './path-prefix';
import { re2Problem } from './re2';

type Kind = 'exact' | 'prefix' | 'regex' | 'pathPrefix' | 'present';

/**
 * How a text of a request is compared. Upper and lower case differ.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#StringMatch
 */
export class StringMatch {
  /** The text is equal to the value. */
  public static exact(value: string): StringMatch {
    return new StringMatch('exact', value);
  }

  /** The text begins with the value, which may not be empty. */
  public static prefix(value: string): StringMatch {
    return new StringMatch('prefix', value);
  }

  /** The whole text fits a regular expression of RE2 (no lookahead, no backreferences; at most 1024 characters). */
  public static regex(value: string): StringMatch {
    return new StringMatch('regex', value);
  }

  /**
   * The path is equal to the value, or lies below it: `/api` also takes `/api/v1`, but not `/apis`. It begins with `/` and does not end so.
   * The only prefix that both dialects know.
   */
  public static pathPrefix(value: string): StringMatch {
    return new StringMatch('pathPrefix', value);
  }

  /** The header, query parameter or claim is there, whatever its value. Only for those. */
  public static present(): StringMatch {
    return new StringMatch('present', '');
  }

  private constructor(private readonly kind: Kind, private readonly value: string) {}

  /** @internal */
  public _toSpec(place: IConstruct | string, what: string): networking.StringMatch {
    if (this.kind === 'present') return fail(place, `${what} can't be compared by presence, every request has it`, 'use exact, prefix or regex');
    return this._toNamedSpec(place, what);
  }

  /** For what has a name, and may be absent: headers and query parameters. @internal */
  public _toNamedSpec(place: IConstruct | string, what: string): networking.StringMatch {
    if (this.kind === 'present') return {};
    if (this.kind === 'prefix' && this.value === '') fail(place, `the prefix of ${what} is empty`, 'leave the condition out to match everything');
    const problem = this.kind === 'regex' ? re2Problem(this.value) : undefined;
    if (problem) fail(place, `the regex '${this.value}' of ${what} ${problem}`, 'write it in the syntax of RE2: https://github.com/google/re2/wiki/Syntax');
    return this.kind === 'pathPrefix' ? this.pathSpec(place, what) : { [this.kind]: this.value };
  }

  /** For claims of a token, which may be absent; Istio has no condition on presence for them. @internal */
  public _toClaimSpec(place: IConstruct | string, what: string): networking.StringMatch {
    return this.kind === 'present' ? { regex: '.+' } : this._toNamedSpec(place, what);
  }

  private pathSpec(place: IConstruct | string, what: string): networking.StringMatch {
    const { value } = this;
    if (!value.startsWith('/') || value.endsWith('/')) {
      fail(place, `the path prefix '${value}' of ${what} does not begin with '/', or ends with it`,
        value === '/' ? 'leave the condition out to match everything' : `write '/${value.replace(/^\/+|\/+$/g, '')}'`);
    }
    return { regex: pathPrefixRegex(value) };
  }

  /** The text that every match begins with; nothing for a regex. @internal */
  public get _start(): string | undefined {
    return this.kind === 'exact' || this.kind === 'prefix' ? this.value : undefined;
  }
}
