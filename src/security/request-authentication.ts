import { Construct } from 'constructs';
import { security } from '../api';
import { fail } from '../ground/fail';
import { dnsName } from '../ground/names';
import { claim } from '../ground/one-writer';
import { HostReference } from '../host/host';
import { httpPorts, portList } from '../host/host-port';
import { selectorText } from '../match/label-selector';
import { AcceptedIssuers } from './accepted-issuers';
import { JwtIssuer } from './jwt-issuer';
import { jwtRules } from './jwt-rules';
import { PolicyTarget } from './policy-target';

/** What is said of a RequestAuthentication. */
export interface RequestAuthentication {
  /** The name of the object. */
  readonly name: string;
  readonly target: PolicyTarget;
  readonly issuers: JwtIssuer[];
  /** The host whose Pods or waypoint are covered, where it is known. */
  readonly host?: HostReference;
}

/** Writes the RequestAuthentication of a scope. Istio takes the rules of several together, and nobody would see all; so each scope has one. */
export function writeRequestAuthentication(place: Construct, { name, target, issuers, host }: RequestAuthentication): void {
  const { namespace } = target;
  dnsName(place, 'name', name);
  if (host) checkHttp(place, host);
  const rules = jwtRules(place, issuers);
  const spec = target.toSpec();
  claim(place, `RequestAuthentication ${namespace}/${name}`, 'name them apart');
  claim(place, `RequestAuthentication of ${scopeText(namespace, spec)}`, 'list all issuers in that one');
  AcceptedIssuers.of(place).add({ place, target, issuers });
  new security.RequestAuthentication(place, 'RequestAuthentication', { metadata: { name, namespace }, spec: { ...spec, jwtRules: rules } });
}

function checkHttp(place: Construct, host: HostReference): void {
  if (httpPorts(host).length > 0) return;
  fail(place, `a JWT comes with HTTP requests, and ${host.fqdn} has ${portList(host)}`,
    'declare the port that speaks HTTP: ServicePort.http(...); or go by who calls: access.allow({ from: [Source.clients(...)] })');
}

function scopeText(namespace: string, { selector, targetRefs }: ReturnType<PolicyTarget['toSpec']>): string {
  if (targetRefs) return targetRefs.map(({ kind, name }) => `${kind} ${namespace}/${name}`).join(', ');
  return selector ? `the workload ${selectorText(selector.matchLabels ?? {})} of ${namespace}` : `namespace ${namespace}`;
}
