import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { HostReference } from '../host/host';
import { portList, portOf } from '../host/host-port';
import { ServicePort } from '../host/service-port';
import { ClientTls } from '../policy/client-tls';
import { Origination } from './origination';

/** What else can be said of TLS that a proxy originates. */
export interface OriginateOptions {
  /**
   * The ports of the host, by their numbers, for which a proxy originates TLS; the others stay as the clients speak.
   * @default - all ports of the host
   */
  readonly ports?: number[];
}

const { SIMPLE, MUTUAL } = networking.ClientTLSSettingsTLSmode;

/**
 * Who encrypts what goes to a host outside of the mesh.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/egress/egress-gateway-tls-origination/
 */
export class EgressTls {
  /**
   * Clients speak plain text with their own proxy, and the last proxy of the mesh opens TLS: the gateway, or without one the client's. So
   * routes, retries and metrics see the requests, and applications hold no certificates.
   *
   * A port that speaks TLS itself is an error: it would be encrypted twice.
   *
   * @param tls `ClientTls.simple()`, or `ClientTls.mutual()` with a certificate of the proxy
   */
  public static originate(tls: ClientTls, options: OriginateOptions = {}): EgressTls {
    return new EgressTls(tls, options.ports);
  }

  /** Clients open TLS themselves, and all proxies pass it on without looking into it. All ports of the host speak HTTPS or TLS. */
  public static passthrough(): EgressTls {
    return new EgressTls();
  }

  private constructor(private readonly tls?: ClientTls, private readonly ports?: number[]) {}

  /** The ports that a host has which is declared in passing, as it is usual for what clients speak. @internal */
  public get _usualPorts(): ServicePort[] {
    return [this.tls ? ServicePort.http(80, { targetPort: 443 }) : ServicePort.https(443)];
  }

  /** What a proxy originates; nothing if clients do it. @internal */
  public _origination(place: IConstruct, host: HostReference): Origination | undefined {
    const { tls } = this;
    if (!tls) {
      checkPassthrough(place, host);
      return undefined;
    }
    const ports = this.ports ? this.ports.map((number) => portOf(place, host, number)) : host.ports;
    const plain = ports.find((port) => port._isTls);
    if (plain) {
      fail(place, `port ${plain.number} of ${host.fqdn} speaks ${plain.protocol}, and TLS is to be originated for it: TLS within TLS`,
        `declare what clients speak, e.g. ServicePort.http(80, { targetPort: ${plain.targetPort ?? plain.number} }), or say EgressTls.passthrough()`);
    }
    checkSettings(place, tls._toSpec(place, host.namespace), host, ports);
    return { tls, ports };
  }
}

function checkPassthrough(place: IConstruct, host: HostReference): void {
  if (host.ports.every((port) => port._isTls)) return;
  fail(place, `TLS is to be passed through, and ${host.fqdn} has ports that speak no TLS: ${portList(host)}`,
    'declare them as what clients speak, e.g. ServicePort.https(443), or say EgressTls.originate(ClientTls.simple()), or leave tls out');
}

function checkSettings(place: IConstruct, { mode, sni }: networking.ClientTLSSettings, host: HostReference, ports: ServicePort[]): void {
  if (mode !== SIMPLE && mode !== MUTUAL) {
    fail(place, `TLS towards ${host.fqdn} is to be originated with mode ${mode}, SIMPLE and MUTUAL are allowed`, 'take ClientTls.simple() or ClientTls.mutual()');
  }
  const opaque = ports.find((port) => port._isOpaque);
  if (opaque && sni === undefined) {
    fail(place, `port ${opaque.number} of ${host.fqdn} speaks ${opaque.protocol}, which names no server to ask for and to check the certificate for`,
      `say it, e.g. ClientTls.simple({ sni: '${host.fqdn}', subjectAltNames: ['${host.fqdn}'] })`);
  }
}
