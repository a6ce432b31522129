import { isIP } from 'node:net';
import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { hostName } from '../ground/names';
import { ExternalHostProps } from './external-host-props';
import { checkPorts } from './host-reference';
import { PortProtocol, ServicePort } from './service-port';

const AUTO_ADDRESS = 'networking.istio.io/enable-autoallocate-ip';

/** What a ServiceEntry can't say or istiod would refuse, whatever the resolution is. */
export function checkExternalHost(place: IConstruct, hosts: readonly string[], props: ExternalHostProps): void {
  checkHosts(place, hosts);
  checkPorts(place, props.ports);
  for (const address of props.addresses ?? []) checkAddress(place, address);
  checkToldApart(place, hosts, props);
}

/** A port as it stands in a ServiceEntry. */
export function externalPort({ number, name, protocol, targetPort }: ServicePort): networking.ServicePort {
  return {
    number, name,
    protocol: protocol === PortProtocol.AUTO ? undefined : protocol,
    targetPort: targetPort === number ? undefined : targetPort,
  };
}

function checkHosts(place: IConstruct, hosts: readonly string[]): void {
  if (hosts.length === 0) fail(place, 'it has no hosts, at least one is needed', `name it, e.g. hosts: ['api.example.com']`);
  hosts.forEach((host, i) => {
    if (host === '*') fail(place, `host '*' stands for everything, which is not a host`, 'name a domain, e.g. *.example.com; calls to all hosts are OutboundTraffic.ALLOW_ANY');
    hostName(place, 'host', host, true);
    if (hosts.indexOf(host) !== i) fail(place, `host '${host}' stands there twice`, 'name it once');
  });
}

/** Proxies tell hosts of one port apart by authority or SNI; all other protocols need an address. */
function checkToldApart(place: IConstruct, hosts: readonly string[], { ports, addresses = [], labels = {} }: ExternalHostProps): void {
  const udp = ports.find(({ protocol }) => protocol === PortProtocol.UDP);
  if (udp) fail(place, `port ${udp.number} speaks UDP, which Istio leaves alone`, 'leave it out');
  const opaque = ports.find((port) => port._isOpaque);
  if (!opaque) return;
  if (hosts.length > 1) {
    fail(place, `port ${opaque.number} speaks ${opaque.protocol}, by which nobody can tell ${hosts.length} hosts apart (${hosts.join(', ')})`, 'declare them one by one');
  }
  if (labels[AUTO_ADDRESS] === 'false' && addresses.length === 0) {
    fail(place, `port ${opaque.number} speaks ${opaque.protocol}, and without an address istiod takes every connection to that port for one to this host`,
      `leave out the label ${AUTO_ADDRESS}, or give addresses`);
  }
}

function checkAddress(place: IConstruct, address: string): void {
  const [ip, length, ...more] = address.split('/');
  const family = isIP(ip);
  const most = family === 6 ? 128 : 32;
  if (family === 0 || more.length > 0 || (length !== undefined && !(/^\d{1,3}$/.test(length) && Number(length) <= most))) {
    fail(place, `address '${address}' is neither an IP address nor a range in CIDR form`, `write e.g. '203.0.113.7' or '203.0.113.0/24'`);
  }
}
