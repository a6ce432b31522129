import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';

const { SIMPLE, MUTUAL, OPTIONAL_MUTUAL } = networking.ServerTLSSettingsTLSmode;

/**
 * How a sidecar ends TLS of clients outside of the mesh. The certificates are files in the proxy's container. It works where the mesh's own mutual
 * TLS is switched off for the port (`MtlsMode.DISABLE`).
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/ingress/ingress-sidecar-tls-termination/
 */
export class SidecarTls {
  /** The server proves itself with a certificate, clients need none. */
  public static simple(serverCertificate: string, privateKey: string): SidecarTls {
    return new SidecarTls({ mode: SIMPLE, serverCertificate, privateKey });
  }

  /** The server and its clients prove themselves with certificates. */
  public static mutual(serverCertificate: string, privateKey: string, caCertificates: string): SidecarTls {
    return new SidecarTls({ mode: MUTUAL, serverCertificate, privateKey, caCertificates });
  }

  /** As `mutual`, but clients may come without a certificate. */
  public static optionalMutual(serverCertificate: string, privateKey: string, caCertificates: string): SidecarTls {
    return new SidecarTls({ mode: OPTIONAL_MUTUAL, serverCertificate, privateKey, caCertificates });
  }

  private constructor(private readonly spec: networking.ServerTLSSettings) {}

  /** @internal */
  public _toSpec(place: IConstruct): networking.ServerTLSSettings {
    for (const field of ['serverCertificate', 'privateKey', 'caCertificates'] as const) {
      const path = this.spec[field];
      if (path !== undefined && !path.startsWith('/')) {
        fail(place, `the ${field} is '${path}', an absolute path in the proxy's container is allowed`, `write e.g. '/etc/istio/tls-certs/tls.crt'`);
      }
    }
    return this.spec;
  }
}
