import { Dialect } from '../../dialect/dialect';
import { fail, placeOf } from '../../ground/fail';
import { hostName } from '../../ground/names';
import { portList } from '../../host/host-port';
import { IRouteGateway, RouteGateway } from '../../host/route-gateway';
import { ServicePort } from '../../host/service-port';
import { HttpTrafficOptions } from '../../route/http-route';
import { httpRouteSpec } from '../../route/http-route-spec';
import { RouteAction } from '../../route/route-action';
import { CanaryPlan } from '../canary-plan';
import { CanarySite, trafficOf } from './canary-site';
import { flaggerFields, refuseUnknown } from './flagger-fields';
import { FlaggerOptions } from './flagger-options';

/** The Service, route and policy that Flagger makes, in its words. */
export function serviceSpec(site: CanarySite, plan: CanaryPlan, { gateways, hosts }: FlaggerOptions): Record<string, unknown> {
  const { place, host, dialect } = site;
  const { name: portName, number: port, targetPort, appProtocol } = onlyPort(site);
  hosts?.forEach((one) => hostName(place, 'host of the canary', one, true));
  return {
    ...routeSpec(site, plan),
    name: host.name,
    port, portName: portName || undefined, targetPort, appProtocol,
    hosts,
    ...(dialect === Dialect.GATEWAY_API ? { gatewayRefs: serviceParent(site, gateways) } : { gateways: gateways && meshAnd(gateways) }),
  };
}

function meshAnd(gateways: IRouteGateway[]): string[] {
  return [...gateways, RouteGateway.MESH].map(({ routeGatewayName }) => routeGatewayName);
}

/** Routes of the Gateway API for the mesh have the Service as parent. */
function serviceParent({ place, host }: CanarySite, gateways: IRouteGateway[] | undefined): object[] {
  if (gateways) fail(place, 'gateways of Flagger are given for routes of the Gateway API', 'leave them out, or use Dialect.ISTIO');
  return [{ group: '', kind: 'Service', name: host.name, port: host.ports[0].number }];
}

/** More ports Flagger finds in the containers only, without their protocols. */
function onlyPort({ place, host }: CanarySite): ServicePort {
  const [port, ...more] = host.ports;
  if (more.length > 0) fail(place, `${host.fqdn} has ${host.ports.length} ports, ${portList(host)}; Flagger knows one`, 'make a MeshService of one port');
  if (!port._isHttp && port.appProtocol !== 'tcp') {
    fail(place, `port ${port.number} of ${host.fqdn} speaks ${port.protocol}, Flagger shifts HTTP and TCP`, 'declare it as ServicePort.http, .grpc or .tcp');
  }
  return port;
}

/** What holds for requests, checked as that of any route. */
function routeSpec({ place, host, dialect }: CanarySite, plan: CanaryPlan): Record<string, unknown> {
  const { match, id = 'canary' } = plan;
  const traffic = trafficOf(plan);
  const at = `${placeOf(place)}: route '${id}'`;
  if (!host.ports[0]._isHttp) return refuseForBytes(at, { match, ...traffic });
  const action = RouteAction.forward({ destinationRef: { host } });
  const spec = { ...httpRouteSpec(at, id, { ...traffic, action }, host), name: undefined, route: undefined };
  refuseUnknown(at, spec, flaggerFields(dialect), 'leave it out, or deliver with CanaryStrategy.argoRollouts');
  return spec;
}

function refuseForBytes(at: string, options: HttpTrafficOptions & { readonly match?: unknown }): Record<string, unknown> {
  const [given] = Object.entries(options).find(([, value]) => value !== undefined) ?? [];
  if (given !== undefined) fail(at, `${given} is given for a TCP port`, 'leave it out');
  return {};
}
