import { ApiObject } from 'cdk8s';
import { HttpRoute } from '../route/http-route';

/** What a strategy made. */
export interface CanaryParts {
  /** The share that stands in the output. */
  readonly weight?: number;
  readonly route?: HttpRoute;
  /** Objects to which a controller writes. */
  readonly shared?: ApiObject[];
}
