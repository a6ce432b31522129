import { IConstruct } from 'constructs';
import { networking } from '../api';
import { GatewayCertificateOptions } from './gateway-certificate-options';
import { FileMutualTlsOptions, IstioMutualGatewayTlsOptions, MutualTlsOptions, SimpleTlsOptions, TlsFiles, TlsProtocolOptions } from './gateway-tls-options';
import { ServerTlsSpec } from './server-tls-spec';

const MODE = networking.ServerTLSSettingsTLSmode;

type Render = (spec: ServerTlsSpec) => networking.ServerTLSSettings;

/**
 * How a listener ends TLS. Keys stay in Secrets, which are read when the gateway runs, or in files of the proxy.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings
 */
export class GatewayTls {
  /**
   * The server proves itself with a certificate, clients need none.
   *
   * The Secret is of type `kubernetes.io/tls` (keys `tls.crt` and `tls.key`) and in the namespace of the gateway's
   * pods: istiod hands no gateway a Secret of another namespace. It may be made before or after the gateway; until it
   * is there, connections to this listener are closed, others are served.
   *
   * @param credentialName the name of the Secret, without namespace
   */
  public static simple(credentialName: string, options: SimpleTlsOptions = {}): GatewayTls {
    const render: Render = (spec) => ({ mode: MODE.SIMPLE, ...spec.credentials(credentialName, options), ...spec.protocol(options) });
    return new GatewayTls(render, options.certManager);
  }

  /**
   * The server and its clients prove themselves with certificates.
   *
   * @param credentialName the name of the Secret, without namespace, as for `simple`; it may have the CA of clients as `ca.crt`
   */
  public static mutual(credentialName: string, options: MutualTlsOptions = {}): GatewayTls {
    return new GatewayTls((spec) => ({ mode: MODE.MUTUAL, ...spec.mutual(credentialName, options) }), options.certManager);
  }

  /**
   * As `mutual`, but clients may come without a certificate. One that they show must be right. Who needs one is then the
   * application's decision, or that of an authorization policy.
   *
   * @param credentialName the name of the Secret, without namespace, as for `mutual`
   */
  public static optionalMutual(credentialName: string, options: MutualTlsOptions = {}): GatewayTls {
    return new GatewayTls((spec) => ({ mode: MODE.OPTIONAL_MUTUAL, ...spec.mutual(credentialName, options) }), options.certManager);
  }

  /**
   * The mesh's own mutual TLS, with the certificates that istiod gives to proxies: for clients that are workloads of the mesh, as
   * before an egress gateway.
   */
  public static istioMutual(options: IstioMutualGatewayTlsOptions = {}): GatewayTls {
    return new GatewayTls((spec) => ({ mode: MODE.ISTIO_MUTUAL, ...spec.clients(options), caCrl: spec.path('caCrl', options.caCrl) }));
  }

  /**
   * As `simple`, with certificates in files that are mounted into the proxy, e.g. by `volumes` and `volumeMounts` of the gateway.
   *
   * @param files one certificate, or two with keys of different algorithms
   */
  public static simpleFiles(files: TlsFiles[], options: TlsProtocolOptions = {}): GatewayTls {
    return new GatewayTls((spec) => ({ mode: MODE.SIMPLE, ...spec.files(files), ...spec.protocol(options) }));
  }

  /**
   * As `mutual` or `optionalMutual`, with certificates in files that are mounted into the proxy.
   *
   * @param files one certificate, or two with keys of different algorithms
   */
  public static mutualFiles(files: TlsFiles[], options: FileMutualTlsOptions): GatewayTls {
    return new GatewayTls((spec) => ({
      mode: options.optional ? MODE.OPTIONAL_MUTUAL : MODE.MUTUAL,
      ...spec.files(files),
      caCertificates: spec.path('caCertificates', options.caCertificates),
      caCrl: spec.path('caCrl', options.caCrl),
      ...spec.clients(options),
      ...spec.protocol(options),
    }));
  }

  private constructor(private readonly render: Render, private readonly certManager?: GatewayCertificateOptions) {}

  /** The certificate that cert-manager is to make. @internal */
  public get _certificate(): GatewayCertificateOptions | undefined {
    return this.certManager;
  }

  /** @internal */
  public _toSpec(place: IConstruct, proxyNamespace: string): networking.ServerTLSSettings {
    return this.render(new ServerTlsSpec(place, proxyNamespace));
  }
}
