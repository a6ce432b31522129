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
  const { 'sidecar.istio.io/status': status, ...rest } = all;
  if (!status) return rest;
  const injected = JSON.parse(status);
  return { ...rest, 'sidecar.istio.io/status': { ...injected, volumes: [...(injected.volumes ?? [])].sort() } };
}

function podSpec({ volumes, containers, initContainers, ...spec }: any): object {
  return {
    ...spec,
    order: [...(initContainers ?? []), { name: '|' }, ...containers].map(({ name }) => name),
    volumes: byKey(volumes ?? [], 'name', (volume) => (Object.keys(volume).length > 1 ? volume : { ...volume, emptyDir: {} })),
    containers: byKey([...(initContainers ?? []), ...containers], 'name', container),
  };
}

function container({ env, volumeMounts, args, ...rest }: any): object {
  return {
    ...rest,
    args: args?.[0] === 'istio-iptables' ? options(args.slice(1)) : args,
    env: byKey(env ?? [], 'name', (variable) => ({ ...variable, value: parsed(variable.value) })),
    volumeMounts: byKey(volumeMounts ?? [], 'mountPath', (mount) => mount),
  };
}

/** `-p 15001 --force-apply` as data. */
function options(args: string[]): Record<string, string | boolean> {
  const result: Record<string, string | boolean> = {};
  for (let i = 0; i < args.length; i++) result[args[i]] = args[i].startsWith('--') ? true : args[++i];
  return result;
}

function byKey(items: any[], key: string, form: (item: any) => any): Record<string, any> {
  const entries = items.map((item) => [item[key], form(item)]);
  const result = Object.fromEntries(entries);
  if (Object.keys(result).length !== items.length) throw new Error(`two of the same ${key}: ${JSON.stringify(items)}`);
  return result;
}

function parsed(value: unknown): unknown {
  return typeof value === 'string' && /^\s*[[{]/.test(value) ? JSON.parse(value) : value;
}
