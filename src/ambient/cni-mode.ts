import { CniProvider } from './cni-provider';

/** What the control plane and istio-cni have to agree on. */
export interface CniMode {
  /** Whether traffic of pods without sidecar goes to ztunnel. */
  readonly ambient: boolean;
  readonly provider: CniProvider;
  /** Whether rules are written with nftables instead of iptables. */
  readonly nativeNftables: boolean;
}
