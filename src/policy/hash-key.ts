import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { networking } from '../api';
import { durationText } from '../ground/duration-text';
import { fail } from '../ground/fail';

const TOKEN = /^[-!#$%&'*+.^_`|~0-9A-Za-z]+$/;

/** An attribute of a cookie, e.g. `SameSite` with value `Strict`, or `Secure` without one. */
export interface CookieAttribute {
  /** The name of the attribute, unique in its cookie. */
  readonly name: string;

  /**
   * The value of the attribute.
   * @default - it has none
   */
  readonly value?: string;
}

/** The cookie that the proxy makes for a request that has none. */
export interface HashCookieOptions {
  /**
   * How long a client keeps the cookie. 0 makes a cookie of the session.
   * @default - no cookie is made: only clients that have one from elsewhere are sticky
   */
  readonly ttl?: Duration;

  /**
   * The path for which clients send the cookie. Needs `ttl`.
   * @default - the path of the request that got it
   */
  readonly path?: string;

  /**
   * More attributes of the cookie. Need `ttl`.
   * @default - none
   */
  readonly attributes?: CookieAttribute[];
}

/**
 * What of a request says to which Pod it goes. A request without it goes to any.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB
 */
export class HashKey {
  /** The value of a header. */
  public static header(name: string): HashKey {
    return new HashKey('header', true, (place) => ({ httpHeaderName: token(place, 'header', name) }));
  }

  /** The value of a cookie, which the proxy makes if `ttl` is given. */
  public static cookie(name: string, options: HashCookieOptions = {}): HashKey {
    return new HashKey('cookie', true, (place) => ({ httpCookie: cookieSpec(place, name, options) }));
  }

  /** The value of a query parameter. */
  public static queryParameter(name: string): HashKey {
    return new HashKey('query parameter', true, (place) => {
      if (name === '') fail(place, 'the query parameter that is hashed has no name', `name it, e.g. HashKey.queryParameter('user')`);
      return { httpQueryParameterName: name };
    });
  }

  /** The address of the caller; of connections that are not HTTP, too. */
  public static sourceIp(): HashKey {
    return new HashKey('source IP', false, () => ({ useSourceIp: true }));
  }

  /** What is hashed, as errors name it. @internal */
  public readonly _name: string;
  /** Whether only requests of HTTP have it. @internal */
  public readonly _ofHttp: boolean;

  private constructor(
    name: string, ofHttp: boolean, private readonly render: (place: IConstruct) => networking.LoadBalancerSettingsConsistentHashLB,
  ) {
    this._name = name;
    this._ofHttp = ofHttp;
  }

  /** @internal */
  public _toSpec(place: IConstruct): networking.LoadBalancerSettingsConsistentHashLB {
    return this.render(place);
  }
}

function cookieSpec(place: IConstruct, name: string, options: HashCookieOptions): networking.LoadBalancerSettingsConsistentHashLBHTTPCookie {
  const { ttl, path, attributes } = options;
  token(place, 'cookie', name);
  if (!ttl && (path !== undefined || attributes)) {
    fail(place, `cookie '${name}' has ${path === undefined ? 'attributes' : 'a path'} and no ttl, so the proxy does not make it`,
      'give it a ttl, e.g. Duration.hours(1), or Duration.seconds(0) for a cookie of the session');
  }
  return {
    name, path,
    ttl: ttl && durationText(place, `ttl of cookie '${name}'`, ttl, true),
    attributes: attributes?.map(({ name: attribute, value }, i) => {
      token(place, `attribute of cookie '${name}'`, attribute);
      const others = attributes.slice(0, i).map((other) => other.name.toLowerCase());
      if ([...others, 'path', 'max-age'].includes(attribute.toLowerCase())) {
        fail(place, `cookie '${name}' has attribute '${attribute}' twice`, 'keep one of them; path and ttl say Path and Max-Age');
      }
      return { name: attribute, value };
    }),
  };
}

function token(place: IConstruct, what: string, name: string): string {
  if (TOKEN.test(name)) return name;
  return fail(place, `the name of ${what} '${name}' is not one of HTTP (letters, digits and !#$%&'*+-.^_\`|~)`, 'change it');
}
