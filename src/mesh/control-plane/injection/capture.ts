import { FragmentMap } from './fragment';
import { Expression, go, variable } from './go-expression';
import { PodInput } from './pod-input';
import { whenAny } from './presence';
import { ProxySettings } from './settings';

/** Which of a pod's traffic goes through its sidecar: the pod's annotations, else the mesh's settings. */
export class Capture {
  public readonly includeOutboundIPRanges: Expression;
  public readonly excludeOutboundIPRanges: Expression;
  public readonly includeInboundPorts: Expression;
  /** With the status port, which the kubelet must reach. */
  public readonly excludeInboundPorts: Expression;
  public readonly includeOutboundPorts: Expression;
  public readonly excludeOutboundPorts: Expression;
  public readonly reroutedInterfaces: Expression;
  public readonly kubevirtInterfaces: Expression;
  public readonly excludeInterfaces: Expression;

  public constructor(private readonly input: PodInput, proxy: ProxySettings) {
    const traffic = (name: string, fallback: string) => input.annotation(`traffic.sidecar.istio.io/${name}`, fallback);
    this.includeOutboundIPRanges = traffic('includeOutboundIPRanges', proxy.includeIPRanges);
    this.excludeOutboundIPRanges = traffic('excludeOutboundIPRanges', proxy.excludeIPRanges);
    this.includeInboundPorts = traffic('includeInboundPorts', proxy.includeInboundPorts);
    this.excludeInboundPorts = go`excludeInboundPort ${input.statusPort} ${traffic('excludeInboundPorts', proxy.excludeInboundPorts)}`;
    this.includeOutboundPorts = variable('includeOutboundPorts', traffic('includeOutboundPorts', proxy.includeOutboundPorts));
    this.excludeOutboundPorts = variable('excludeOutboundPorts', traffic('excludeOutboundPorts', proxy.excludeOutboundPorts));
    this.reroutedInterfaces = input.annotationOrEmpty('istio.io/reroute-virtual-interfaces');
    this.kubevirtInterfaces = input.annotationOrEmpty('traffic.sidecar.istio.io/kubevirtInterfaces');
    this.excludeInterfaces = input.annotationOrEmpty('traffic.sidecar.istio.io/excludeInterfaces');
  }

  /** The same as annotations, where the CNI plugin reads it. */
  public annotations(multusNetwork?: string): FragmentMap {
    return {
      'k8s.v1.cni.cncf.io/networks': multusNetwork && go`appendMultusNetwork ${this.input.annotationOrEmpty('k8s.v1.cni.cncf.io/networks')} ${multusNetwork}`,
      'sidecar.istio.io/interceptionMode': this.input.interceptionMode,
      'traffic.sidecar.istio.io/includeOutboundIPRanges': whenAny(this.includeOutboundIPRanges),
      'traffic.sidecar.istio.io/excludeOutboundIPRanges': whenAny(this.excludeOutboundIPRanges),
      'traffic.sidecar.istio.io/includeInboundPorts': this.includeInboundPorts,
      'traffic.sidecar.istio.io/excludeInboundPorts': this.excludeInboundPorts,
      'traffic.sidecar.istio.io/includeOutboundPorts': whenAny(this.includeOutboundPorts),
      'traffic.sidecar.istio.io/excludeOutboundPorts': whenAny(this.excludeOutboundPorts),
      'traffic.sidecar.istio.io/kubevirtInterfaces': whenAny(this.kubevirtInterfaces),
      'istio.io/reroute-virtual-interfaces': whenAny(this.reroutedInterfaces),
      'traffic.sidecar.istio.io/excludeInterfaces': whenAny(this.excludeInterfaces),
    };
  }
}
