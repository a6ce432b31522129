import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { dnsLabel } from '../ground/names';
import { portNumber } from '../host/port-number';
import { HttpMethod } from './http-method';
import { labelSelector } from './label-selector';
import { StringMatch } from './string-match';

/** The conditions of one `HttpMatch`; a request has to fulfil all of them. */
export interface HttpMatchConditions {
  /**
   * The path of the request, without the query; begins with `/`.
   * @default - any path
   */
  readonly uri?: StringMatch;

  /**
   * Whether upper and lower case are the same in an exact or prefix `uri`.
   * @default false
   */
  readonly ignoreUriCase?: boolean;

  /**
   * The scheme of the request, `http` or `https`.
   * @default - any scheme
   */
  readonly scheme?: StringMatch;

  /**
   * The methods, one of which the request has.
   * @default - any method
   */
  readonly methods?: HttpMethod[];

  /**
   * The authority (HTTP/1.1: the `Host` header) of the request.
   * @default - any authority among the hosts of the route
   */
  readonly authority?: StringMatch;

  /**
   * Headers by name in lower case, e.g. `x-request-id`; all of them have to match.
   * @default - any headers
   */
  readonly headers?: { [name: string]: StringMatch };

  /**
   * Headers by name in lower case, none of which may match.
   * @default - none
   */
  readonly withoutHeaders?: { [name: string]: StringMatch };

  /**
   * Parameters of the query by name; all of them have to match.
   * @default - any query
   */
  readonly queryParams?: { [name: string]: StringMatch };

  /**
   * The port of the host that the client called.
   * @default - any port
   */
  readonly port?: number;

  /**
   * Labels of the calling workload. Selects whose proxies get the route; gateways never fit.
   * @default - any workload
   */
  readonly sourceLabels?: { [key: string]: string };

  /**
   * The namespace of the calling workload. Selects whose proxies get the route.
   * @default - any namespace
   */
  readonly sourceNamespace?: string;
}

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

  /** A header of the request, by name in lower case. */
  public static header(name: string, value: StringMatch): HttpMatch {
    return new HttpMatch({ headers: { [name]: value } });
  }

  /** One of these methods. */
  public static method(...methods: HttpMethod[]): HttpMatch {
    return new HttpMatch({ methods });
  }

  private constructor(private readonly conditions: HttpMatchConditions) {}

  /** @internal */
  public _toSpec(place: IConstruct | string): networking.HTTPMatchRequest {
    const { uri, ignoreUriCase, scheme, methods, authority, headers, withoutHeaders, queryParams, port } = this.conditions;
    const { sourceLabels, sourceNamespace } = this.conditions;
    const spec: networking.HTTPMatchRequest = {
      uri: uri && uriSpec(place, uri),
      scheme: scheme?._toSpec(place, 'scheme'),
      method: methods && methodSpec(place, methods),
      authority: authority?._toSpec(place, 'authority'),
      headers: headers && namedSpecs(place, 'header', headers, headerName),
      withoutHeaders: withoutHeaders && namedSpecs(place, 'withoutHeaders', withoutHeaders, headerName),
      queryParams: queryParams && namedSpecs(place, 'query parameter', queryParams),
      port: port === undefined ? undefined : portNumber(place, 'port of a match', port),
      sourceLabels: sourceLabels && labelSelector(place, 'sourceLabels', sourceLabels),
      sourceNamespace: sourceNamespace === undefined ? undefined : dnsLabel(place, 'sourceNamespace', sourceNamespace),
    };
    if (Object.values(spec).every((condition) => condition === undefined)) {
      fail(place, 'a match has no condition', 'leave match out of the route to take every request');
    }
    if (ignoreUriCase && uri?._start === undefined) {
      fail(place, 'ignoreUriCase is without effect, uri is not exact or prefix', `leave it out, or begin the regex with '(?i)'`);
    }
    return ignoreUriCase ? { ...spec, ignoreUriCase } : spec;
  }
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

function namedSpecs(
  place: IConstruct | string, what: string, matches: { [name: string]: StringMatch },
  check?: (place: IConstruct | string, what: string, name: string) => void,
): { [name: string]: networking.StringMatch } | undefined {
  const entries = Object.entries(matches);
  if (entries.length === 0) return undefined;
  return Object.fromEntries(entries.map(([name, match]) => {
    check?.(place, what, name);
    return [name, match._toNamedSpec(place, `${what} '${name}'`)];
  }));
}

function headerName(place: IConstruct | string, what: string, name: string): void {
  if (NOT_HEADERS.includes(name)) fail(place, `Istio ignores ${what} '${name}'`, `use the condition '${name === 'method' ? 'methods' : name}'`);
  if (!HEADER_NAME.test(name)) {
    fail(place, `${what} '${name}' is not a header name (lower case letters, digits and '-')`, `rename it, e.g. '${name.toLowerCase().replace(/[\s_]+/g, '-')}'`);
  }
}
