import { ServicePort } from '../host/service-port';
import { ConnectionPoolOptions } from '../policy/connection-pool';
import { SidecarCaptureMode } from './sidecar-capture-mode';
import { SidecarEndpoint } from './sidecar-endpoint';
import { SidecarTls } from './sidecar-tls';

/**
 * A listener of a sidecar for requests to its workload.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioIngressListener
 */
export interface SidecarIngress {
  /** The port on which clients find the workload: the number on which its Service expects it to listen, and the protocol. */
  readonly port: ServicePort;

  /**
   * Where the workload listens.
   *
   * @default - on the same port of the Pod's address
   */
  readonly endpoint?: SidecarEndpoint;

  /**
   * The IP address on which it listens.
   *
   * @default - as Istio finds it right for the workload
   */
  readonly bind?: string;

  /**
   * How connections come to it.
   *
   * @default SidecarCaptureMode.DEFAULT
   */
  readonly captureMode?: SidecarCaptureMode;

  /**
   * How TLS ends here. Only for ports of HTTPS and TLS.
   *
   * @default - the mesh's own mutual TLS, as its policies demand it
   */
  readonly tls?: SidecarTls;

  /**
   * How much comes to the workload on this port at one time. What is said of HTTP needs a port of HTTP.
   *
   * @default - `inboundConnectionPool` of the Sidecar
   */
  readonly connectionPool?: ConnectionPoolOptions;
}
