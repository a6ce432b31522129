import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { portList, portOf } from '../host/host-port';
import { PortProtocol, ServicePort } from '../host/service-port';
import { GlobalRateLimitProps } from './global-rate-limit-props';
import { headersSpec, statusSpec } from './rate-limit-answer-spec';
import { secondsText } from './recipe';

/** The configuration of Envoy's filter for limits that a service counts, without what is counted. */
export function globalRateLimitSpec(place: IConstruct, props: GlobalRateLimitProps, port: ServicePort): { [field: string]: any } {
  const { fqdn } = props.service.hostRef;
  if (props.domain === '') fail(place, 'the domain is empty', 'name that of the configuration of the ratelimit service');
  return {
    '@type': 'type.googleapis.com/envoy.extensions.filters.http.ratelimit.v3.RateLimit',
    domain: props.domain,
    timeout: props.timeout && secondsText(place, 'timeout', props.timeout),
    failure_mode_deny: props.failureModeDeny,
    rate_limit_service: {
      transport_api_version: 'V3',
      grpc_service: { envoy_grpc: { cluster_name: `outbound|${port.number}||${fqdn}`, authority: fqdn } },
    },
    rate_limited_status: statusSpec(place, props),
    response_headers_to_add: headersSpec(place, props),
    enable_x_ratelimit_headers: props.rateLimitHeaders ? 'DRAFT_VERSION_03' : undefined,
    rate_limited_as_resource_exhausted: props.grpcResourceExhausted,
  };
}

/** What is counted. */
export function descriptorsSpec(place: IConstruct, { descriptors }: GlobalRateLimitProps): object[] {
  if (descriptors.length === 0) fail(place, 'it has no descriptors, nothing is counted', 'say what is, e.g. descriptors: [{ actions: [RateLimitAction.remoteAddress()] }]');
  return descriptors.map(({ actions }) => {
    if (actions.length === 0) fail(place, 'a descriptor has no actions, nothing is counted by it', 'say what is, e.g. RateLimitAction.remoteAddress()');
    return { actions: actions.map((action) => action._toSpec(place)) };
  });
}

/** The port of the ratelimit service that speaks gRPC. */
export function rateLimitService(place: IConstruct, { service, servicePort }: GlobalRateLimitProps): ServicePort {
  const { hostRef } = service;
  const grpc = hostRef.ports.filter(speaksGrpc);
  if (servicePort === undefined) {
    if (grpc.length === 1) return grpc[0];
    return fail(place, `the ratelimit service ${hostRef.fqdn} has ${grpc.length || 'no'} ports of gRPC or HTTP/2 among ${portList(hostRef)}`,
      grpc.length > 1 ? 'say which one: servicePort' : 'declare it: ServicePort.grpc(8081)');
  }
  const port = portOf(place, hostRef, servicePort);
  if (!speaksGrpc(port)) fail(place, `the servicePort ${servicePort} is ${port.protocol}, GRPC is needed`, `declare it: ServicePort.grpc(${servicePort})`);
  return port;
}

function speaksGrpc({ protocol }: ServicePort): boolean {
  return protocol === PortProtocol.GRPC || protocol === PortProtocol.HTTP2;
}
