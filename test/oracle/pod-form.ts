import { KubeObject } from './injector';

/**
 * A workload in the form in which two injections are compared: what has no order (environment, volumes, mounts) by name,
 * text that is JSON as data, and what the API server would fill in.
 */
export function comparable({ kind, metadata, spec }: KubeObject): Record<string, any> {
  const template = kind === 'Pod' ? { metadata, spec } : kind === 'CronJob' ? withJobMetadata(spec.jobTemplate) : spec.template;
  return {
    workload: `${kind} ${metadata.name ?? metadata.generateName}`,
    labels: template.metadata.labels ?? {},
    annotations: annotations(template.metadata.annotations ?? {}),
    spec: podSpec(template.spec),
  };
}

/** istioctl puts a CronJob's injected metadata on its jobs. */
function withJobMetadata({ metadata, spec }: any) {
  return { metadata, spec: spec.template.spec };
}

function annotations(all: Record<string, string>): Record<string, unknown> {
  const { 'sidecar.istio.io/status': status, 'proxy.istio.io/overrides': overrides, ...rest } = all;
  return {
    ...mapped(rest, parsed),
    ...status && { status: injected(JSON.parse(status)) },
    ...overrides && { overrides: overridden(JSON.parse(overrides)) },
  };
}

function injected({ volumes, ...rest }: any): object {
  return { ...rest, volumes: Object.fromEntries((volumes ?? []).map((name: string) => [name, 'injected'])) };
}

function overridden(lists: Record<string, any[]>): object {
  return mapped(lists, (containers) => containers.map(container));
}

function podSpec({ volumes, containers, initContainers, ...spec }: any): object {
  return {
    ...spec,
    order: [...(initContainers ?? []), { name: '|' }, ...containers].map(({ name }) => name),
    volumes: byKey(volumes ?? [], 'name', ({ emptyDir, ...volume }) => (emptyDir || Object.keys(volume).length === 1 ? { ...volume, emptyDir: emptyDir ?? {} } : volume)),
    containers: byKey([...(initContainers ?? []), ...containers], 'name', container),
  };
}

function container({ env, volumeMounts, args, resources = {}, startupProbe, readinessProbe, ...rest }: any): object {
  return {
    ...rest,
    ...startupProbe && { startupProbe: probe(startupProbe) },
    ...readinessProbe && { readinessProbe: probe(readinessProbe) },
    resources: { requests: canonical(resources.requests), limits: canonical(resources.limits) },
    args: args?.[0] === 'istio-iptables' ? options(args.slice(1)) : args?.[0] === 'proxy' ? flags(args.slice(1)) : args,
    // Where a name comes twice, the last wins.
    env: byKey([...new Map((env ?? []).map((variable: any) => [variable.name, variable])).values()], 'name', ({ value = '', ...variable }) => (variable.valueFrom ? variable : { ...variable, value: parsed(value) })),
    volumeMounts: byKey(volumeMounts ?? [], 'mountPath', (mount) => mount),
  };
}

/** `-p 15001 --force-apply` as data. */
function options(args: string[]): Record<string, string | boolean> {
  const result: Record<string, string | boolean> = {};
  for (let i = 0; i < args.length; i++) result[args[i]] = args[i].startsWith('--') ? true : args[++i];
  return result;
}

/** Go leaves out zeros, and writes a null for no service. */
function probe({ initialDelaySeconds, grpc, ...rest }: any): object {
  return { ...rest, initialDelaySeconds: initialDelaySeconds ?? 0, ...grpc && { grpc: { service: null, ...grpc } } };
}

/** Quantities as the API server writes them. */
function canonical(amounts: Record<string, string> = {}): Record<string, string> {
  return mapped(amounts, (amount) => CANONICAL[amount] ?? String(amount));
}

const CANONICAL: Record<string, string> = { '2000m': '2', '1024Mi': '1Gi', '0.2': '200m' };

/** `sidecar --domain x --log_output_level=info` as data. */
function flags([role, ...args]: string[]): Record<string, string | boolean> {
  const result: Record<string, string | boolean> = { role };
  for (let i = 0; i < args.length; i++) {
    const [, flag, value] = /^([^=]*)=?(.*)$/s.exec(args[i])!;
    const separate = value === '' && i + 1 < args.length && !args[i + 1].startsWith('--');
    result[flag] = separate ? args[++i] : args[i].includes('=') ? value : true;
  }
  return result;
}

function byKey(items: any[], key: string, form: (item: any) => any): Record<string, any> {
  const entries = items.map((item) => [item[key], form(item)]);
  const result = Object.fromEntries(entries);
  if (Object.keys(result).length !== items.length) throw new Error(`two of the same ${key}: ${entries.map(([name]) => name)}`);
  return result;
}

function parsed(value: unknown): unknown {
  return typeof value === 'string' && /^\s*[[{]/.test(value) ? JSON.parse(value) : value;
}

function mapped<T, U>(values: Record<string, T>, form: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, form(value)]));
}
