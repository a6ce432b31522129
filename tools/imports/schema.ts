/** A schema of a CRD or of Kubernetes' OpenAPI document. */
export interface Schema { [keyword: string]: unknown }

const MAPS_OF_SCHEMAS = ['properties', 'patternProperties', 'definitions'];
const LISTS_OF_SCHEMAS = ['allOf', 'anyOf', 'oneOf'];
const SCHEMAS = ['items', 'additionalProperties', 'not'];
const PROSE = ['description', 'title', 'example', 'externalDocs'];
/** What only patches and clients of Kubernetes' own kinds read. */
const HINTS = ['x-kubernetes-patch-merge-key', 'x-kubernetes-patch-strategy', 'x-kubernetes-unions', 'x-kubernetes-group-version-kind'];

/** What replaces the messages of validation rules: our own sentences by rule. */
export type RuleMessages = (rule: string) => string | undefined;

/** A schema without prose. A *property* called `description` stays, the keyword goes. */
export function withoutProse(schema: Schema, messages: RuleMessages = () => undefined): Schema {
  const clean: Schema = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (PROSE.includes(keyword) || HINTS.includes(keyword)) continue;
    clean[keyword] = cleanKeyword(keyword, value, messages);
  }
  return clean;
}

function cleanKeyword(keyword: string, value: unknown, messages: RuleMessages): unknown {
  const clean = (schema: unknown) => isObject(schema) ? withoutProse(schema, messages) : schema;
  if (MAPS_OF_SCHEMAS.includes(keyword)) {
    return Object.fromEntries(Object.entries(value as Schema).map(([name, schema]) => [name, clean(schema)]));
  }
  if (LISTS_OF_SCHEMAS.includes(keyword)) return (value as unknown[]).map(clean);
  if (SCHEMAS.includes(keyword)) return clean(value);
  if (keyword === 'x-kubernetes-validations') return (value as Schema[]).map((rule) => cleanRule(rule, messages));
  return value;
}

function cleanRule(rule: Schema, messages: RuleMessages): Schema {
  const facts = without(rule, 'message', 'messageExpression');
  const message = messages(rule.rule as string);
  return message === undefined ? facts : { ...facts, message };
}

/** A copy that lacks some keys. */
export function without<T extends object>(object: T, ...keys: string[]): Partial<T> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key))) as Partial<T>;
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
