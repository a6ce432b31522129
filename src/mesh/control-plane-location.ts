import { IConstruct } from 'constructs';
import { local, localInjector } from './control-plane/local-location';
import { LocationPlan, LocationSite } from './control-plane/location-plan';
import { external, remote } from './control-plane/remote-location';
import { LocalControlPlaneOptions, RemoteControlPlaneOptions } from './control-plane-location-options';

/**
 * Where the control plane of a cluster runs: in it, or elsewhere.
 *
 * @see https://istio.io/latest/docs/ops/deployment/deployment-models/#control-plane-models
 */
export class ControlPlaneLocation {
  /**
   * In this cluster.
   *
   * @param options What istiod does for other clusters.
   */
  public static local(options: LocalControlPlaneOptions = {}): ControlPlaneLocation {
    return new ControlPlaneLocation(false, (place, site) => local(place, site, options));
  }

  /**
   * In another cluster of the mesh. Proxies and the API server of this cluster reach it by a Service of the same name as there, so namespace
   * and revision are those of that control plane, and so are the settings of proxies: what only an istiod reads is refused.
   *
   * @param address An IP address or a DNS name at which istiod is reached on ports 15012 and 15017, e.g. that of an east-west gateway there.
   * @param options What differs from a plain remote cluster.
   * @see https://istio.io/latest/docs/setup/install/multicluster/primary-remote/
   */
  public static remote(address: string, options: RemoteControlPlaneOptions = {}): ControlPlaneLocation {
    return new ControlPlaneLocation(true, (place, site) => remote(place, site, address, options));
  }

  /**
   * In a cluster that is no part of the mesh. Proxies know it by its own host: no Service leads there.
   *
   * @param host A DNS name at which istiod is reached on ports 15012 and 15017.
   * @param options What differs from a plain remote cluster.
   * @see https://istio.io/latest/docs/setup/install/external-controlplane/
   */
  public static external(host: string, options: RemoteControlPlaneOptions = {}): ControlPlaneLocation {
    return new ControlPlaneLocation(true, (place, site) => external(place, site, host, options));
  }

  /**
   * In both: an istiod of this cluster injects proxies and signs their certificates, and one elsewhere configures them. Only the default
   * revision can do that, as istiod's certificate has one name by which proxies know it elsewhere, that of the Service `istiod-remote`.
   *
   * @param address An IP address or a DNS name at which the other istiod is reached on port 15012.
   */
  public static localInjector(address: string): ControlPlaneLocation {
    return new ControlPlaneLocation(false, (place, site) => localInjector(place, site, address));
  }

  private constructor(
    /** @internal */
    public readonly _isElsewhere: boolean,
    private readonly plan: (place: IConstruct, site: LocationSite) => LocationPlan,
  ) {}

  /** @internal */
  public _plan(place: IConstruct, site: LocationSite): LocationPlan {
    return this.plan(place, site);
  }
}
