import { CniProvider } from '../ambient/cni-provider';
import { mesh } from '../api';
import { fail } from '../ground/fail';
import { dnsLabel, dnsName } from '../ground/names';
import { AmbientOptions, SidecarWithCniOptions } from './data-plane-options';
import { DataPlanePlan, DataPlaneSite } from './data-plane-plan';

/** Proxies reach pods of the mesh through the tunnels of HBONE, which ztunnel speaks. */
const TUNNELS: mesh.MeshConfig = { defaultConfig: { proxyMetadata: { ISTIO_META_ENABLE_HBONE: 'true' } } };

type Mode = 'sidecar' | 'sidecarWithCni' | 'ambient';

/**
 * How the traffic of pods gets into the mesh: by a proxy in each pod, or by one on each node.
 *
 * @see https://istio.io/latest/docs/overview/dataplane-modes/
 */
export class DataPlane {
  /** A proxy in each pod; an init container of the pod redirects its traffic, for which it needs the capabilities NET_ADMIN and NET_RAW. */
  public static sidecar(): DataPlane {
    return new DataPlane('sidecar', {});
  }

  /**
   * A proxy in each pod; istio-cni, an agent on each node, redirects the pod's traffic. The pod itself needs no rights for that.
   *
   * @param options How istio-cni runs.
   */
  public static sidecarWithCni(options: SidecarWithCniOptions = {}): DataPlane {
    return new DataPlane('sidecarWithCni', options);
  }

  /**
   * No proxy in the pods: istio-cni redirects their traffic to ztunnel, the proxy of their node. Namespaces can still choose sidecars.
   *
   * @param options How istio-cni and ztunnel run.
   */
  public static ambient(options: AmbientOptions = {}): DataPlane {
    return new DataPlane('ambient', options);
  }

  private constructor(private readonly mode: Mode, private readonly options: AmbientOptions) {}

  /** @internal */
  public get _isAmbient(): boolean {
    return this.mode === 'ambient';
  }

  /** @internal */
  public static _plan(site: DataPlaneSite, given: DataPlane | undefined): DataPlanePlan {
    const { withoutInitContainer } = site.platform._facts;
    return (given ?? (withoutInitContainer ? DataPlane.sidecarWithCni() : DataPlane.sidecar())).plan(site);
  }

  private plan(site: DataPlaneSite): DataPlanePlan {
    const { mode, options } = this;
    const { place, platform, namespace } = site;
    const { agentNamespace = namespace, cniProvider = CniProvider.DEFAULT, withoutInitContainer } = platform._facts;
    if (mode === 'sidecar' && withoutInitContainer) {
      fail(place, `dataPlane is DataPlane.sidecar() on platform '${platform.name}', but ${withoutInitContainer}`,
        'take DataPlane.sidecarWithCni() or DataPlane.ambient()');
    }
    return {
      cni: mode !== 'sidecar',
      ambient: mode === 'ambient',
      meshConfig: mode === 'ambient' ? TUNNELS : {},
      cniProvider: options.cniProvider ?? cniProvider,
      cniNamespace: dnsLabel(place, 'dataPlane.cniNamespace', options.cniNamespace ?? agentNamespace),
      ztunnel: {
        namespace: dnsLabel(place, 'dataPlane.ztunnelNamespace', options.ztunnelNamespace ?? agentNamespace),
        name: dnsName(place, 'dataPlane.ztunnelName', options.ztunnelName ?? 'ztunnel'),
      },
      make: this.made(site),
    };
  }

  private made({ place, clusterWide }: DataPlaneSite): DataPlanePlan['make'] {
    const { mode, options: { installed = false, cni, ztunnel } } = this;
    if (clusterWide && !installed) return { ...(mode !== 'sidecar' && { cni: cni ?? {} }), ...(mode === 'ambient' && { ztunnel: ztunnel ?? {} }) };
    const given = Object.entries({ cni, ztunnel }).filter(([, value]) => value !== undefined).map(([name]) => name);
    if (given.length > 0) {
      fail(place, `dataPlane has ${given.join(' and ')}, but ${installed ? 'somebody else installs the node agents' : 'a mesh that is not clusterWide makes no node agents'}`,
        installed ? 'leave it out, or leave out installed' : 'say it at the mesh that is clusterWide');
    }
    return {};
  }
}
