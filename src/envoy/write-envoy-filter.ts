import { Construct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { dnsName } from '../ground/names';
import { claim } from '../ground/one-writer';
import { EnvoyChange } from './envoy-change';
import { EnvoyFilterOptions } from './envoy-filter-options';
import { proxyMatchSpec } from './proxy-match-spec';

const PRIORITIES = { least: -2147483648, most: 2147483647 };

/** Writes an EnvoyFilter below a construct, and why it is there. */
export function writeEnvoyFilter(
  place: Construct, id: string, options: EnvoyFilterOptions, reason: string, changes: readonly EnvoyChange[],
  annotations: { [name: string]: string } = {},
): networking.EnvoyFilter {
  const name = dnsName(place, 'name', options.name ?? id);
  const namespace = options.cover._namespace(place);
  claim(place, `EnvoyFilter ${namespace}/${name}`, 'give one of them another name');
  if (changes.length === 0) fail(place, 'it has no changes, at least one is needed', 'say what is changed, e.g. EnvoyConfig.inbound().httpFilters().first(...)');
  return new networking.EnvoyFilter(place, 'EnvoyFilter', {
    metadata: { name, namespace, annotations: { 'kubernetes.io/description': reason, ...annotations } },
    spec: {
      workloadSelector: workloads(place, options),
      targetRefs: options.cover._targetRefs(place),
      priority: priority(place, options.priority),
      configPatches: changes.map((change) => ofProxies(place, change, options)),
    },
  });
}

function workloads(place: Construct, { cover }: EnvoyFilterOptions): networking.WorkloadSelector | undefined {
  const labels = cover._selector(place)?.matchLabels;
  return labels && { labels };
}

function priority(place: Construct, value = 10): number {
  if (!Number.isInteger(value) || value < PRIORITIES.least || value > PRIORITIES.most) {
    fail(place, `priority is ${value}, a whole number from ${PRIORITIES.least} to ${PRIORITIES.most} is allowed`, 'change it, or leave it out');
  }
  if (value === 0) fail(place, 'priority is 0, the order among EnvoyFilters would be that in which they were made', 'give another number, or leave it out');
  return value;
}

function ofProxies(place: Construct, change: EnvoyChange, { cover, proxies = {} }: EnvoyFilterOptions): networking.EnvoyFilterEnvoyConfigObjectPatch {
  const spec = change._toSpec(place);
  if (cover._targetRefs(place) && spec.match?.context === networking.EnvoyFilterPatchContext.SIDECAR_OUTBOUND) {
    fail(place, `it changes what is OUTBOUND, the ${cover._name} has none`, 'change what is GATEWAY, or INBOUND of a waypoint');
  }
  const proxy = proxyMatchSpec(place, proxies);
  if (proxy && spec.match?.proxy) fail(place, `a change has a match of proxies already`, 'leave proxies out, or take it out of the change');
  return proxy ? { ...spec, match: { ...spec.match, proxy } } : spec;
}
