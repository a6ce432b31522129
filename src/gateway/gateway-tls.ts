import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { dnsName } from '../ground/names';

/** A version of the TLS protocol that a gateway speaks with its clients. */
export enum TlsVersion {
  /** TLS 1.2. */
  V1_2 = 'TLSV1_2',
  /** TLS 1.3. */
  V1_3 = 'TLSV1_3',
}

/** How a gateway ends TLS that only the server proves itself with. */
export interface SimpleTlsOptions {
  /**
   * The oldest version of TLS that clients may speak.
   * @default TlsVersion.V1_2, which is Istio's own
   */
  readonly minVersion?: TlsVersion;
}

/**
 * How a listener ends TLS. The certificates stay in Secrets, which are read when the gateway runs.
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
    return new GatewayTls(networking.ServerTLSSettingsTLSmode.SIMPLE, credentialName, options);
  }

  private constructor(
    private readonly mode: networking.ServerTLSSettingsTLSmode,
    private readonly credentialName: string,
    private readonly options: SimpleTlsOptions,
  ) {}

  /** @internal */
  public _toSpec(place: IConstruct): networking.ServerTLSSettings {
    return { mode: this.mode, credentialName: credential(place, this.credentialName), minProtocolVersion: protocolOf(this.options.minVersion) };
  }
}

function credential(place: IConstruct, name: string): string {
  if (name.includes('/')) {
    fail(place, `credential name '${name}' has a namespace, but Secrets are read from the gateway's own namespace only`,
      `put the Secret there and give its name alone, '${name.slice(name.lastIndexOf('/') + 1)}'`);
  }
  if (name.endsWith('-cacert')) {
    fail(place, `credential name '${name}' ends in '-cacert', which Istio keeps for the Secrets that hold only a CA`,
      `rename the Secret, e.g. '${name.slice(0, -'-cacert'.length)}'`);
  }
  return dnsName(place, 'credential name', name);
}

const protocolOf = (version?: TlsVersion) => version as networking.ServerTLSSettingsTLSProtocol | undefined;
