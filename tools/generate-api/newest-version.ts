import { Crd } from '../imports/crds';
import { Schema } from '../imports/schema';

const STAGES = ['alpha', 'beta', ''];

/** The newest served version of a kind, as its API version and its schema. */
export function newestVersion(crd: Crd): { apiVersion: string; schema: Schema } {
  const [version] = [...crd.versions].sort((a, b) => rank(b.name) - rank(a.name));
  return { apiVersion: `${crd.group}/${version.name}`, schema: version.schema ?? crd.schema };
}

/** `v1` over `v1beta1` over `v1alpha3` over `v1alpha1`. */
function rank(version: string): number {
  const [, major, stage = '', step = '0'] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
  return STAGES.indexOf(stage) * 10_000 + Number(major) * 100 + Number(step);
}

/** The schema of the spec, and whether an object needs one. */
export function specOf(schema: Schema): { spec: Schema; required: boolean } {
  const { spec } = schema.properties as { spec: Schema };
  return { spec, required: ((schema.required ?? []) as string[]).includes('spec') };
}
