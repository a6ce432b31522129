import { Schema } from '../../tools/imports/schema';
import { closedSchema } from './closed-schema';

export const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

const CRD = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1';
const propsOr = (other: Schema): Schema => ({ anyOf: [{ $ref: `#/definitions/${CRD}.JSONSchemaProps` }, other] });

/** Definitions whose form Kubernetes' OpenAPI document does not say. */
const SAID_IN_WORDS: Record<string, Schema> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { anyOf: [{ type: 'string', format: 'quantity' }, { type: 'number' }] },
  [`${CRD}.JSONSchemaPropsOrArray`]: propsOr({ type: 'array', items: { $ref: `#/definitions/${CRD}.JSONSchemaProps` } }),
  [`${CRD}.JSONSchemaPropsOrBool`]: propsOr({ type: 'boolean' }),
  [`${CRD}.JSONSchemaPropsOrStringArray`]: propsOr({ type: 'array', items: { type: 'string' } }),
};

/** The closed definitions of Kubernetes' own types. */
export function kubernetesDefinitions(definitions: Record<string, Schema>): Record<string, Schema> {
  return Object.fromEntries(Object.entries(definitions).map(([name, schema]) => [name, SAID_IN_WORDS[name] ?? closedSchema(schema, true)]));
}
