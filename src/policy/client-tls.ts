import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { dnsName } from '../ground/names';
import { Warning } from '../ground/warning';
import { ClientTlsOptions, IstioMutualTlsOptions, MutualClientTlsOptions } from './client-tls-options';
import { PolicyPlace, placeText } from './policy-place';

const { DISABLE, SIMPLE, MUTUAL, ISTIO_MUTUAL } = networking.ClientTLSSettingsTLSmode;

/**
 * Whether and how the proxies of clients use TLS towards a host. Without it Istio decides: its own mutual TLS to what is in the mesh and
 * takes it, plain text to everything else.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings
 */
export class ClientTls {
  /** No TLS, not even to what is in the mesh: a host that demands mutual TLS refuses such clients. */
  public static disable(): ClientTls {
    return new ClientTls(DISABLE);
  }

  /** The proxy opens TLS and checks the certificate of the server. It shows none of its own. */
  public static simple(options: ClientTlsOptions = {}): ClientTls {
    return new ClientTls(SIMPLE, options);
  }

  /** The proxy opens TLS and shows a certificate of its own: of a Secret (`credentialName`), or of files in the proxy. */
  public static mutual(options: MutualClientTlsOptions): ClientTls {
    return new ClientTls(MUTUAL, options);
  }

  /** Istio's own mutual TLS with the certificate that istiod gave the proxy, always; clients in the mesh use it anyway where the host can. */
  public static istioMutual(options: IstioMutualTlsOptions = {}): ClientTls {
    return new ClientTls(ISTIO_MUTUAL, options);
  }

  private constructor(
    private readonly mode: networking.ClientTLSSettingsTLSmode,
    private readonly options: MutualClientTlsOptions = {},
  ) {}

  /** The same where only gateways call the host. @internal */
  public get _atGateways(): ClientTls {
    return new ClientTls(this.mode, { ...this.options, forGateways: true });
  }

  /** Sidecars read no Secrets unless the rule selects its clients. @internal */
  public _advice(place: PolicyPlace): Warning[] {
    const { credentialName, forGateways } = this.options;
    if (credentialName === undefined || forGateways || place.selectsClients) return [];
    return [{
      problem: `sidecars do not read the Secret '${credentialName}', they send plain text to ${placeText(place)}; only gateways use it`,
      cure: 'say forGateways: true if only gateways call, use caConfigMap or files, or select the sidecars by a ClientPolicy with clients',
    }];
  }

  /** As it stands in a rule of this namespace. @internal */
  public _toSpec(place: IConstruct | string, namespace: string): networking.ClientTLSSettings {
    const { clientCertificate, privateKey, caCertificates, caCrl, subjectAltNames, sni, insecureSkipVerify } = this.options;
    this.checkCredential(place);
    this.checkVerification(place);
    return {
      mode: this.mode,
      clientCertificate: path(place, 'clientCertificate', clientCertificate),
      privateKey: path(place, 'privateKey', privateKey),
      caCertificates: path(place, 'caCertificates', caCertificates),
      caCrl: path(place, 'caCrl', caCrl),
      credentialName: this.credential(place, namespace),
      sni: sni === undefined ? undefined : dnsName(place, 'sni', sni),
      subjectAltNames: subjectAltNames && names(place, subjectAltNames),
      insecureSkipVerify,
    };
  }

  private checkCredential(place: IConstruct | string): void {
    const { mode, options: { credentialName, caConfigMap, clientCertificate, privateKey, caCertificates, caCrl } } = this;
    const sources = [{ credentialName }, { caConfigMap }, { clientCertificate, privateKey, caCertificates, caCrl }].map(given);
    const named = sources.filter((source) => source.length > 0).map((source) => source.join(', '));
    if (named.length > 1) {
      fail(place, `client TLS takes certificates of ${named.join(' and ')}, one source is allowed`,
        'keep all of them in the Secret of credentialName, or all in files');
    }
    if (mode !== MUTUAL || credentialName !== undefined) return;
    if (clientCertificate === undefined || privateKey === undefined) {
      fail(place, `mutual client TLS has no ${clientCertificate === undefined ? 'certificate' : 'private key'} of the client`,
        'give credentialName, the Secret that has it, or clientCertificate and privateKey, files in the proxy');
    }
  }

  private checkVerification(place: IConstruct | string): void {
    const { mode, options: { insecureSkipVerify, caCertificates, caConfigMap, credentialName, subjectAltNames, caCrl } } = this;
    if (!insecureSkipVerify) return;
    const verifying = given({ caCertificates, caCrl, caConfigMap, subjectAltNames, credentialName: mode === SIMPLE ? credentialName : undefined });
    if (verifying.length > 0) {
      fail(place, `insecureSkipVerify contradicts ${verifying.join(', ')}, by which the certificate of the server is verified`,
        'leave out insecureSkipVerify to verify it, or the others not to');
    }
  }

  private credential(place: IConstruct | string, namespace: string): string | undefined {
    const { credentialName, caConfigMap } = this.options;
    if (caConfigMap !== undefined) return `configmap://${namespace}/${dnsName(place, 'caConfigMap', caConfigMap)}`;
    return credentialName === undefined ? undefined : dnsName(place, 'credentialName', credentialName);
  }
}

function path(place: IConstruct | string, what: string, value: string | undefined): string | undefined {
  if (value === undefined || value.startsWith('/')) return value;
  return fail(place, `${what} is '${value}', the path of a file in the proxy's container is allowed`, `begin it with '/', e.g. '/etc/certs/${what}.pem'`);
}

/** The names of the options that are set. */
function given(options: object): string[] {
  return Object.entries(options).filter(([, value]) => value !== undefined).map(([name]) => name);
}

function names(place: IConstruct | string, subjectAltNames: string[]): string[] {
  if (subjectAltNames.length === 0 || subjectAltNames.includes('')) {
    fail(place, 'subjectAltNames is empty or has an empty name, which no certificate has', 'name what the certificate says, or leave it out');
  }
  return [...subjectAltNames];
}
