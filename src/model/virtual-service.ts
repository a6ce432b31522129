import { fullHost } from './host-name';
import { MeshSettings } from './mesh-settings';
import { objectOf, textOf, textsOf } from './plain';
import { Resource } from './resource';
import { Visibility } from './visibility';

/** The gateway of VirtualServices that stands for all sidecars. */
export const MESH_GATEWAY = 'mesh';

/** A VirtualService with its names made full. */
export interface VirtualService {
  readonly resource: Resource;
  readonly namespace: string;
  /** The full hosts; none for a delegate. */
  readonly hosts: readonly string[];
  /** `mesh`, or `<namespace>/<name>` of Gateways. */
  readonly gateways: readonly string[];
  readonly visibility: Visibility;
}

export function virtualServiceOf(resource: Resource, mesh: MeshSettings): VirtualService {
  const { namespace, spec } = resource;
  const gateways = textsOf(spec.gateways).map((gateway) => fullGateway(gateway, namespace));
  return {
    resource, namespace,
    hosts: textsOf(spec.hosts).map((host) => fullHost(host, namespace, mesh.clusterDomain)),
    gateways: gateways.length > 0 ? gateways : [MESH_GATEWAY],
    visibility: new Visibility(textsOf(spec.exportTo), namespace, mesh.defaultVirtualServiceExportTo),
  };
}

/** `<namespace>/<name>` of the Gateway that a VirtualService of that namespace means; a name with dots is the old form `<name>.<namespace>…`. */
export function fullGateway(gateway: string, namespace: string): string {
  if (gateway === MESH_GATEWAY) return gateway;
  if (gateway.startsWith('./')) return `${namespace}/${gateway.slice(2)}`;
  if (gateway.includes('/')) return gateway;
  const [name, ofGateway = namespace] = gateway.split('.');
  return `${ofGateway}/${name}`;
}

/** `<namespace>/<name>` of the VirtualService to which a route of another one delegates. */
export function delegateOf(route: unknown, namespace: string): string | undefined {
  const { delegate } = objectOf(route);
  const name = textOf(objectOf(delegate).name);
  return name && `${textOf(objectOf(delegate).namespace) ?? namespace}/${name}`;
}
