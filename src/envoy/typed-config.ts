import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';

const TYPE = /^type\.googleapis\.com\/[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)+$/;
/** The messages of Envoy's first generation: no proxy knows them any more. */
const OLD = /\.v2(alpha|beta)?\d*\./;

/** What is wrong about the `@type`s of a piece of Envoy's configuration: each typed configuration names its message. */
export function checkTypes(place: IConstruct, value: unknown, path = 'value'): void {
  if (Array.isArray(value)) return value.forEach((item, index) => checkTypes(place, item, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return;
  for (const [field, inner] of Object.entries(value)) {
    if (field === '@type') checkType(place, path, inner);
    if (field === 'typed_config' || field === 'typedConfig') needsType(place, `${path}.${field}`, inner);
    if (field === 'typed_per_filter_config' || field === 'typedPerFilterConfig') {
      Object.entries(inner ?? {}).forEach(([filter, config]) => needsType(place, `${path}.${field}['${filter}']`, config));
    }
    checkTypes(place, inner, `${path}.${field}`);
  }
}

function needsType(place: IConstruct, path: string, config: any): void {
  if (config?.['@type'] !== undefined) return;
  fail(place, `${path} has no '@type', Envoy can't tell what it configures`,
    `say it, e.g. '@type': 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua'`);
}

function checkType(place: IConstruct, path: string, type: unknown): void {
  if (typeof type !== 'string' || !TYPE.test(type)) {
    fail(place, `the '@type' of ${path} is '${type}', 'type.googleapis.com/' and the name of a message is allowed`,
      `write it as Envoy's reference does, e.g. 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua'`);
  }
  if (OLD.test(type)) fail(place, `the '@type' of ${path} is '${type}', which is of Envoy's v2 API`, 'name the v3 message');
}
