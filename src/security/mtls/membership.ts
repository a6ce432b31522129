import { ApiObject } from 'cdk8s';
import { areProxies, KnownPods } from './known-pods';

const INJECT = 'sidecar.istio.io/inject';
const DATAPLANE_MODE = 'istio.io/dataplane-mode';

/** Which Pods of a program are in the mesh, as far as its Namespaces say it. */
export class Membership {
  private readonly namespaces: ReadonlyMap<string, { readonly [key: string]: string }>;

  constructor(objects: readonly ApiObject[]) {
    this.namespaces = new Map(objects.filter(({ kind, apiVersion }) => kind === 'Namespace' && apiVersion === 'v1')
      .map((object) => [object.name, object.toJson().metadata.labels ?? {}]));
  }

  /** Nothing if the program does not have the namespace. */
  hasNamespace(name: string): boolean | undefined {
    const labels = this.namespaces.get(name);
    if (!labels) return undefined;
    const injected = labels['istio-injection'] === 'enabled' || (labels['istio-injection'] === undefined && labels['istio.io/rev'] !== undefined);
    return injected || this.isAmbient(name);
  }

  isAmbient(namespace: string): boolean {
    return this.namespaces.get(namespace)?.[DATAPLANE_MODE] === 'ambient';
  }

  /** Nothing if it is not known. */
  has(pods: KnownPods): boolean | undefined {
    const { labels, annotations, hostNetwork, namespace } = pods;
    if (hostNetwork) return false;
    if (areProxies(pods)) return true;
    const said = labels[INJECT] ?? annotations[INJECT];
    if (said === 'true') return true;
    if (this.isAmbient(namespace)) return labels[DATAPLANE_MODE] !== 'none';
    return said === 'false' ? false : this.hasNamespace(namespace);
  }
}
