import { networking } from '../api';
import { fail } from '../ground/fail';
import { IDestination } from '../host/destination';
import { HostReference } from '../host/host';
import { IDelegateRef } from './delegate-ref';
import { headersSpec } from './headers-spec';
import { HttpHeaders } from './http-headers';
import { httpStatus } from './http-status';
import { RedirectOptions } from './redirect';
import { redirectSpec } from './redirect-spec';
import { sharesSpec } from './shares';

/** What else can be said of a destination. */
export interface ForwardOptions {
  /**
   * The port of the destination's host.
   *
   * @default - the only port, or the only HTTP port, of the host. A host with several keeps the port that the client called
   * where the routes are its own; elsewhere it is an error
   */
  readonly port?: number;

  /**
   * What happens to headers on the way to and from this destination.
   *
   * @default - headers stay as they are
   */
  readonly headers?: HttpHeaders;
}

/** One of the destinations of a split. */
export interface WeightedDestination extends ForwardOptions {
  /** The version, or the host. */
  readonly to: IDestination;
  /** The share of the requests in percent, a whole number from 0 to 100. */
  readonly weight: number;
}

/** What else can be said of a direct response. */
export interface RespondOptions {
  /**
   * The text of the response, at most 1 MB.
   *
   * @default - no text
   */
  readonly body?: string;

  /**
   * The bytes of the response in base64, at most 1 MB of them. Not together with `body`.
   *
   * @default - no bytes
   */
  readonly bodyBase64?: string;
}

type ActionSpec = Pick<networking.HTTPRoute, 'route' | 'redirect' | 'directResponse' | 'delegate'>;

const MAX_BODY = 1024 * 1024;

/**
 * What happens to the requests of a route.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute
 */
export class RouteAction {
  /** Sends all requests to one version, or to a host. */
  public static forward(to: IDestination, options: ForwardOptions = {}): RouteAction {
    return RouteAction.split({ ...options, to, weight: 100 });
  }

  /** Sends each destination its share of the requests. The weights add up to 100. */
  public static split(...destinations: WeightedDestination[]): RouteAction {
    return new RouteAction(true, (place, owner) => ({ route: splitSpec(place, destinations, owner) }));
  }

  /** Tells the client to ask elsewhere. */
  public static redirect(options: RedirectOptions): RouteAction {
    return new RouteAction(false, (place) => ({ redirect: redirectSpec(place, options) }));
  }

  /** Answers at once with this status (200 to 599), without any destination. */
  public static respond(status: number, options: RespondOptions = {}): RouteAction {
    return new RouteAction(false, (place) => ({ directResponse: responseSpec(place, status, options) }));
  }

  /** Leaves the requests to routes of others. What the route itself says (timeout, retry, ...) holds where those say nothing. */
  public static delegate(to: IDelegateRef): RouteAction {
    return new RouteAction(true, () => ({ delegate: { ...to.delegateRef } }));
  }

  /** Whether requests reach a destination. @internal */
  public readonly _forwards: boolean;

  private constructor(forwards: boolean, private readonly render: (place: string, owner: HostReference | undefined) => ActionSpec) {
    this._forwards = forwards;
  }

  /** @internal */
  public _toSpec(place: string, owner?: HostReference): ActionSpec {
    return this.render(place, owner);
  }
}

function splitSpec(place: string, destinations: WeightedDestination[], owner: HostReference | undefined): networking.HTTPRouteDestination[] {
  return sharesSpec(place, destinations, owner).map((share, i) => {
    const { headers } = destinations[i];
    return { ...share, headers: headers && headersSpec(place, headers) };
  });
}

function responseSpec(place: string, status: number, options: RespondOptions): networking.HTTPDirectResponse {
  const { body: string, bodyBase64: bytes } = options;
  httpStatus(place, 'status of the response', status);
  if (string !== undefined && bytes !== undefined) fail(place, 'the response has both body and bodyBase64, one is allowed', 'leave one of them out');
  if (bytes !== undefined && Buffer.from(bytes, 'base64').toString('base64') !== bytes) fail(place, 'bodyBase64 of the response is not base64', `encode it, e.g. with Buffer.from(...).toString('base64')`);
  const size = string === undefined ? Buffer.byteLength(bytes ?? '', 'base64') : Buffer.byteLength(string);
  if (size > MAX_BODY) fail(place, `the body of the response has ${size} bytes, at most ${MAX_BODY} are allowed`, 'serve it from a workload');
  return { status, body: string === undefined && bytes === undefined ? undefined : { string, bytes } };
}
