import { isCovered, overlap } from './host-name';
import { HostTable } from './host-table';
import { GROUP, Inventory } from './inventory';
import { MeshSettings } from './mesh-settings';
import { oldestFirst } from './oldest-first';
import { Resource } from './resource';
import { MESH_GATEWAY, VirtualService, virtualServiceOf } from './virtual-service';

/**
 * Which VirtualServices hold where.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/
 */
export class VirtualServices {
  /** Those that stand for hosts, the oldest first. */
  readonly all: readonly VirtualService[];
  private readonly delegates = new Map<string, VirtualService>();
  private readonly byResource = new Map<Resource, VirtualService>();
  private readonly byGateway = new Map<string, VirtualService[]>();
  /** Those of the sidecars: the public ones under `*`, the others by the namespaces that see them. */
  private readonly inMesh = new Map<string, HostTable<VirtualService>>();

  constructor(inventory: Inventory, mesh: MeshSettings) {
    const found = oldestFirst(inventory.ofKind(GROUP.networking, 'VirtualService')).map((resource) => virtualServiceOf(resource, mesh));
    this.all = found.filter(({ hosts }) => hosts.length > 0);
    for (const virtualService of found) {
      this.byResource.set(virtualService.resource, virtualService);
      if (virtualService.hosts.length === 0) this.delegates.set(virtualService.resource.fullName, virtualService);
    }
    for (const virtualService of this.all) {
      for (const gateway of new Set(virtualService.gateways)) {
        this.byGateway.set(gateway, this.byGateway.get(gateway) ?? []);
        this.byGateway.get(gateway)!.push(virtualService);
      }
    }
    this.fillMesh();
  }

  of(resource: Resource): VirtualService | undefined {
    return this.byResource.get(resource);
  }

  /** The delegate of that `<namespace>/<name>`. */
  delegate(name: string): VirtualService | undefined {
    return this.delegates.get(name);
  }

  /** Those bound to a Gateway, or to `mesh`, that proxies of a namespace see, as istiod orders them. */
  boundTo(gateway: string, namespace: string): VirtualService[] {
    return inOrder(this.byGateway.get(gateway) ?? [], namespace);
  }

  /**
   * The one that sidecars of a namespace obey when they call a full host: of those with the most specific host, the first. The others are
   * ignored. A Sidecar may hide it.
   */
  inMeshFor(host: string, namespace: string): VirtualService | undefined {
    const ofNamespace = this.inMesh.get(namespace)?.match(host);
    const forAll = this.inMesh.get('*')?.match(host);
    return (forAll && (!ofNamespace || !isCovered(ofNamespace.host, forAll.host)) ? forAll : ofNamespace)?.value;
  }

  /** Those of a Gateway that serve some of the names, as a proxy of that namespace sees them: their routes stand one behind the other. */
  atGateway(gateway: string, hosts: readonly string[], namespace: string): VirtualService[] {
    return this.boundTo(gateway, namespace).filter((bound) => bound.hosts.some((host) => hosts.some((served) => overlap(host, served))));
  }

  /** Those of a Gateway that take a request for the name: of its most specific hosts only. */
  atGatewayFor(gateway: string, host: string, namespace: string): VirtualService[] {
    const covering = this.boundTo(gateway, namespace).flatMap((bound) =>
      bound.hosts.filter((own) => isCovered(host, own)).map((own) => ({ bound, own })));
    const best = covering.reduce<string | undefined>((one, { own }) => one === undefined || isCovered(own, one) ? own : one, undefined);
    return covering.filter(({ own }) => own === best).map(({ bound }) => bound);
  }

  /** Of one host the first stands in a table: those of a namespace itself are taken before those exported to it. */
  private fillMesh(): void {
    const bound = this.byGateway.get(MESH_GATEWAY) ?? [];
    for (const virtualService of bound) {
      const { visibility, namespace } = virtualService;
      if (visibility.isPublic) this.addInMesh('*', virtualService);
      else if (visibility.isVisibleIn(namespace)) this.addInMesh(namespace, virtualService);
    }
    for (const virtualService of bound) {
      for (const namespace of virtualService.visibility.namespaces) this.addInMesh(namespace, virtualService);
    }
  }

  private addInMesh(namespace: string, virtualService: VirtualService): void {
    const table = this.inMesh.get(namespace) ?? new HostTable<VirtualService>();
    this.inMesh.set(namespace, table);
    for (const host of virtualService.hosts) if (table.get(host) === undefined) table.set(host, virtualService);
  }
}

/** Those that only the namespace itself sees, then those exported to certain namespaces, then the public ones. */
function inOrder(virtualServices: readonly VirtualService[], namespace: string): VirtualService[] {
  const visible = virtualServices.filter(({ visibility }) => visibility.isVisibleIn(namespace));
  const isPublic = ({ visibility }: VirtualService) => visibility.isPublic;
  const isOwn = (one: VirtualService) => !isPublic(one) && one.namespace === namespace;
  return [...visible.filter(isOwn), ...visible.filter((one) => !isPublic(one) && !isOwn(one)), ...visible.filter(isPublic)];
}
