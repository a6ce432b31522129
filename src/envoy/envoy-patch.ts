import { Construct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { EnvoyChange } from './envoy-change';
import { EnvoyFilterOptions } from './envoy-filter-options';
import { writeEnvoyFilter } from './write-envoy-filter';

/** What a patch changes, of which proxies, and why. */
export interface EnvoyPatchProps extends EnvoyFilterOptions {
  /**
   * Why the configuration has to be changed behind Istio's back: for whoever meets the patch at the next upgrade. It becomes the annotation
   * `kubernetes.io/description`.
   */
  readonly reason: string;

  /** The changes, made in this order, at least one. `EnvoyConfig` offers them. */
  readonly changes: EnvoyChange[];
}

/**
 * Changes the configuration that istiod gives to proxies: an EnvoyFilter. The last resort, since nothing in there is a promise of Istio's and an
 * upgrade may move it; look for a recipe, and for an API of Istio's, first. What Istio would refuse, or take and ignore, is an error.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/envoy-filter/
 */
export class EnvoyPatch extends Construct {
  /** The EnvoyFilter. */
  public readonly envoyFilter: networking.EnvoyFilter;

  public constructor(scope: Construct, id: string, props: EnvoyPatchProps) {
    super(scope, id);
    if (props.reason.trim() === '') fail(this, 'the reason is empty', 'say why Istio has no other way to do it: who upgrades the mesh has to know');
    this.envoyFilter = writeEnvoyFilter(this, id, props, props.reason, props.changes);
  }
}
