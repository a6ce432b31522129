import { isIP } from 'node:net';
import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { portNumber } from '../host/port-number';
import { RouteGateway } from '../host/route-gateway';
import { SourceConditions, sourceSpec } from './source-spec';

/** What routes of connections can tell apart, encrypted or not. */
export interface ConnectionConditions extends SourceConditions {
  readonly port?: number;
  readonly destinationSubnets?: string[];
}

/** Checks the conditions of a match for connections and writes them as they stand in a VirtualService. */
export function connectionSpec(place: IConstruct | string, conditions: ConnectionConditions): networking.L4MatchAttributes {
  const { port, destinationSubnets } = conditions;
  checkSource(place, conditions);
  return {
    destinationSubnets: destinationSubnets && subnets(place, destinationSubnets),
    port: port === undefined ? undefined : portNumber(place, 'port of a match', port),
    ...sourceSpec(place, conditions),
  };
}

/** Gateways don't ask where a connection comes from. */
function checkSource(place: IConstruct | string, { gateways, sourceLabels, sourceNamespace }: SourceConditions): void {
  if (!gateways || gateways.some(({ routeGatewayName }) => routeGatewayName === RouteGateway.MESH.routeGatewayName)) return;
  if (sourceLabels || sourceNamespace !== undefined) {
    fail(place, `${sourceLabels ? 'sourceLabels' : 'sourceNamespace'} is without effect in a match for gateways`, 'leave it out, or add RouteGateway.MESH');
  }
}

function subnets(place: IConstruct | string, given: string[]): string[] {
  if (given.length === 0) fail(place, 'destinationSubnets is empty, at least one is needed', `name one, e.g. '10.1.0.0/16'`);
  given.forEach((subnet, i) => {
    if (!isSubnet(subnet)) fail(place, `destination subnet '${subnet}' is not an address or a subnet`, `write it like '10.1.0.0/16', '10.1.2.3' or '2001:db8::/32'`);
    if (given.indexOf(subnet) !== i) fail(place, `destinationSubnets names '${subnet}' twice`, 'name it once');
  });
  return [...given];
}

function isSubnet(text: string): boolean {
  const [address, length, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return length === undefined || (/^(0|[1-9]\d{0,2})$/.test(length) && Number(length) <= (version === 4 ? 32 : 128));
}
