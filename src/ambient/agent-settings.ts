import { IConstruct } from 'constructs';
import { ImagePullPolicy } from '../workload/image-pull-policy';
import { NodePlatform } from './node-platform';

/** What the node agents share with the control plane. */
export interface AgentSettings {
  /** Whom errors name. */
  readonly place: IConstruct;
  readonly hub: string;
  readonly tag: string;
  readonly imagePullPolicy?: ImagePullPolicy;
  readonly imagePullSecrets: string[];
  /** The revision of the control plane; empty for the default one. */
  readonly revision: string;
  /** The namespace of istiod. */
  readonly istioNamespace: string;
  /** Where istiod is asked, and where certificates are signed, `host:port`. */
  readonly discoveryAddress: string;
  readonly caAddress: string;
  readonly clusterName: string;
  /** Empty for none. */
  readonly network: string;
  /** The sources of the volumes with the mesh's root certificate (`root-cert.pem`), the revocation list (`ca-crl.pem`) and the token for the CA. */
  readonly rootCertificate: object;
  readonly revocationList: object;
  readonly token: object;
  /** Environment variables that the mesh's config gives to every proxy. */
  readonly proxyMetadata: { readonly [name: string]: string };
  readonly logAsJson: boolean;
  /** Whether NetworkPolicies let in what the agents serve, and nothing else. */
  readonly networkPolicy: boolean;
  readonly platform: NodePlatform;
}
