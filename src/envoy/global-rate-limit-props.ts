import { Duration } from 'cdk8s';
import { IHostRef } from '../host/host';
import { EnvoyRecipeOptions } from './envoy-recipe-options';
import { RateLimitAction } from './rate-limit-action';
import { RateLimitAnswer } from './rate-limit-answer';
import { EnvoyRouteMatch } from './route-match';

/** What the ratelimit service counts together: requests of which all keys have equal values. */
export interface RateLimitDescriptor {
  /** The keys and values, in the order in which the configuration of the ratelimit service nests them; at least one. */
  readonly actions: RateLimitAction[];
}

/** A limit that a ratelimit service counts, and whose proxies ask it. */
export interface GlobalRateLimitProps extends EnvoyRecipeOptions, RateLimitAnswer {
  /** The ratelimit service. The proxies have to know it: a `Sidecar` must not hide it. */
  readonly service: IHostRef;

  /**
   * The port of the service that speaks gRPC.
   *
   * @default - its only port of gRPC or HTTP/2; an error if there is none or several
   */
  readonly servicePort?: number;

  /** The domain in the configuration of the ratelimit service, under which it finds the limits. */
  readonly domain: string;

  /** What is counted, at least one. A request is refused if one of them is over its limit. */
  readonly descriptors: RateLimitDescriptor[];

  /**
   * The port: inbound, that on which the Pod's container listens; of a gateway, that on which the proxy listens.
   *
   * @default - all ports
   */
  readonly port?: number;

  /**
   * The routes whose requests are counted. In gateways they have the names of the exposed host's routes.
   *
   * @default - all requests
   */
  readonly route?: EnvoyRouteMatch;

  /**
   * Whether requests are refused with 500 while the ratelimit service does not answer.
   *
   * @default false
   */
  readonly failureModeDeny?: boolean;

  /**
   * How long a proxy waits for the ratelimit service, at least 1 ms.
   *
   * @default Duration.millis(20)
   */
  readonly timeout?: Duration;
}
