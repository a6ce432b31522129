import { IConstruct } from 'constructs';
import { AmbientCniOptions } from '../ambient/istio-cni-options';
import { fail } from '../ground/fail';
import { IstioVersion } from './istio-version';

/** A behaviour of istiod that changed in a minor version of 1.x, and the flag that brings the old one back. */
const CHANGES: readonly { readonly since: number; readonly flag: string; readonly before: string }[] = [
  { since: 27, flag: 'ENABLE_NATIVE_SIDECARS', before: 'false' },
  { since: 28, flag: 'DISABLE_SHADOW_HOST_SUFFIX', before: 'false' },
  { since: 29, flag: 'DISABLE_TRACK_REMAINING_CB_METRICS', before: 'false' },
  { since: 30, flag: 'PILOT_SIDECAR_PICK_BEST_SERVICE_NAMESPACE', before: 'false' },
  { since: 31, flag: 'PILOT_ENABLE_STRICT_GATEWAY_MERGING', before: 'false' },
  { since: 31, flag: 'PILOT_AUTO_SEND_UNHEALTHY_ENDPOINTS', before: 'false' },
];

/**
 * An older version of Istio whose behaviour a newer one keeps, to upgrade first and change the behaviour later.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/compatibility-versions/
 */
export class CompatibilityVersion {
  /** As Istio 1.25. */
  public static readonly V1_25 = new CompatibilityVersion('1.25');
  /** As Istio 1.26. */
  public static readonly V1_26 = new CompatibilityVersion('1.26');
  /** As Istio 1.27. */
  public static readonly V1_27 = new CompatibilityVersion('1.27');
  /** As Istio 1.28. */
  public static readonly V1_28 = new CompatibilityVersion('1.28');
  /** As Istio 1.29. */
  public static readonly V1_29 = new CompatibilityVersion('1.29');
  /** As Istio 1.30. */
  public static readonly V1_30 = new CompatibilityVersion('1.30');

  private constructor(
    /** The minor version, e.g. `1.28`. */
    public readonly minor: string,
  ) {}

  /**
   * How istio-cni behaves for it.
   * @internal
   */
  public get _cni(): AmbientCniOptions {
    return this.number < 29 ? { reconcileIptablesOnStartup: false } : {};
  }

  private get number(): number {
    return numberOf(this.minor);
  }

  /**
   * istiod's flags for it.
   * @internal
   */
  public _flags(place: IConstruct, version: IstioVersion): { [flag: string]: string } {
    const present = numberOf(version.minor);
    if (this.number >= present) {
      fail(place, `compatibility is that of Istio ${this.minor}, and version is ${version.minor}, an older one is allowed`, 'leave it out, it is the behaviour of the version');
    }
    return Object.fromEntries(CHANGES.filter(({ since }) => since > this.number && since <= present).map(({ flag, before }) => [flag, before]));
  }
}

function numberOf(minor: string): number {
  return Number(minor.split('.')[1]);
}
