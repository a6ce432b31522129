import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { security } from '../api';
import { placeOf } from '../ground/fail';
import { warnNow } from '../ground/warning';
import { PolicyTarget } from './policy-target';

/** What a caller has only with a certificate. */
const IDENTITY = [
  'principals', 'notPrincipals', 'namespaces', 'notNamespaces', 'serviceAccounts', 'notServiceAccounts', 'trustDomains', 'notTrustDomains',
] as const;

const { DISABLE, UNSET } = security.PeerAuthenticationMutualTLSMode;

/** A policy that says which connections workloads take. */
interface Mode {
  readonly path: string;
  readonly mode: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Where callers have no certificate, so that no policy can go by it. */
export class PlainText {
  /** Who says that clients of a host use plain text. */
  private readonly hosts = new Map<string, string>();
  private readonly modes = new Map<string, Mode[]>();

  constructor(objects: ApiObject[]) {
    for (const object of objects) {
      if (object.kind === 'DestinationRule') this.readClients(object);
      if (object.kind === 'PeerAuthentication') this.readMode(object);
    }
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
    const { path, mode } = this.modeOf(target) ?? {};
    if (mode !== DISABLE) return [];
    return [`${placeOf(place)}: a rule has ${field}, but ${path} turns mutual TLS off for the ${target.text}, so no caller has an identity there; `
      + 'let it be PERMISSIVE or STRICT, or name callers by their addresses'];
  }

  private readClients(rule: ApiObject): void {
    const { host, trafficPolicy } = rule.toJson().spec ?? {};
    if (trafficPolicy?.tls?.mode === DISABLE) this.hosts.set(host, rule.node.path);
  }

  private readMode(policy: ApiObject): void {
    const { selector, mtls: { mode = UNSET } = {} } = policy.toJson().spec ?? {};
    if (mode === UNSET) return;
    const namespace = policy.metadata.namespace ?? '';
    this.modes.set(namespace, [...this.modes.get(namespace) ?? [], { path: policy.node.path, mode, labels: selector?.matchLabels }]);
  }

  /** What is said for some workloads goes before what is said for their namespace. */
  private modeOf(target: PolicyTarget): Mode | undefined {
    const labels = target.toSpec().selector?.matchLabels ?? {};
    const modes = this.modes.get(target.namespace) ?? [];
    return modes.find((mode) => mode.labels && Object.entries(mode.labels).every(([name, value]) => labels[name] === value))
      ?? modes.find((mode) => !mode.labels);
  }
}
