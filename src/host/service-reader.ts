import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { apiObjectOf } from './api-object-of';
import { PortProtocol, ServicePort } from './service-port';

/** What Istio needs to know of a Service that somebody else made. */
export interface ServiceManifest {
  readonly name: string;
  readonly namespace?: string;
  readonly ports: ServicePort[];
  readonly selector: { readonly [key: string]: string };
  readonly object: ApiObject;
}

interface RawPort {
  readonly name?: string;
  readonly port: number;
  readonly protocol?: string;
  readonly targetPort?: number | string;
  readonly appProtocol?: string;
}

const PROTOCOLS = new Map(Object.values(PortProtocol).map((protocol) => [protocol.toLowerCase(), protocol]));

/** Names that Kubernetes defines for `appProtocol`. */
const KUBERNETES_PROTOCOLS = new Map([
  ['kubernetes.io/h2c', PortProtocol.HTTP2],
  ['kubernetes.io/ws', PortProtocol.HTTP],
  ['kubernetes.io/wss', PortProtocol.HTTPS],
]);

/** SMTP, DNS, MySQL and MongoDB: Istio does not look at their first bytes, since the server speaks first. */
const SERVER_FIRST = new Set([25, 53, 3306, 27017]);

/** Reads any Service construct (of any cdk8s-plus, or a plain ApiObject) through the object it makes. */
export function readService(construct: IConstruct): ServiceManifest {
  const object = apiObjectOf(construct, 'Service', construct, 'Service');
  const { spec = {} } = object.toJson();
  const ports: RawPort[] = spec.ports ?? [];
  if (ports.length === 0) fail(construct, 'the Service has no ports', 'add its ports before it is read here');
  return { name: object.name, namespace: object.metadata.namespace, ports: ports.map(servicePort), selector: spec.selector ?? {}, object };
}

function servicePort(raw: RawPort): ServicePort {
  const targetPort = raw.targetPort ?? raw.port;
  return ServicePort._of({
    name: raw.name ?? '',
    number: raw.port,
    targetPort: typeof targetPort === 'number' ? targetPort : undefined,
    protocol: protocolOf(raw),
    appProtocol: raw.appProtocol,
  });
}

/** The protocol that istiod takes a port for: UDP, then `appProtocol`, then the part of the name before the first hyphen. */
function protocolOf(raw: RawPort): PortProtocol {
  if (raw.protocol === 'UDP') return PortProtocol.UDP;
  const word = (raw.appProtocol ?? raw.name ?? '').toLowerCase();
  const kubernetes = KUBERNETES_PROTOCOLS.get(word);
  if (kubernetes) return kubernetes;
  if (word.startsWith('grpc-web')) return PortProtocol.GRPC_WEB;
  const declared = PROTOCOLS.get(word.split('-')[0]);
  if (declared && declared !== PortProtocol.AUTO) return declared;
  return SERVER_FIRST.has(raw.port) ? PortProtocol.TCP : PortProtocol.AUTO;
}
