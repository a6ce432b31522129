import { IHostRef } from '../host/host';
import { SidecarOutboundTraffic } from '../proxy/sidecar-outbound-traffic';
import { LeastPrivilege } from './least-privilege';
import { CallNetworkPolicyOptions } from './network-policy-options';

/** Where nothing is allowed but declared calls, and by which means. */
export interface LeastPrivilegeOptions {
  /** The namespaces, at least one; not the root namespace of the mesh. Their gateways belong to them. */
  readonly namespaces: string[];
  /** Whether undeclared calls are refused, or only counted. */
  readonly mode: LeastPrivilege;
  /**
   * Whether sidecars know no hosts but those that their workload calls: one Sidecar for each workload that calls, and one for the others.
   * Nothing of it in dry run and in ambient mode.
   * @default true
   */
  readonly sidecars?: boolean;
  /**
   * The hosts that proxies call themselves: collectors of traces and logs, services of rate limits.
   * @default - all hosts of the mesh's root namespace
   */
  readonly proxyHosts?: IHostRef[];
  /**
   * What happens to calls of hosts that a sidecar does not know.
   * @default SidecarOutboundTraffic.registryOnly() - they are refused
   */
  readonly outboundTraffic?: SidecarOutboundTraffic;
  /**
   * NetworkPolicies that let through what is declared, for clusters whose network enforces them. Not in dry run.
   * @default - none
   */
  readonly networkPolicies?: CallNetworkPolicyOptions;
}
