import { Host, HostPort } from './host';
import { fullHost } from './host-name';
import { MeshSettings } from './mesh-settings';
import { labelsOf, numberOf, objectOf, objectsOf, textOf, textsOf } from './plain';
import { protocolNamed, protocolOfPort } from './port-protocol';
import { Resource } from './resource';
import { Visibility } from './visibility';

const EXPORT_TO = 'networking.istio.io/exportTo';

/** The host of a Service. */
export function hostOfService(service: Resource, mesh: MeshSettings): Host {
  const { name, namespace, spec } = service;
  const exportTo = (service.annotations[EXPORT_TO] ?? '').split(',').map((entry) => entry.trim()).filter((entry) => entry !== '');
  return {
    name: fullHost(name, namespace, mesh.clusterDomain),
    namespace,
    resource: service,
    isService: true,
    isExternal: spec.type === 'ExternalName',
    isHeadless: spec.clusterIP === 'None',
    ports: portsOfService(service),
    visibility: new Visibility(exportTo, namespace, mesh.defaultServiceExportTo),
    selector: selector(spec.selector),
  };
}

/** The hosts of a ServiceEntry. */
export function hostsOfServiceEntry(entry: Resource, mesh: MeshSettings): Host[] {
  const { namespace, spec } = entry;
  const common: Omit<Host, 'name'> = {
    namespace,
    resource: entry,
    isService: false,
    isExternal: spec.location !== 'MESH_INTERNAL',
    isHeadless: false,
    ports: portsOfServiceEntry(entry),
    visibility: new Visibility(textsOf(spec.exportTo), namespace, mesh.defaultServiceExportTo),
    selector: selector(objectOf(spec.workloadSelector).labels),
  };
  return textsOf(spec.hosts).map((name) => ({ name, ...common }));
}

function portsOfService({ spec }: Resource): HostPort[] {
  return objectsOf(spec.ports).flatMap(({ index, value }) => {
    const number = numberOf(value.port);
    if (number === undefined) return [];
    const name = textOf(value.name) ?? '';
    return {
      number, name,
      protocol: protocolOfPort(number, name, textOf(value.protocol) ?? 'TCP', textOf(value.appProtocol)),
      targetPort: numberOf(value.targetPort) ?? textOf(value.targetPort) ?? number,
      path: ['spec', 'ports', index],
    };
  });
}

function portsOfServiceEntry({ spec }: Resource): HostPort[] {
  return objectsOf(spec.ports).flatMap(({ index, value }) => {
    const number = numberOf(value.number);
    if (number === undefined) return [];
    return {
      number,
      name: textOf(value.name) ?? '',
      protocol: protocolNamed(textOf(value.protocol) ?? 'TCP'),
      targetPort: numberOf(value.targetPort) ?? number,
      path: ['spec', 'ports', index],
    };
  });
}

function selector(given: unknown): Record<string, string> | undefined {
  const labels = labelsOf(given);
  return Object.keys(labels).length > 0 ? labels : undefined;
}
