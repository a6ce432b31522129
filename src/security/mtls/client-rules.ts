import { ApiObject } from 'cdk8s';
import { networking } from '../../api';
import { IndexBy } from './index-by';
import { KnownPort, KnownService } from './known-services';
import { Labels } from './labels';

/** What a DestinationRule says of TLS, for some Pods of the hosts that it is for. */
export interface ClientRule {
  readonly object: ApiObject;
  readonly namespace: string;
  readonly host: string;
  readonly spec: networking.DestinationRuleSpec;
}

/** The rule that an object is; nothing if it is none. */
export function clientRules(object: ApiObject): ClientRule[] {
  if (object.kind !== 'DestinationRule' || !object.apiVersion.startsWith('networking.istio.io/')) return [];
  const { spec } = object.toJson();
  return [{ object, namespace: object.metadata.namespace ?? '', host: spec.host, spec }];
}

/** The rules of a program. */
export class ClientRules {
  private readonly named: IndexBy<ClientRule>;
  private readonly ofDomains: readonly ClientRule[];

  constructor(rules: readonly ClientRule[]) {
    this.named = new IndexBy(rules, (rule) => [serviceOf(rule)]);
    this.ofDomains = rules.filter(({ host }) => host.startsWith('*'));
  }

  /** The rules for a Service: those that name it, else those for a part of the domain. */
  for({ name, namespace }: KnownService): readonly ClientRule[] {
    const exact = this.named.of(`${name}.${namespace}`);
    return exact.length > 0 ? exact : this.ofDomains.filter(({ host }) => `${name}.${namespace}.svc.cluster.local`.endsWith(host.slice(1)));
  }
}

/** The Service that a rule names, in whatever domain. */
function serviceOf({ host, namespace }: ClientRule): string {
  return host.includes('.') ? host.split('.svc.')[0] : `${host}.${namespace}`;
}

/** The TLS with which a port is called, and the labels of the Pods for which that is said besides those of the Service. */
export interface SaidTls {
  readonly mode: networking.ClientTLSSettingsTLSmode;
  readonly labels: Labels;
}

/** What a rule says of a port: for all Pods, and for those of each subset. */
export function tlsOf({ spec: { trafficPolicy, subsets = [] } }: ClientRule, { number }: KnownPort): SaidTls[] {
  const ofHost = modeAt(trafficPolicy, number);
  return [
    ...ofHost ? [{ mode: ofHost, labels: {} }] : [],
    ...subsets.flatMap((subset) => {
      const mode = modeAt(subset.trafficPolicy, number) ?? ofHost;
      return mode ? [{ mode, labels: subset.labels ?? {} }] : [];
    }),
  ];
}

/** What is said of a port goes before what is said of all, which does not hold for it then. */
function modeAt(policy: networking.TrafficPolicy | undefined, number: number): networking.ClientTLSSettingsTLSmode | undefined {
  const ofPort = policy?.portLevelSettings?.find(({ port }) => port?.number === number);
  return (ofPort ?? policy)?.tls?.mode;
}
