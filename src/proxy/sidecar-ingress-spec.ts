import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { PortProtocol } from '../host/service-port';
import { connectionPoolSpec } from '../policy/connection-pool-spec';
import { listenSpec } from './listen-spec';
import { SidecarIngress } from './sidecar-ingress';
import { sidecarPort } from './sidecar-port';

/** A listener as it stands in the spec. */
export function ingressSpec(place: IConstruct, ingress: SidecarIngress): networking.IstioIngressListener {
  const { port, endpoint, tls, connectionPool } = ingress;
  const pool = connectionPool && connectionPoolSpec(place, connectionPool);
  if (tls && port.protocol !== PortProtocol.HTTPS && port.protocol !== PortProtocol.TLS) {
    fail(place, `the port ${port.number} is ${port.protocol} and has tls, HTTPS or TLS is needed`, `declare it: ServicePort.https(${port.number})`);
  }
  if (pool?.http && !port._isHttp) {
    fail(place, `the connectionPool of port ${port.number} (${port.protocol}) has settings of HTTP, which Istio ignores`, 'leave them out');
  }
  return {
    port: sidecarPort(place, port),
    ...listenSpec(place, ingress),
    defaultEndpoint: endpoint?._toSpec(place),
    tls: tls?._toSpec(place),
    connectionPool: pool,
  };
}
