import { IClientRef } from '../host/client';

/** What NetworkPolicies let through besides declared calls. */
export interface CallNetworkPolicyOptions {
  /**
   * Who reads the metrics of the proxies, on 15020 and 15090.
   * @default - nobody
   */
  readonly prometheus?: IClientRef;
  /**
   * The namespace of the Pods that answer DNS, on 53, or on 5353 as OpenShift's.
   * @default 'kube-system'
   */
  readonly dnsNamespace?: string;
}
