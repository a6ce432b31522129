import { ApiObject } from 'cdk8s';
import { security } from '../../api';
import { MtlsMode } from '../mtls-mode';
import { Labels, selects } from './labels';

/** A PeerAuthentication. */
export interface PeerPolicy {
  readonly object: ApiObject;
  readonly namespace: string;
  readonly selector?: Labels;
  readonly mode?: MtlsMode;
  readonly ports: { readonly [port: string]: MtlsMode | undefined };
}

/** The policy that an object is; nothing if it is none. */
export function peerPolicies(object: ApiObject): PeerPolicy[] {
  if (object.kind !== 'PeerAuthentication') return [];
  const { selector, mtls, portLevelMtls = {} }: security.PeerAuthenticationSpec = object.toJson().spec ?? {};
  const labels = selector?.matchLabels;
  return [{
    object,
    namespace: object.metadata.namespace ?? '',
    selector: labels && Object.keys(labels).length > 0 ? labels : undefined,
    mode: modeOf(mtls),
    ports: Object.fromEntries(Object.entries(portLevelMtls).map(([port, said]) => [port, modeOf(said)])),
  }];
}

function modeOf(mtls: security.PeerAuthenticationMutualTLS | undefined): MtlsMode | undefined {
  const said: string | undefined = mtls?.mode;
  return Object.values(MtlsMode).find((mode) => mode === said);
}

/** The Pods of a namespace that have these labels. */
export interface PeerPods {
  /** Nothing for those of the whole mesh. */
  readonly namespace?: string;
  /** Nothing for all of the namespace. */
  readonly labels?: Labels;
}

/** What holds for Pods, and what of a program says it. */
export interface Decision {
  readonly mode: MtlsMode;
  readonly by: PeerPolicy;
  /** Whether it is said for the whole mesh. */
  readonly ofMesh: boolean;
}

/** The policies of a program in the order in which Istio looks at them: of a workload, of its namespace, of the mesh. */
export class PeerPolicies {
  constructor(private readonly policies: readonly PeerPolicy[], private readonly roots: ReadonlySet<string>) {}

  /** What decides for Pods at a port on which they listen; nothing if the program does not say it. */
  decide(pods: PeerPods, port?: number): Decision | undefined {
    for (const by of this.ofWorkloads(pods)) {
      const mode = (port === undefined ? undefined : by.ports[port]) ?? by.mode;
      if (mode) return { by, mode, ofMesh: false };
    }
    return this.wider(pods);
  }

  /** What would hold without the policy for exactly these Pods. */
  above(pods: PeerPods): Decision | undefined {
    return pods.labels ? this.wider(pods) : this.ofMesh(pods.namespace);
  }

  private wider(pods: PeerPods): Decision | undefined {
    const ofNamespace = this.policies.filter(({ namespace }) => namespace === pods.namespace && !this.roots.has(namespace));
    const by = ofNamespace.find(({ selector, mode }) => !selector && mode);
    return by ? { by, mode: by.mode!, ofMesh: false } : this.ofMesh(pods.namespace);
  }

  private ofMesh(namespace: string | undefined): Decision | undefined {
    if (namespace === undefined) return undefined;
    const by = this.policies.find((policy) => !policy.selector && policy.mode && this.roots.has(policy.namespace));
    return by && { by, mode: by.mode!, ofMesh: true };
  }

  /** Those of the root namespace select nothing. */
  private ofWorkloads({ namespace, labels }: PeerPods): PeerPolicy[] {
    if (namespace === undefined || !labels || this.roots.has(namespace)) return [];
    return this.policies.filter((policy) => policy.namespace === namespace && policy.selector && selects(policy.selector, labels));
  }
}
