import { Schema } from '../imports/schema';

/** No limits that only say how wide the number is. */
const WIDTHS = [2147483647, -2147483648, 4294967295, 9223372036854775807, 18446744073709551615];
const LONGEST_PATTERN = 60;

/** What a schema says about a value beside its type, as short facts. */
export function schemaFacts(schema: Schema): string[] {
  return [
    ...counted(schema.minItems, schema.maxItems, 'item'),
    ...counted(schema.minProperties, schema.maxProperties, 'entry'),
    ...valueFacts(schema),
    ...isSchema(schema.items) ? prefixed('each ', valueFacts(schema.items)) : [],
    ...isSchema(schema.additionalProperties) ? prefixed('each ', valueFacts(schema.additionalProperties)) : [],
  ];
}

/** The rules of the form "at most one of these fields". */
export function exclusionsOf(schema: Schema): string[][] {
  return rulesOf(schema)
    .map((rule) => [...rule.matchAll(/\(has\(self\.(\w+)\) \? 1 : 0\)/g)].map((match) => match[1]))
    .filter((fields, index) => fields.length > 1 && rulesOf(schema)[index].endsWith('<= 1'));
}

function valueFacts(schema: Schema): string[] {
  return [
    ...range(schema),
    ...counted(schema.minLength, schema.maxLength, 'character'),
    ...typeof schema.pattern === 'string' && isShort(schema.pattern) ? [`pattern \`${schema.pattern}\``] : [],
    ...rulesOf(schema).includes("duration(self) >= duration('1ms')") ? ['at least `1ms`'] : [],
    ...schema.enum && schema.type !== 'string' ? [`one of ${(schema.enum as unknown[]).join(', ')}`] : [],
  ];
}

function range(schema: Schema): string[] {
  const port = rulesOf(schema).includes('0 < self && self <= 65535');
  const low = port ? 1 : limit(schema.minimum);
  const high = port ? 65535 : limit(schema.maximum);
  if (low !== undefined && high !== undefined) return [`${low} to ${high}`];
  if (low !== undefined) return [`at least ${low}`];
  return high === undefined ? [] : [`at most ${high}`];
}

function counted(min: unknown, max: unknown, what: string): string[] {
  const unit = (count: unknown) => count === 1 ? what : what.replace(/y$/, 'ie') + 's';
  if (typeof max === 'number' && min === max) return [`${max} ${unit(max)}`];
  if (typeof max === 'number') return [min ? `${min} to ${max} ${unit(max)}` : `at most ${max} ${unit(max)}`];
  return min ? [`at least ${min} ${unit(min)}`] : [];
}

function limit(value: unknown): number | undefined {
  return typeof value === 'number' && !WIDTHS.includes(value) ? value : undefined;
}

function rulesOf(schema: Schema): string[] {
  return ((schema['x-kubernetes-validations'] ?? []) as { rule: string }[]).map(({ rule }) => rule);
}

/** Whether a pattern fits a doc line, and has nothing that would end or split it. */
function isShort(pattern: string): boolean {
  return pattern.length <= LONGEST_PATTERN && !/[@`]|\*\//.test(pattern);
}

function prefixed(prefix: string, facts: string[]): string[] {
  return facts.map((fact) => prefix + fact);
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null;
}
