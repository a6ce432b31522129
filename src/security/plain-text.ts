import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { networking, security } from '../api';
import { placeOf } from '../ground/fail';
import { warnNow } from '../ground/warning';
import { Program } from './mtls/program';
import { MtlsMode } from './mtls-mode';
import { PolicyTarget } from './policy-target';

/** What a caller has only with a certificate. */
const IDENTITY = [
  'principals', 'notPrincipals', 'namespaces', 'notNamespaces', 'serviceAccounts', 'notServiceAccounts', 'trustDomains', 'notTrustDomains',
] as const;

const { DISABLE } = networking.ClientTLSSettingsTLSmode;

/** Where callers have no certificate, so that no policy can go by it. */
export class PlainText {
  /** Who says that clients of a host use plain text. */
  private readonly hosts = new Map<string, string>();

  constructor(private readonly program: Program) {
    for (const object of program.objects) if (object.kind === 'DestinationRule') this.readClients(object);
  }

  /** Errors about rules that nobody can meet, and warnings of callers who can't. */
  check(place: IConstruct, target: PolicyTarget, sources: security.Source[]): string[] {
    const field = IDENTITY.find((name) => sources.some((source) => source[name]));
    if (!field) return [];
    const clients = target.fqdn && this.hosts.get(target.fqdn);
    if (clients) {
      warnNow(place, `a rule has ${field}, and by ${clients} clients call ${target.fqdn} in plain text, as nobody`,
        'leave out ClientTls.disable(), or name callers by their addresses');
    }
    const decision = this.program.modes.decide({ namespace: target.namespace, labels: target.toSpec().selector?.matchLabels });
    if (decision?.mode !== MtlsMode.DISABLE) return [];
    return [`${placeOf(place)}: a rule has ${field}, but ${decision.by.object.node.path} turns mutual TLS off for the ${target.text}, so no caller has an identity there; `
      + 'let it be PERMISSIVE or STRICT, or name callers by their addresses'];
  }

  private readClients(rule: ApiObject): void {
    const { host, trafficPolicy } = rule.toJson().spec ?? {};
    if (trafficPolicy?.tls?.mode === DISABLE) this.hosts.set(host, rule.node.path);
  }
}
