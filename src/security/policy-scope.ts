import { IConstruct } from 'constructs';
import { types } from '../api';
import { fail } from '../ground/fail';
import { IMeshRef } from '../ground/mesh-ref';
import { dnsLabel, dnsName } from '../ground/names';
import { IClientRef } from '../host/client';
import { isClusterService } from '../host/cluster-service';
import { HostReference, IHostRef } from '../host/host';
import { labelSelector, selectorText } from '../match/label-selector';

/**
 * Which workloads a policy covers.
 *
 * @see https://istio.io/latest/docs/concepts/security/#target-paths
 */
export class PolicyScope {
  /** All workloads of a mesh: the policy stands in the mesh's root namespace. */
  public static mesh(mesh: IMeshRef): PolicyScope {
    return new PolicyScope('mesh', mesh.meshRef.namespace);
  }

  /** All workloads of a namespace. */
  public static namespace(name: string): PolicyScope {
    return new PolicyScope(`namespace ${name}`, name, undefined, undefined, undefined, { clientRef: { namespace: name } });
  }

  /** The workloads of a namespace whose Pods have all of the labels. */
  public static workload(namespace: string, labels: { [key: string]: string }): PolicyScope {
    return new PolicyScope(`workload of ${namespace}`, namespace, labels, undefined, undefined, { clientRef: { namespace, labels } });
  }

  /** The workloads that a construct stands for: a `MeshService` with all its versions, or a `MeshNamespace`. */
  public static of(workloads: IClientRef): PolicyScope {
    const { namespace, labels } = workloads.clientRef;
    if (!labels) return PolicyScope.namespace(namespace);
    const { hostRef } = workloads as Partial<IHostRef>;
    return new PolicyScope(`workload of ${namespace}`, namespace, labels, undefined, hostRef, workloads);
  }

  /**
   * The proxies of a `Gateway` of the Gateway API, also of a waypoint. Istio lets labels select such proxies only if it was told to.
   *
   * @param namespace the namespace of the `Gateway`
   * @param gateway the name of the `Gateway`
   */
  public static gateway(namespace: string, gateway: string): PolicyScope {
    const ref = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: gateway };
    return new PolicyScope(`gateway ${namespace}/${gateway}`, namespace, undefined, ref);
  }

  /** One Service behind a waypoint: what the waypoint does with requests to it. Only for a Service of Kubernetes. */
  public static service(host: IHostRef): PolicyScope {
    const { name, namespace } = host.hostRef;
    return new PolicyScope(`service ${namespace}/${name}`, namespace, undefined, { group: '', kind: 'Service', name }, host.hostRef);
  }

  /** The scope as an error names it. @internal */
  public readonly _name: string;
  /** The host whose Pods or waypoint are covered, where it is known. @internal */
  public readonly _host?: HostReference;
  /** The workloads as those who call, where they are some Pods or all of a namespace. @internal */
  public readonly _client?: IClientRef;

  private constructor(
    name: string,
    private readonly target: string,
    private readonly labels?: { [key: string]: string },
    private readonly ref?: types.PolicyTargetReference,
    host?: HostReference,
    client?: IClientRef,
  ) {
    this._name = name;
    this._host = host;
    this._client = client;
  }

  /** The namespace in which the policy stands. @internal */
  public _namespace(place: IConstruct): string {
    return dnsLabel(place, 'namespace', this.target);
  }

  /** What selects the workloads; nothing for all. @internal */
  public _selector(place: IConstruct): types.WorkloadSelector | undefined {
    return this.labels && { matchLabels: labelSelector(place, 'labels of the workload', this.labels) };
  }

  /** The objects to which the policy is attached; nothing if labels or a namespace select the workloads. @internal */
  public _targetRefs(place: IConstruct): types.PolicyTargetReference[] | undefined {
    if (this.ref?.kind === 'Service' && !isClusterService(this._host!)) {
      fail(place, `PolicyScope.service is for Services of Kubernetes, and ${this._host!.fqdn} is none, so that nothing would be covered`,
        'cover the workloads, or the gateway that leads there: PolicyScope.workload()');
    }
    return this.ref && [{ ...this.ref, name: dnsName(place, 'name of the target', this.ref.name) }];
  }

  /** Whether all workloads of a mesh are covered. @internal */
  public get _ofMesh(): boolean {
    return this._name === 'mesh';
  }

  /** The scope with its labels: the same text for the same scope. @internal */
  public get _text(): string {
    return this.labels ? `${this._name} (${selectorText(this.labels)})` : this._name;
  }
}
