import { objectOf, objectsOf, numberOf, textOf, textsOf, labelsOf, isPlainObject } from './plain';
import { PortProtocol, protocolNamed } from './port-protocol';
import { FieldPath } from './position';
import { Resource } from './resource';

/** A port of a Gateway, and the hosts it serves there. */
export interface GatewayServer {
  readonly port: number;
  readonly name: string;
  readonly protocol: PortProtocol;
  readonly hosts: readonly GatewayHost[];
  readonly path: FieldPath;
}

/** A host that a Gateway serves, and the namespace whose VirtualServices may bind to it: `*` for any. */
export interface GatewayHost {
  readonly name: string;
  readonly namespace: string;
}

/** A Gateway of Istio's own API. */
export interface Gateway {
  /** `<namespace>/<name>`. */
  readonly name: string;
  readonly resource: Resource;
  readonly namespace: string;
  /** The labels of its proxies, in any namespace; nothing: all gateways. */
  readonly selector?: Readonly<Record<string, string>>;
  readonly servers: readonly GatewayServer[];
}

export function gatewayOf(resource: Resource): Gateway {
  const { namespace, spec, fullName } = resource;
  return {
    name: fullName, resource, namespace,
    selector: isPlainObject(spec.selector) ? labelsOf(spec.selector) : undefined,
    servers: objectsOf(spec.servers).map(({ index, value }) => {
      const port = objectOf(value.port);
      return {
        port: numberOf(port.number) ?? 0,
        name: textOf(port.name) ?? '',
        protocol: protocolNamed(textOf(port.protocol) ?? ''),
        hosts: textsOf(value.hosts).map((host) => gatewayHost(host, namespace)),
        path: ['spec', 'servers', index],
      };
    }),
  };
}

function gatewayHost(host: string, namespace: string): GatewayHost {
  const slash = host.indexOf('/');
  if (slash === -1) return { name: host, namespace: '*' };
  const given = host.slice(0, slash);
  return { name: host.slice(slash + 1), namespace: given === '.' ? namespace : given };
}
