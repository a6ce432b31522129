import { MeshProps } from '../../src/mesh/mesh-props';
import { MeshVariant } from './parity-variants';
import { OperatorSpec } from './upstream-manifests';

/** One setting, or a few that belong together, in our words and in those of upstream. */
export interface MatrixRow extends MeshVariant {
  readonly title: string;
}

type Values = Readonly<Record<string, any>>;

/** A setting of a control plane that is the default one otherwise. */
export function row(title: string, props: MeshProps, values: Values = {}, spec: OperatorSpec = {}): MatrixRow {
  return { title, props, upstream: { ...spec, values: { defaultRevision: spec.revision ?? 'default', ...values } } };
}

/** A setting of Istio's chart of istiod, whose schema istioctl does not know. */
export function uncheckedRow(title: string, props: MeshProps, values: Values, spec: OperatorSpec = {}): MatrixRow {
  return row(title, props, values, { unchecked: true, ...spec });
}
