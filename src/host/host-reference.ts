import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { dnsLabel, dnsName } from '../ground/names';
import { HostReference } from './host';
import { ServicePort } from './service-port';

interface ServiceName {
  readonly name: string;
  readonly namespace: string;
  readonly ports: ServicePort[];
  readonly clusterDomain?: string;
}

/** The reference of a Service: checks the names and derives the FQDN. */
export function hostReference(place: IConstruct | string, service: ServiceName): HostReference {
  const { name, namespace, ports, clusterDomain = 'cluster.local' } = service;
  dnsLabel(place, 'Service name', name);
  dnsLabel(place, 'namespace', namespace);
  dnsName(place, 'clusterDomain', clusterDomain);
  return { name, namespace, ports: [...ports], fqdn: `${name}.${namespace}.svc.${clusterDomain}` };
}

/** Ports of a Service that is written here: at least one, each valid, names and numbers unique. */
export function checkPorts(place: IConstruct | string, ports: ServicePort[]): void {
  if (ports.length === 0) fail(place, 'has no ports, at least one is needed', 'say what it serves, e.g. ports: [ServicePort.http(8080)]');
  const names = new Set<string>();
  const numbers = new Set<string>();
  for (const port of ports) {
    port._check(place);
    const number = `${port.number}/${port._transport}`;
    if (names.has(port.name)) fail(place, `two ports are named '${port.name}'`, `name them apart, e.g. ServicePort.http(${port.number}, { name: 'http-admin' })`);
    if (numbers.has(number)) fail(place, `two ports have the number ${port.number}`, 'keep one of them');
    names.add(port.name);
    numbers.add(number);
  }
}
