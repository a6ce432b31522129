import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Crd, crdsOf } from './crds';
import { Schema } from './schema';

const ROLLOUTS = ['rollout', 'analysis-template', 'cluster-analysis-template', 'analysis-run', 'experiment'];

/** Prose in quotes over several lines, indented in a way that YAML does not allow. */
const QUOTED = /^ *description: '[^']*'\n/gm;

/** Flagger's kinds. */
export function flaggerCrdsOf(module: string): Crd[] {
  return crdsOf(readFileSync(join(module, 'artifacts/flagger/crd.yaml'), 'utf8').replace(QUOTED, ''));
}

/** The kinds of Argo Rollouts. The Pods that they embed are left open: nothing here writes them, and they would be nine tenths of the data. */
export function rolloutsCrdsOf(module: string): Crd[] {
  return ROLLOUTS.flatMap((name) => crdsOf(readFileSync(join(module, `manifests/crds/${name}-crd.yaml`), 'utf8')))
    .map((crd) => ({ ...crd, schema: withOpenPods(crd.schema) }));
}

function withOpenPods(schema: Schema): Schema {
  if (isPodSpec(schema)) return { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  return Object.fromEntries(Object.entries(schema).map(([keyword, value]) => [keyword, opened(value)]));
}

function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  return typeof value === 'object' && value !== null ? withOpenPods(value as Schema) : value;
}

function isPodSpec({ properties }: Schema): boolean {
  return typeof properties === 'object' && properties !== null && 'containers' in properties && 'volumes' in properties;
}
