import { Resource } from './resource';

/** API groups whose kinds the model asks for, by the name that says which. */
export const GROUP = {
  core: '', apps: 'apps', batch: 'batch', argo: 'argoproj.io',
  networking: 'networking.istio.io', security: 'security.istio.io', gatewayApi: 'gateway.networking.k8s.io',
} as const;

/** Manifests, indexed by kind and by name. */
export class Inventory {
  private readonly byKind = new Map<string, Resource[]>();
  private readonly byName = new Map<string, Resource>();

  constructor(readonly resources: readonly Resource[]) {
    for (const resource of resources) {
      const kind = `${resource.group}/${resource.kind}`;
      const ofKind = this.byKind.get(kind);
      if (ofKind) ofKind.push(resource);
      else this.byKind.set(kind, [resource]);
      const name = `${kind} ${resource.fullName}`;
      if (!this.byName.has(name)) this.byName.set(name, resource);
    }
  }

  /** All objects of a kind of an API group, whatever the version, in the order in which they were given. */
  ofKind(group: string, kind: string): readonly Resource[] {
    return this.byKind.get(`${group}/${kind}`) ?? [];
  }

  /** The object of that name, the first if several have it. The namespace of an object of the cluster is empty. */
  named(group: string, kind: string, namespace: string, name: string): Resource | undefined {
    return this.byName.get(`${group}/${kind} ${namespace === '' ? name : `${namespace}/${name}`}`);
  }
}
