import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { gatewayapi } from '../api';
import { fail } from '../ground/fail';
import { dnsName, hostName } from '../ground/names';
import { claim } from '../ground/one-writer';
import { HostReference, IHostRef } from '../host/host';
import { portList, portOf } from '../host/host-port';
import { HostRules } from './host-rules';

/** How proxies open TLS towards a Service, in the words of the Gateway API. */
export interface BackendTlsProps {
  /** The Service, with those of its versions. */
  readonly host: IHostRef;

  /** The name of the server that proxies ask for (SNI), and that its certificate must have unless `subjectAltNames` says otherwise. */
  readonly hostname: string;

  /**
   * Names of which the certificate must have one: DNS names, or URIs such as `spiffe://example.com/pay`; at most 5.
   * @default - `hostname`
   */
  readonly subjectAltNames?: string[];

  /**
   * The name of a ConfigMap in the Service's namespace, whose `ca.crt` has the authorities that may have signed the certificate.
   * @default - the authorities that the proxy's operating system trusts
   */
  readonly caConfigMap?: string;

  /**
   * The only port of the Service that speaks TLS.
   * @default - all ports
   */
  readonly port?: number;
}

const MAX_NAMES = 5;

/**
 * TLS that proxies open towards a Service which is not in the mesh, or ends TLS itself: a `BackendTLSPolicy` of the Gateway API. Gateways
 * and sidecars follow it. istiod makes a DestinationRule of it, and takes the policy of one rule, so the host can have no other policy and
 * no subsets; with those say `DestinationPolicy.tls(ClientTls.simple(...))`, which is Istio's own and can do more.
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/backendtlspolicy/
 */
export class BackendTls extends Construct {
  public constructor(scope: Construct, id: string, props: BackendTlsProps) {
    super(scope, id);
    const { hostRef: host } = props.host;
    const { name, namespace, fqdn } = host;
    if (!fqdn.includes('.svc.')) fail(this, `${fqdn} is no Service`, 'use DestinationPolicy.tls(ClientTls.simple(...))');
    claim(this, `TLS of ${fqdn}${props.port === undefined ? '' : `:${props.port}`} by BackendTLSPolicy`, 'keep one of them');
    const rules = HostRules.of(this, props.host);
    rules.watch(this, (writer) => {
      if (!rules.isNeeded) return;
      fail(writer, `${fqdn} has a DestinationRule and a BackendTLSPolicy, of which istiod takes one`, 'say TLS by DestinationPolicy.tls(ClientTls.simple(...)) instead');
    });
    const sectionName = props.port === undefined ? undefined : portName(this, host, props.port);
    const validation = validationOf(this, props);
    new gatewayapi.BackendTLSPolicy(this, 'BackendTLSPolicy', {
      metadata: { name: sectionName === undefined ? name : `${name}-${sectionName}`, namespace },
      spec: Lazy.any({
        produce: (): gatewayapi.BackendTLSPolicySpec => ({
          targetRefs: [name, ...rules.ownHosts.map((own) => own.name)].map((service) => ({ group: '', kind: 'Service', name: service, sectionName })),
          validation,
        }),
      }),
    });
  }
}

function validationOf(place: Construct, { hostname, subjectAltNames, caConfigMap }: BackendTlsProps): gatewayapi.BackendTLSPolicyValidation {
  const ca = caConfigMap === undefined
    ? { wellKnownCACertificates: 'System' }
    : { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: dnsName(place, 'caConfigMap', caConfigMap) }] };
  return { hostname: hostName(place, 'hostname', hostname, false).toLowerCase(), ...ca, subjectAltNames: subjectAltNames && altNames(place, subjectAltNames) };
}

function altNames(place: Construct, names: string[]): gatewayapi.SubjectAltName[] {
  if (names.length < 1 || names.length > MAX_NAMES) {
    fail(place, `subjectAltNames has ${names.length} names, 1 to ${MAX_NAMES} are allowed`, 'name fewer, or leave it out for the hostname');
  }
  return names.map((name) => (name.includes('://')
    ? { type: gatewayapi.SubjectAltNameType.URI, uri: name }
    : { type: gatewayapi.SubjectAltNameType.HOSTNAME, hostname: hostName(place, 'subjectAltName', name, true) }));
}

function portName(place: Construct, host: HostReference, number: number): string {
  const { name } = portOf(place, host, number);
  return name || fail(place, `port ${number} of ${host.fqdn} has no name (ports: ${portList(host)})`, 'leave port out, as it is the only one');
}
