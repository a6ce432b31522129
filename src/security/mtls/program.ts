import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { IMeshRef } from '../../ground/mesh-ref';
import { MtlsMode } from '../mtls-mode';
import { clientRules, ClientRules } from './client-rules';
import { IndexBy } from './index-by';
import { areProxies, KnownPods, knownPods, portOfContainer } from './known-pods';
import { KnownPort, KnownService, knownServices } from './known-services';
import { selects } from './labels';
import { Membership } from './membership';
import { Decision, peerPolicies, PeerPolicies, PeerPods, PeerPolicy } from './peer-policies';

/** What a program says of workloads, those who call them, and mutual TLS between them, whatever made the objects. */
export class Program {
  readonly objects: readonly ApiObject[];
  readonly pods: readonly KnownPods[];
  readonly services: readonly KnownService[];
  readonly rules: ClientRules;
  readonly policies: readonly PeerPolicy[];
  readonly members: Membership;
  readonly modes: PeerPolicies;
  /** The root namespaces of meshes. */
  readonly roots: ReadonlySet<string>;
  private readonly byName: IndexBy<KnownService>;
  private readonly byLabel: IndexBy<KnownPods>;

  /** @param covered the root namespaces that policies are said to cover the mesh from, besides those of the program's own meshes */
  constructor({ node: { root } }: IConstruct, covered: ReadonlySet<string>) {
    const all = root.node.findAll();
    this.objects = all.filter(ApiObject.isApiObject);
    this.pods = this.objects.flatMap(knownPods);
    this.byLabel = new IndexBy(this.pods, ({ namespace, labels }) => Object.entries(labels).map((label) => keyOf(namespace, label)));
    this.services = this.objects.flatMap(knownServices);
    this.byName = new IndexBy(this.services, ({ namespace, name }) => [`${namespace}/${name}`]);
    this.rules = new ClientRules(this.objects.flatMap(clientRules));
    this.policies = this.objects.flatMap(peerPolicies);
    this.members = new Membership(this.objects);
    this.roots = new Set([...covered, ...all.flatMap((construct) => (construct as Partial<IMeshRef>).meshRef?.namespace ?? [])]);
    this.modes = new PeerPolicies(this.policies, this.roots);
  }

  /** The Pods of the program that a Service selects. */
  podsOf({ selector, namespace }: Pick<KnownService, 'selector' | 'namespace'>): KnownPods[] {
    return selector ? this.byLabel.of(keyOf(namespace, Object.entries(selector)[0])).filter(({ labels }) => selects(selector, labels)) : [];
  }

  /** The Service of this name; none if the program does not have it. */
  servicesNamed({ name, namespace }: Pick<KnownService, 'name' | 'namespace'>): readonly KnownService[] {
    return this.byName.of(`${namespace}/${name}`);
  }

  /** The port on which the Pods of a Service listen; nothing if that is not known. */
  targetOf(service: KnownService, { target }: KnownPort): number | undefined {
    const [named] = this.podsOf(service).flatMap((pods) => portOfContainer(pods, target) ?? []);
    return typeof target === 'number' ? target : named;
  }

  /** What decides whether Pods take plain text, mutual TLS or both; nothing if the program does not say it, or they have no proxy. */
  decide(pods: PeerPods, port?: number): Decision | undefined {
    const found = this.modes.decide(pods, port);
    // That a policy is there for the namespace shows that it is in the mesh; of one for the whole mesh that is not known.
    const inside = !found?.ofMesh || this.members.hasNamespace(pods.namespace!) === true;
    return inside ? found : undefined;
  }

  /** What makes certain Pods take mutual TLS only. */
  strictFor(pods: KnownPods, port?: number): Decision | undefined {
    if (areProxies(pods) || this.members.has(pods) === false) return undefined;
    const found = this.decide(pods, port);
    return found?.mode === MtlsMode.STRICT ? found : undefined;
  }
}

function keyOf(namespace: string, [name, value]: [string, string]): string {
  return `${namespace}/${name}=${value}`;
}
