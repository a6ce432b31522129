import { ApiObject } from 'cdk8s';
import { ownedFieldsOf } from '../ground/owned-fields';
import { HttpRoute } from '../route/http-route';
import { CanaryParts } from './canary-parts';
import { CanaryPlan } from './canary-plan';
import { OwnedField } from './owned-field';
import { ServiceVersion } from './service-version';

/** A canary that was added to a service. Its catch-all route is the last of the service's routes. */
export class Canary {
  /** @internal */
  public static _of(plan: CanaryPlan, parts: CanaryParts): Canary {
    return new Canary(plan, parts);
  }

  /** The version that gets what the canary does not. */
  public readonly stable: ServiceVersion;
  /**
   * The version on trial.
   * @default - a controller makes it
   */
  public readonly version?: ServiceVersion;
  /**
   * Its share in percent.
   * @default - a controller decides
   */
  public readonly weight?: number;
  /**
   * The route that shares the requests.
   * @default - Flagger makes it
   */
  public readonly route?: HttpRoute;
  /**
   * Fields of the objects made here that a controller writes at run time. A tool that applies the output again has to leave them alone;
   * `ArgoCd.ignoreDifferences` tells Argo CD. None with manual weights and blue-green.
   */
  public readonly ownedFields: OwnedField[];

  private constructor(plan: CanaryPlan, { weight, route, shared = [] }: CanaryParts) {
    this.stable = plan.stable;
    this.version = plan.canary;
    this.weight = weight;
    this.route = route;
    this.ownedFields = shared.map(ownedField);
  }
}

function ownedField(object: ApiObject): OwnedField {
  const { apiGroup: group, kind, name, metadata: { namespace } } = object;
  return { ...ownedFieldsOf(object)!, group, kind, namespace: namespace!, name };
}
