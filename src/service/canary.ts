import { HttpMatch } from '../match/http-match';
import { HttpRoute, HttpTrafficOptions } from '../route/http-route';
import { ServiceVersion } from './service-version';

/** How requests are shared between two versions. */
export interface CanaryOptions extends HttpTrafficOptions {
  /** The version that gets what the canary does not. */
  readonly stable: ServiceVersion;
  /** The version on trial. */
  readonly canary: ServiceVersion;
  /** The share of the canary in percent, a whole number from 0 to 100. */
  readonly weight: number;

  /**
   * Requests that go to the canary whatever its share, e.g. those of testers.
   * @default - none
   */
  readonly match?: HttpMatch[];

  /**
   * The name of the route; that of the matches is `<id>-match`.
   * @default 'canary'
   */
  readonly id?: string;
}

/** A canary that was added to a service. Its catch-all route is the last of the service's routes. */
export class Canary {
  /** @internal */
  public static _of(options: CanaryOptions, route: HttpRoute): Canary {
    return new Canary(options, route);
  }

  /** The version that gets what the canary does not. */
  public readonly stable: ServiceVersion;
  /** The version on trial. */
  public readonly version: ServiceVersion;
  /** Its share in percent. */
  public readonly weight: number;
  /** The route that shares the requests. */
  public readonly route: HttpRoute;

  private constructor(options: CanaryOptions, route: HttpRoute) {
    this.stable = options.stable;
    this.version = options.canary;
    this.weight = options.weight;
    this.route = route;
  }
}
