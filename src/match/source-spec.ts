import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { dnsLabel } from '../ground/names';
import { IRouteGateway } from '../host/route-gateway';
import { labelSelector } from './label-selector';

/** Conditions on the proxy that follows a route. */
export interface SourceConditions {
  readonly gateways?: IRouteGateway[];
  readonly sourceLabels?: { [key: string]: string };
  readonly sourceNamespace?: string;
}

type SourceSpec = Pick<networking.L4MatchAttributes, 'gateways' | 'sourceLabels' | 'sourceNamespace'>;

/** Checks which proxies a match is for, and writes it as it stands in a VirtualService. */
export function sourceSpec(place: IConstruct | string, conditions: SourceConditions): SourceSpec {
  const { gateways, sourceLabels, sourceNamespace } = conditions;
  return {
    gateways: gateways && gatewayNames(place, gateways),
    sourceLabels: sourceLabels && labelSelector(place, 'sourceLabels', sourceLabels),
    sourceNamespace: sourceNamespace === undefined ? undefined : dnsLabel(place, 'sourceNamespace', sourceNamespace),
  };
}

function gatewayNames(place: IConstruct | string, gateways: IRouteGateway[]): string[] {
  if (gateways.length === 0) fail(place, 'gateways is empty, at least one is needed', 'name one, or leave gateways out for all');
  const names = gateways.map(({ routeGatewayName }) => routeGatewayName);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) fail(place, `gateways names '${twice}' twice`, 'name it once');
  return names;
}
