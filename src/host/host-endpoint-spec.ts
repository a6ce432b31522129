import { isIP } from 'node:net';
import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail, oneOf } from '../ground/fail';
import { checkedLabels } from '../ground/labels';
import { dnsName, hostName, labelValue } from '../ground/names';
import { HostEndpoint } from './host-endpoint';
import { portNumber } from './port-number';
import { ServicePort } from './service-port';

const UNIX = 'unix://';

/** What an address may be besides an IP address. */
export enum AddressForm { NAME, SOCKET }

/** Checks an endpoint of a host with these ports and writes it as it stands in a ServiceEntry. */
export function endpointSpec(
  place: IConstruct, endpoint: HostEndpoint, ports: readonly ServicePort[], form: AddressForm,
): networking.WorkloadEntrySpec {
  const { address, labels, network, locality, weight, serviceAccount } = endpoint;
  checkAddress(place, endpoint, ports, form);
  if (locality !== undefined) checkLocality(place, locality);
  if (weight !== undefined && (!Number.isInteger(weight) || weight < 0)) {
    fail(place, `the weight of endpoint ${address} is ${weight}, a whole number from 0 on is allowed`, 'give its share in proportion to the others');
  }
  return {
    address,
    ports: endpoint.ports && portsSpec(place, address, endpoint.ports, ports),
    labels: labels && checkedLabels(place, `labels of endpoint ${address}`, labels),
    network: network === undefined ? undefined : labelValue(place, `network of endpoint ${address}`, network),
    locality,
    weight,
    serviceAccount: serviceAccount === undefined ? undefined : dnsName(place, `serviceAccount of endpoint ${address}`, serviceAccount),
  };
}

function checkAddress(place: IConstruct, { address, ports: given }: HostEndpoint, ports: readonly ServicePort[], form: AddressForm): void {
  if (isIP(address) !== 0) return;
  if (form === AddressForm.NAME) {
    hostName(place, 'address of an endpoint', address, false);
    return;
  }
  if (!address.startsWith(`${UNIX}/`)) {
    fail(place, `endpoint '${address}' is not a fixed address (an IP address, or '${UNIX}' and an absolute path)`,
      'give its IP address, or find it by DNS: HostResolution.dns(...)');
  }
  if (ports.length !== 1 || given) {
    fail(place, `endpoint '${address}' is a socket, which serves one port and has no number`, 'give the host one port, and the endpoint no ports');
  }
}

function portsSpec(place: IConstruct, address: string, given: { [name: string]: number }, ports: readonly ServicePort[]): { [name: string]: number } {
  const names = ports.map(({ name }) => name);
  for (const [name, number] of Object.entries(given)) {
    if (!names.includes(name)) fail(place, `endpoint ${address} has a port '${name}', which the host does not have`, `name one of its ports: ${oneOf(names)}`);
    portNumber(place, `port '${name}' of endpoint ${address}`, number);
  }
  return { ...given };
}

function checkLocality(place: IConstruct, locality: string): void {
  const parts = locality.split('/');
  if (parts.length > 3 || parts.includes('')) {
    fail(place, `locality '${locality}' is not region/zone/subzone`, `write e.g. 'eu-west-1', 'eu-west-1/eu-west-1a' or 'eu-west-1/eu-west-1a/rack-7'`);
  }
}
