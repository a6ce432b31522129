import { IConstruct } from 'constructs';
import { CniProvider } from '../ambient/cni-provider';
import { AmbientCniOptions } from '../ambient/istio-cni-options';
import { ZtunnelAccount } from '../ambient/ztunnel';
import { ZtunnelOptions } from '../ambient/ztunnel-options';
import { mesh } from '../api';
import { Platform } from './platform';

/** What the mesh says besides its data plane. */
export interface DataPlaneSite {
  readonly place: IConstruct;
  readonly platform: Platform;
  /** The namespace of istiod. */
  readonly namespace: string;
  readonly clusterWide: boolean;
}

/** What a mesh has to do for its data plane. */
export interface DataPlanePlan {
  /** Whether traffic of injected pods is redirected by istio-cni instead of their init container. */
  readonly cni: boolean;
  readonly cniProvider: CniProvider;
  readonly cniNamespace: string;
  readonly ambient: boolean;
  /** What the mesh's config says because of it. */
  readonly meshConfig: mesh.MeshConfig;
  /** Whom istiod gives certificates of other workloads. */
  readonly ztunnel: ZtunnelAccount;
  /** The node agents that the mesh makes. */
  readonly make: { readonly cni?: AmbientCniOptions; readonly ztunnel?: ZtunnelOptions };
}
