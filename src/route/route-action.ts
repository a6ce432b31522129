import { networking } from '../api';
import { fail } from '../ground/fail';
import { IDestination } from '../host/destination';
import { HostReference } from '../host/host';
import { destinationLabel, destinationSpec } from './destination-spec';
import { headersSpec } from './headers-spec';
import { HttpHeaders } from './http-headers';
import { httpStatus } from './http-status';
import { RedirectOptions } from './redirect';
import { redirectSpec } from './redirect-spec';

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
}

type ActionSpec = Pick<networking.HTTPRoute, 'route' | 'redirect' | 'directResponse'>;

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
  checkWeights(place, destinations, owner);
  const specs = destinations.map((given) => ({
    destination: destinationSpec(place, given.to.destinationRef, given.port, owner),
    weight: destinations.length === 1 ? undefined : given.weight,
    headers: given.headers && headersSpec(place, given.headers),
  }));
  const seen = new Set<string>();
  specs.forEach(({ destination }, i) => {
    const key = `${destination.host} ${destination.subset} ${destination.port?.number}`;
    if (seen.has(key)) {
      fail(place, `destination ${destinationLabel(destinations[i].to.destinationRef, owner)} stands twice in one split`, 'add its weights up');
    }
    seen.add(key);
  });
  return specs;
}

function checkWeights(place: string, destinations: WeightedDestination[], owner: HostReference | undefined): void {
  let sum = 0;
  for (const { to, weight } of destinations) {
    if (!Number.isInteger(weight) || weight < 0 || weight > 100) {
      fail(place, `the weight of ${destinationLabel(to.destinationRef, owner)} is ${weight}, a whole number from 0 to 100 is allowed`,
        'give the share in percent');
    }
    sum += weight;
  }
  if (sum !== 100) {
    const shares = destinations.map(({ to, weight }) => `${destinationLabel(to.destinationRef, owner)}=${weight}`);
    fail(place, `weights must add up to 100, got ${sum} (${shares.join(', ')})`, 'change them so that their sum is 100');
  }
}

function responseSpec(place: string, status: number, options: RespondOptions): networking.HTTPDirectResponse {
  const { body } = options;
  httpStatus(place, 'status of the response', status);
  if (body && Buffer.byteLength(body) > MAX_BODY) {
    fail(place, `the body of the response has ${Buffer.byteLength(body)} bytes, at most ${MAX_BODY} are allowed`, 'serve it from a workload');
  }
  return { status, body: body === undefined ? undefined : { string: body } };
}
