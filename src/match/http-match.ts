import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { portNumber } from '../host/port-number';
import { claimHeaders } from './claim-headers';
import { cookieRegex } from './cookie-regex';
import { HttpMatchConditions } from './http-match-conditions';
import { HttpMethod } from './http-method';
import { sourceSpec } from './source-spec';
import { StringMatch } from './string-match';

/** Istio has conditions of their own for these and ignores them among headers. */
const NOT_HEADERS = ['uri', 'scheme', 'method', 'authority'];
const HEADER_NAME = /^(:(method|scheme|authority|path|status)|[a-z0-9!#$%&'*+.^_`|~-]+|@request\.auth\.claims[.[].+)$/;

/**
 * Which requests a route takes. The conditions of one match all have to hold; several matches of a route are alternatives.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest
 */
export class HttpMatch {
  /** All of the conditions. At least one is needed. */
  public static all(conditions: HttpMatchConditions): HttpMatch {
    return new HttpMatch(conditions);
  }

  /** The path of the request. */
  public static uri(uri: StringMatch): HttpMatch {
    return new HttpMatch({ uri });
  }

  /** The path begins with this text: `/api` also takes `/apis`, `/api/` does not take `/api`. */
  public static uriPrefix(prefix: string): HttpMatch {
    return new HttpMatch({ uri: StringMatch.prefix(prefix) });
  }

  /** The path is this one, or lies below it: `/api` also takes `/api/v1`, but not `/apis`. */
  public static pathPrefix(prefix: string): HttpMatch {
    return new HttpMatch({ uri: StringMatch.pathPrefix(prefix) });
  }

  /** A header of the request, by name in lower case. */
  public static header(name: string, value: StringMatch): HttpMatch {
    return new HttpMatch({ headers: { [name]: value } });
  }

  /** A cookie of the request, e.g. one that says to which group of an A/B test the user belongs. */
  public static cookie(name: string, value: StringMatch): HttpMatch {
    return new HttpMatch({ cookie: { name, value } });
  }

  /**
   * A claim of the JWT that a `JwtAuthentication` of the gateway accepted: a text, or a list that has it. At gateways only.
   *
   * @param path The name of the claim; further names lead into nested claims.
   * @param value What it has to be.
   * @see https://istio.io/latest/docs/tasks/security/authentication/jwt-route/
   */
  public static claim(path: string[], value: StringMatch): HttpMatch {
    return new HttpMatch({ claims: [{ path, value }] });
  }

  /** One of these methods. */
  public static method(...methods: HttpMethod[]): HttpMatch {
    return new HttpMatch({ methods });
  }

  private constructor(private readonly conditions: HttpMatchConditions) {}

  /** @internal */
  public _toSpec(place: IConstruct | string): networking.HTTPMatchRequest {
    const { name, uri, ignoreUriCase, scheme, methods, authority, queryParams, port, statPrefix } = this.conditions;
    this.checkSource(place);
    const spec: networking.HTTPMatchRequest = {
      uri: uri && uriSpec(place, uri),
      scheme: scheme?._toSpec(place, 'scheme'),
      method: methods && methodSpec(place, methods),
      authority: authority?._toSpec(place, 'authority'),
      headers: this.headersSpec(place),
      withoutHeaders: this.withoutHeadersSpec(place),
      queryParams: queryParams && namedSpecs(place, 'query parameter', queryParams),
      port: port === undefined ? undefined : portNumber(place, 'port of a match', port),
      ...sourceSpec(place, this.conditions),
      statPrefix: statPrefix === undefined ? undefined : plainName(place, 'statPrefix', statPrefix),
    };
    if (Object.values(spec).every((condition) => condition === undefined)) {
      fail(place, 'a match has no condition', 'leave match out of the route to take every request');
    }
    if (ignoreUriCase && uri?._start === undefined) {
      fail(place, 'ignoreUriCase is without effect, uri is not exact or prefix', `leave it out, or begin the regex with '(?i)'`);
    }
    return {
      ...(name === undefined ? {} : { name: plainName(place, 'name of a match', name) }),
      ...spec,
      ...(ignoreUriCase ? { ignoreUriCase } : {}),
    };
  }

  private headersSpec(place: IConstruct | string): networking.HTTPMatchRequest['headers'] {
    const { headers = {}, cookie, claims } = this.conditions;
    const specs = joined(namedSpecs(place, 'header', headers, headerName), claimHeaders(place, 'claims', claims));
    if (!cookie) return specs;
    if (headers.cookie) fail(place, `both header 'cookie' and cookie '${cookie.name}' are matched, one is allowed`, 'put both into one regex of the header');
    return { ...specs, cookie: cookieRegex(place, cookie) };
  }

  private withoutHeadersSpec(place: IConstruct | string): networking.HTTPMatchRequest['withoutHeaders'] {
    const { withoutHeaders = {}, withoutClaims } = this.conditions;
    return joined(namedSpecs(place, 'withoutHeaders', withoutHeaders, headerName), claimHeaders(place, 'withoutClaims', withoutClaims));
  }

  /** istiod looks at the gateways alone where there are some. */
  private checkSource(place: IConstruct | string): void {
    const { gateways, sourceLabels, sourceNamespace } = this.conditions;
    if (gateways && (sourceLabels || sourceNamespace !== undefined)) {
      fail(place, `Istio ignores ${sourceLabels ? 'sourceLabels' : 'sourceNamespace'} in a match with gateways`, 'make two matches of it');
    }
  }
}

/** What becomes part of a name with dots in it. */
function plainName(place: IConstruct | string, what: string, value: string): string {
  if (/^[A-Za-z0-9_-]+$/.test(value)) return value;
  return fail(place, `${what} '${value}' has other characters than letters, digits, '-' and '_', or none`, `write it like 'a-name'`);
}

function uriSpec(place: IConstruct | string, uri: StringMatch): networking.StringMatch {
  const spec = uri._toSpec(place, 'uri');
  if (uri._start !== undefined && !uri._start.startsWith('/') && uri._start !== '*') {
    fail(place, `uri '${uri._start}' matches no request, a path begins with '/'`, `write '/${uri._start}'`);
  }
  return spec;
}

function methodSpec(place: IConstruct | string, methods: HttpMethod[]): networking.StringMatch | undefined {
  const names = methods.map((method) => method._toSpec(place));
  if (names.length === 0) return undefined;
  return names.length === 1 ? { exact: names[0] } : { regex: names.join('|') };
}

function joined<T extends object>(one: T | undefined, other: T | undefined): T | undefined {
  return one && other ? { ...one, ...other } : one ?? other;
}

function namedSpecs(
  place: IConstruct | string, what: string, matches: { [name: string]: StringMatch },
  check?: (place: IConstruct | string, what: string, name: string) => void,
): { [name: string]: networking.StringMatch } | undefined {
  const entries = Object.entries(matches);
  if (entries.length === 0) return undefined;
  return Object.fromEntries(entries.map(([name, match]) => {
    check?.(place, what, name);
    return [name, name.startsWith('@') ? match._toClaimSpec(place, name) : match._toNamedSpec(place, `${what} '${name}'`)];
  }));
}

function headerName(place: IConstruct | string, what: string, name: string): void {
  if (NOT_HEADERS.includes(name)) fail(place, `Istio ignores ${what} '${name}'`, `use the condition '${name === 'method' ? 'methods' : name}'`);
  if (!HEADER_NAME.test(name)) {
    fail(place, `${what} '${name}' is not a header name (lower case letters, digits and '-')`, `rename it, e.g. '${name.toLowerCase().replace(/[\s_]+/g, '-')}'`);
  }
}
