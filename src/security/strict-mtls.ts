import { Construct } from 'constructs';
import { security } from '../api';
import { fail } from '../ground/fail';
import { dnsName } from '../ground/names';
import { claim } from '../ground/one-writer';
import { portNumber } from '../host/port-number';
import { selectorText } from '../match/label-selector';
import { MtlsMode } from './mtls-mode';
import { PolicyScope } from './policy-scope';

/** Where mutual TLS is demanded. */
export interface StrictMtlsProps {
  /** The workloads that take nothing but mutual TLS. */
  readonly cover: PolicyScope;

  /**
   * Other modes for single ports, by the number on which the Pods listen (not the Service's). Only for `PolicyScope.workload`.
   *
   * @default - STRICT for all ports
   */
  readonly portModes?: { [port: string]: MtlsMode };
}

/**
 * Workloads take connections of mutual TLS only: a PeerAuthentication. Clients in the mesh need nothing more, their proxies
 * use mutual TLS wherever the other side can. A narrower scope goes before a wider one; each scope has one writer.
 *
 * @see https://istio.io/latest/docs/reference/config/security/peer_authentication/
 */
export class StrictMtls extends Construct {
  public constructor(scope: Construct, id: string, props: StrictMtlsProps) {
    super(scope, id);
    const namespace = props.cover._namespace(this);
    const selector = props.cover._selector(this);
    const name = selector ? dnsName(this, 'name', id) : 'default';
    claim(this, `PeerAuthentication ${namespace}/${name}`, 'cover that scope once; for a workload the id is the name');
    if (selector) claim(this, `PeerAuthentication of the workload ${selectorText(selector.matchLabels ?? {})} of ${namespace}`, 'cover that workload once');
    new security.PeerAuthentication(this, 'PeerAuthentication', {
      metadata: { name, namespace },
      spec: { selector, mtls: { mode: MODES[MtlsMode.STRICT] }, portLevelMtls: this.portLevelMtls(props, selector !== undefined) },
    });
  }

  private portLevelMtls(props: StrictMtlsProps, ofWorkload: boolean): { [port: string]: security.PeerAuthenticationMutualTLS } | undefined {
    const ports = Object.entries(props.portModes ?? {});
    if (ports.length === 0) return undefined;
    if (!ofWorkload) {
      fail(this, `portModes (${ports.map(([port]) => port).join(', ')}) can't be set for the ${props.cover._name}, Istio allows them for workloads`,
        'cover the workload that has the port: PolicyScope.workload(namespace, labels)');
    }
    return Object.fromEntries(ports.map(([port, mode]) => [portNumber(this, 'port of portModes', Number(port)), { mode: MODES[mode] }]));
  }
}

const MODES = {
  [MtlsMode.DISABLE]: security.PeerAuthenticationMutualTLSMode.DISABLE,
  [MtlsMode.PERMISSIVE]: security.PeerAuthenticationMutualTLSMode.PERMISSIVE,
  [MtlsMode.STRICT]: security.PeerAuthenticationMutualTLSMode.STRICT,
};
