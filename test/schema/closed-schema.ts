import { Schema } from '../../tools/imports/schema';

const INT_OR_STRING: Schema = { anyOf: [{ type: 'integer' }, { type: 'string' }] };
/** Value checks of a CRD, which stand as they are: they only narrow what the structure allows. */
const KEPT = ['type', 'nullable', 'default', 'enum', 'const', 'format', 'pattern', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf',
  'minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties', 'required', 'allOf', 'anyOf', 'oneOf', 'not', '$ref'];

interface Structure {
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
}

/**
 * JSON Schema of a Kubernetes schema that refuses unknown fields wherever the API server would drop them.
 * `open` says what an object without properties is: free-form in Kubernetes' own kinds, empty in CRDs.
 */
export function closedSchema(schema: Schema, open: boolean): Schema {
  if (schema['x-kubernetes-int-or-string'] || schema.format === 'int-or-string') return INT_OR_STRING;
  const closed = Object.fromEntries(Object.entries(schema).filter(([keyword]) => KEPT.includes(keyword)));
  const { properties, items, additionalProperties } = schema as Structure;
  if (items) closed.items = closedSchema(items, open);
  if (properties) closed.properties = Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, closedSchema(property, open)]));
  if (schema['x-kubernetes-preserve-unknown-fields']) return closed;
  if (typeof additionalProperties === 'object') closed.additionalProperties = closedSchema(additionalProperties, open);
  else if (additionalProperties === undefined && (properties || schema.type === 'object' && !open)) closed.additionalProperties = false;
  return closed;
}
