import { networking } from '../api';
import { fail } from '../ground/fail';
import { re2Problem } from '../match/re2';

/** What else a rewrite changes. */
export interface RewriteOptions {
  /**
   * The new authority (HTTP/1.1: the `Host` header).
   * @default - the authority of the request
   */
  readonly authority?: string;
}

/**
 * How a request is changed before it goes on.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRewrite
 */
export class Rewrite {
  /** A new path. Where the route matched a prefix, only that prefix is replaced. */
  public static uri(uri: string, options: RewriteOptions = {}): Rewrite {
    return new Rewrite({ uri, authority: options.authority });
  }

  /** Replaces what fits a regular expression of RE2 in the path; `\1` stands for its first group. */
  public static uriRegex(match: string, rewrite: string, options: RewriteOptions = {}): Rewrite {
    return new Rewrite({ uriRegexRewrite: { match, rewrite }, authority: options.authority });
  }

  /** A new authority (HTTP/1.1: the `Host` header), the path as it is. */
  public static authority(authority: string): Rewrite {
    return new Rewrite({ authority });
  }

  private constructor(private readonly spec: networking.HTTPRewrite) {}

  /** @internal */
  public _toSpec(place: string): networking.HTTPRewrite {
    const { uri, authority, uriRegexRewrite } = this.spec;
    const { match = '', rewrite } = uriRegexRewrite ?? {};
    if (uri === '') fail(place, 'the uri of the rewrite is empty', `write '/' for the root`);
    if (authority === '') fail(place, 'the authority of the rewrite is empty', 'give a host, or leave it out');
    const problem = uriRegexRewrite && re2Problem(match);
    if (problem) fail(place, `the regex '${match}' of the rewrite ${problem}`, 'write it in the syntax of RE2: https://github.com/google/re2/wiki/Syntax');
    if (rewrite === '') fail(place, 'the regex rewrite puts nothing in place of the match', `write '/' for the root`);
    return this.spec;
  }
}
