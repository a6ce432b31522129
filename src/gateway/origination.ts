import { ServicePort } from '../host/service-port';
import { ClientTls } from '../policy/client-tls';

/** A proxy's TLS towards a host, and the ports that it is for. */
export interface Origination {
  readonly tls: ClientTls;
  readonly ports: ServicePort[];
}
