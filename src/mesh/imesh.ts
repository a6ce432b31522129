import { IConstruct } from 'constructs';
import { Egress } from '../gateway/egress';
import { EgressOptions } from '../gateway/egress-options';
import { IMeshRef } from '../ground/mesh-ref';
import { LeastPrivilegeOptions } from '../privilege/least-privilege-options';
import { DataPlaneMode } from './data-plane-mode';
import { EnrollOptions, MeshNamespace } from './mesh-namespace';

/** A mesh that namespaces can join: made here, or installed by somebody else. */
export interface IMesh extends IMeshRef {
  /**
   * Makes a Namespace whose new pods get the mesh's proxy.
   *
   * @param name The name of the namespace, a DNS label.
   * @param options Further labels and annotations.
   */
  enroll(name: string, options?: EnrollOptions): MeshNamespace;

  /**
   * Labels a Namespace made elsewhere, e.g. with cdk8s-plus, so that its new pods get the mesh's proxy.
   * A Namespace with a label that contradicts it is refused.
   *
   * @param namespace The Namespace: an ApiObject or a construct around one.
   * @param mode By which proxy it joins. @default - that of the mesh's data plane
   */
  enrollExisting(namespace: IConstruct, mode?: DataPlaneMode): void;

  /**
   * Lets workloads call a host outside of the mesh: directly or through a gateway, with TLS of their own or of a proxy, all or only some of them.
   * All objects of it are made, the host's ServiceEntry too if no `ExternalHost` of this program declares it.
   *
   * @param host The name of the host, or `*.` and a name for all below it.
   * @param options The way out.
   */
  egress(host: string, options?: EgressOptions): Egress;

  /**
   * Lets pass what the call graph declares, and nothing else, in some namespaces: `calls()` and `calledBy()` of services, what gateways expose, and
   * `from` of ways out. It writes AuthorizationPolicies (deny by default, and for each called service who may call it), for workloads with sidecars
   * a Sidecar that knows the hosts which they call, and NetworkPolicies if they are asked for.
   *
   * Begin with `LeastPrivilege.DRY_RUN`, which refuses nobody.
   *
   * @param options The namespaces, and how.
   */
  leastPrivilege(options: LeastPrivilegeOptions): void;
}
