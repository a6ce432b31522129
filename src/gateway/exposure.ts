import { Construct } from 'constructs';
import { networking } from '../api';
import { fail, placeOf } from '../ground/fail';
import { dnsName, hostName } from '../ground/names';
import { HostReference, IHostRef } from '../host/host';
import { portList, portOf } from '../host/host-port';
import { ServicePort } from '../host/service-port';
import { ConnectionAction } from '../route/connection-action';
import { destinationSpec } from '../route/destination-spec';
import { writeVirtualService } from '../route/virtual-service';
import { Carried } from './carried';
import { GatewayReference } from './gateway-ref';
import { Listener } from './listener';
import { describe, serving } from './listener-set';
import { meshConnections } from './mesh-connections';

/** The listeners that were named, or all of the gateway; each of them is one of its own. */
export function namedListeners(place: Construct, { name, namespace, listeners }: GatewayReference, named: Listener[] = listeners): Listener[] {
  if (named.some((listener) => !listeners.includes(listener))) {
    fail(place, `it names a listener that gateway '${namespace}/${name}' does not have`, 'pass what addListener() of this gateway returned');
  }
  return named;
}

/** Whose hosts they are. */
export interface PublicHosts {
  readonly hosts: string[];
  readonly gateway: GatewayReference;
  /** The listeners that were named. */
  readonly named?: Listener[];
  readonly carried: Carried;
  /** What makes a listener that would do. */
  readonly maker: string;
}

/** Public names, each once and served by a listener. */
export function checkPublicHosts(place: Construct, { hosts, gateway, named, carried, maker }: PublicHosts): void {
  const listeners = namedListeners(place, gateway, named);
  if (hosts.length === 0) fail(place, `it has no public hosts, at least one is needed`, `name them, e.g. hosts: ['shop.example.com']`);
  hosts.forEach((host, i) => {
    hostName(place, 'public host', host, true);
    if (hosts.indexOf(host) !== i) fail(place, `it names public host '${host}' twice`, 'name it once');
  });
  for (const host of hosts) {
    if (!serving(listeners, host, carried).some((listener) => listener._isOpenTo(gateway.namespace))) {
      fail(place, `no listener serves '${host}' (listeners: ${describe(listeners)})`,
        `add one with addListener() before, e.g. ${maker}({ hosts: ['${host}'] })${otherCall(listeners, host, carried)}`);
    }
  }
}

const CALLS = { HTTP: 'expose()', TCP: 'exposeTcp()', TLS: 'exposeTls()' };

/** What exposes the host on a listener that is there, but carries something else. */
function otherCall(listeners: Listener[], host: string, carried: Carried): string {
  const other = (['HTTP', 'TCP', 'TLS'] as const).find((kind) => kind !== carried && serving(listeners, host, kind).length > 0);
  return other ? `, or use ${CALLS[other]} for ${describe(serving(listeners, host, other))}` : '';
}

/** What a port of the host has to speak. */
export interface WantedPort {
  readonly number?: number;
  /** Which one is meant where none is named. */
  readonly usual: (port: ServicePort) => boolean;
  readonly fits: (port: ServicePort) => boolean;
  /** What is wrong with another one, e.g. `HTTP is needed`. */
  readonly need: string;
  readonly cure: string;
}

/** The port that was named; else the only one, or the only usual one. */
export function exposedPort(place: Construct, host: HostReference, { number, usual, fits, need, cure }: WantedPort): ServicePort {
  const candidates = host.ports.length === 1 ? host.ports : host.ports.filter(usual);
  if (number === undefined && candidates.length !== 1) {
    fail(place, `${host.fqdn} has several ports, ${portList(host)}, and none is named`, `name it, e.g. port: ${(candidates[0] ?? host.ports[0]).number}`);
  }
  const port = portOf(place, host, number ?? candidates[0].number);
  if (!fits(port)) fail(place, `port ${port.number} of ${host.fqdn} speaks ${port.protocol}, ${need}`, cure);
  return port;
}

/** The destinations of connections: what is said, else those of the routes that the host has in the mesh, else its port. */
export function connections(place: Construct, host: IHostRef, port: number, action?: ConnectionAction): () => networking.RouteDestination[] {
  const at = placeOf(place);
  const said = action?._toSpec(at, undefined, ({ ports }) => ports);
  const usual = [{ destination: destinationSpec(at, { host: host.hostRef }, port, undefined) }];
  return () => said ?? meshConnections(place, host, port) ?? usual;
}

/** Exported to the gateway's proxies and nobody else. */
export function gatewayVirtualService(
  place: Construct, id: string, gateway: GatewayReference, hosts: string[], routes: () => networking.VirtualServiceSpec,
): void {
  const { name, namespace, proxyNamespace = namespace } = gateway;
  const metadata = { name: dnsName(place, 'VirtualService name', `${name}-${id}`), namespace };
  writeVirtualService(place, metadata, () => (
    { hosts, gateways: [`${namespace}/${name}`], exportTo: [proxyNamespace === namespace ? '.' : proxyNamespace], ...routes() }
  ));
}
