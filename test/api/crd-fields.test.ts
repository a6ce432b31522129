import { newestVersion, specOf } from '../../tools/generate-api/newest-version';
import { Schema } from '../../tools/imports/schema';
import { gatewayApi, istio } from './imports';
import { TypeScriptApi } from './typescript-api';

/** Second spellings of fields that only the CRDs know; the API has the field under its JSON name. */
const ALIASES: Record<string, string> = { mirror_percent: 'mirrorPercent', jwks_uri: 'jwksUri' };

const api = new TypeScriptApi();
interface Kind { readonly apiVersion: string; readonly spec: Schema; readonly required: boolean }
const kinds = [...istio.crds, ...gatewayApi.crds].map((crd): [string, Kind] => {
  const { apiVersion, schema } = newestVersion(crd);
  return [`${crd.group.endsWith('istio.io') ? crd.group.split('.')[0] : 'gatewayapi'}.${crd.names.kind}`, { apiVersion, ...specOf(schema) }];
});

/** Walks a schema together with the interface that stands for it. */
function walk(name: string, schema: Schema, path: string, see: (path: string, name: string, schema: Schema) => void): void {
  see(path, name, schema);
  for (const [key, property] of Object.entries((schema.properties ?? {}) as Record<string, Schema>)) {
    const field = api.fieldsOf(name).get(ALIASES[key] ?? key);
    const item = (property.items ?? (property.properties ? property : property.additionalProperties ?? property)) as Schema;
    const target = field && api.target(name, field.type);
    if (target && api.interfaces.has(target)) walk(target, item, `${path}.${key}`, see);
    else if (target && api.enums.has(target)) see(`${path}.${key}`, target, item);
  }
}

function specInterface(kind: string): string {
  return api.target(kind, api.fieldsOf(`${kind}Props`).get('spec')!.type);
}

function mistakes(kind: string, spec: Schema, wrong: (name: string, schema: Schema) => string[]): string[] {
  const found: string[] = [];
  walk(specInterface(kind), spec, kind, (path, name, schema) => found.push(...wrong(name, schema).map((what) => `${path}: ${what}`)));
  return found;
}

test.each(kinds)('%s has every field of its CRD, aliases under their JSON name', (kind, { spec }) => {
  expect(mistakes(kind, spec, (name, schema) => api.enums.has(name) ? []
    : Object.keys(schema.properties ?? {}).filter((key) => !api.fieldsOf(name).has(ALIASES[key] ?? key)))).toEqual([]);
});

test.each(kinds)('%s has no field that its CRD does not have', (kind, { spec }) => {
  expect(mistakes(kind, spec, (name, schema) => api.enums.has(name) || !schema.properties ? []
    : [...api.fieldsOf(name).keys()].filter((key) => !(key in (schema.properties as object))))).toEqual([]);
});

test.each(kinds)('%s requires what its CRD requires', (kind, { spec }) => {
  expect(mistakes(kind, spec, (name, schema) => {
    if (api.enums.has(name) || !schema.properties) return [];
    const required = [...api.fieldsOf(name)].filter(([, { optional }]) => !optional).map(([key]) => key);
    return required.sort().join() === [...(schema.required ?? []) as string[]].sort().join() ? [] : [required.join()];
  })).toEqual([]);
});

test.each(kinds)('%s has the enum values of its CRD', (kind, { spec }) => {
  expect(mistakes(kind, spec, (name, schema) => {
    const values = [...api.enums.get(name)?.values() ?? []];
    return values.length > 0 ? (schema.enum as string[]).filter((value) => !values.includes(value)) : [];
  })).toEqual([]);
});

test('no enum has a value that no CRD has', () => {
  const seen = new Map<string, string[]>();
  const look = (_: string, name: string, schema: Schema) => {
    if (api.enums.has(name)) seen.set(name, [...seen.get(name) ?? [], ...schema.enum as string[]]);
  };
  for (const [kind, { spec }] of kinds) walk(specInterface(kind), spec, kind, look);
  expect([...seen].filter(([name, values]) => [...api.enums.get(name)!.values()].some((value) => !values.includes(value)))).toEqual([]);
  expect(seen.size).toBeGreaterThan(40);
});

test.each(kinds)('%s has the newest served version, and needs a spec where the CRD does', (kind, { apiVersion, required }) => {
  expect({ version: api.classes.get(kind)?.get('API_VERSION'), kind: api.classes.get(kind)?.get('KIND') })
    .toEqual({ version: apiVersion, kind: kind.split('.')[1] });
  expect(api.fieldsOf(`${kind}Props`).get('spec')?.optional).toBe(!required);
});

test('all 15 kinds of Istio and 11 of the Gateway API are there', () => {
  expect([istio.crds.length, gatewayApi.crds.length, api.classes.size]).toEqual([15, 11, 26]);
});

test('the walk reaches deep fields', () => {
  const paths: string[] = [];
  for (const [kind, { spec }] of kinds) walk(specInterface(kind), spec, kind, (path) => paths.push(path));
  expect(paths).toEqual(expect.arrayContaining([
    'networking.DestinationRule.subsets.trafficPolicy.connectionPool.http.http2KeepAlive', 'gatewayapi.HTTPRoute.rules.backendRefs.filters.urlRewrite.path.type',
  ]));
});
