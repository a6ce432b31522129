import { IConstruct } from 'constructs';
import { fail, placeOf } from '../../ground/fail';
import { dnsLabel, dnsName } from '../../ground/names';
import { HttpMatch } from '../../match/http-match';
import { CanaryPlan } from '../canary-plan';
import { FLAGGER_MATCH_FIELDS, refuseUnknown } from './flagger-fields';
import { FlaggerAlert, FlaggerOptions } from './flagger-options';
import { sessionAffinitySpec } from './flagger-session-affinity-spec';
import { webhookSpec } from './flagger-webhook-spec';
import { secondsText } from './whole-seconds-text';

/** Flagger takes a shorter interval for this one. */
const LEAST_INTERVAL = 10;

/** How Flagger decides whether a canary is good. */
export function analysisSpec(place: IConstruct, { match }: CanaryPlan, options: FlaggerOptions): Record<string, unknown> {
  const { progress, interval, threshold, metrics, webhooks, alerts, mirrorPercent, sessionAffinity } = options;
  if (!Number.isInteger(threshold) || threshold < 1) fail(place, `the threshold is ${threshold}, a whole number from 1 is allowed`, 'say after how many failed checks it is rolled back');
  if (match && !progress._iterates) fail(place, 'match is given, which Flagger knows for A/B tests only', 'leave it out, or use FlaggerProgress.iterations(...)');
  if (match && sessionAffinity) fail(place, 'match and sessionAffinity are given, but an A/B test does not share requests', 'leave one of them out');
  return {
    interval: secondsText(place, 'interval', interval, LEAST_INTERVAL),
    threshold,
    ...progress._toSpec(place),
    ...mirrorSpec(place, mirrorPercent),
    primaryReadyThreshold: percent(place, 'primaryReadyThreshold', options.primaryReadyThreshold),
    canaryReadyThreshold: percent(place, 'canaryReadyThreshold', options.canaryReadyThreshold),
    match: match && matchSpec(place, match),
    sessionAffinity: sessionAffinity && sessionAffinitySpec(place, sessionAffinity),
    metrics: metrics?.map((metric) => metric._toSpec(place)),
    webhooks: webhooks?.map((webhook) => webhookSpec(place, webhook)),
    alerts: alerts?.map((alert) => alertSpec(place, alert)),
  };
}

function matchSpec(place: IConstruct, match: HttpMatch[]): object[] {
  const at = `${placeOf(place)}: match of the canary`;
  if (match.length === 0) fail(at, 'it is empty', 'give a match, or leave it out');
  const spec = match.map((one) => one._toSpec(at));
  refuseUnknown(at, { match: spec }, FLAGGER_MATCH_FIELDS, 'match headers, query parameters and source labels by value');
  return spec;
}

function mirrorSpec(place: IConstruct, mirrorPercent: number | undefined): Record<string, unknown> {
  if (mirrorPercent === undefined) return {};
  if (mirrorPercent === 0) fail(place, 'mirrorPercent is 0, which Flagger takes for 100', 'leave it out');
  return { mirror: true, mirrorWeight: percent(place, 'mirrorPercent', mirrorPercent) };
}

function percent(place: IConstruct, what: string, value: number | undefined): number | undefined {
  if (value === undefined || (Number.isInteger(value) && value >= 0 && value <= 100)) return value;
  return fail(place, `${what} is ${value}, a whole number from 0 to 100 is allowed`, 'give a share in percent');
}

function alertSpec(place: IConstruct, { name, provider, namespace, severity }: FlaggerAlert): Record<string, unknown> {
  dnsName(place, `AlertProvider of alert '${name}'`, provider);
  if (namespace !== undefined) dnsLabel(place, `namespace of alert '${name}'`, namespace);
  return { name, severity: severity?.toLowerCase(), providerRef: { name: provider, namespace } };
}
