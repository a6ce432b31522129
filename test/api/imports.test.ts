import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Crd } from '../../tools/imports/crds';
import { istioRuleMessage } from '../../tools/imports/rule-messages';
import { Schema, withoutProse } from '../../tools/imports/schema';
import { gatewayApi, IMPORTS, istio } from './imports';

const files = (readdirSync(IMPORTS, { recursive: true }) as string[]).filter((file) => file.endsWith('.json'));
const crds = [...istio.crds, ...gatewayApi.crds].map((crd): [string, Crd] => [`${crd.group}/${crd.names.kind}`, crd]);
const olderCrds = ['1.29', '1.30'].flatMap((minor) => (JSON.parse(readFileSync(join(IMPORTS, 'istio', minor, 'crds.json'), 'utf8')).crds as Crd[])
  .map((crd): [string, Crd] => [`${crd.group}/${crd.names.kind} of ${minor}`, crd]));
const istioCrds = [...istio.crds, ...olderCrds.map(([, crd]) => crd)];
const keep = (rule: string) => istioCrds.some((crd) => JSON.stringify(crd).includes(JSON.stringify(rule))) ? istioRuleMessage(rule) : undefined;

test.each(files)('%s says where it comes from and is small', (file) => {
  const { source } = JSON.parse(readFileSync(join(IMPORTS, file), 'utf8'));
  expect(source).toEqual({ module: expect.any(String), version: expect.stringMatching(/^v\d+\.\d+\.\d+$/) });
  expect(statSync(join(IMPORTS, file)).size).toBeLessThan(200_000);
});

test.each([...crds, ...olderCrds])('%s has no prose of others', (_, { schema, versions }) => {
  expect(withoutProse(schema, keep)).toEqual(schema);
  expect(versions.flatMap(({ additionalPrinterColumns = [] }) => additionalPrinterColumns).filter((column) => 'description' in column)).toEqual([]);
});

test('the schemas of Kubernetes have no prose', () => {
  const { definitions } = JSON.parse(readFileSync(join(IMPORTS, 'kubernetes/1.36/schemas.json'), 'utf8')) as { definitions: Record<string, Schema> };
  expect(Object.entries(definitions).filter(([, schema]) => JSON.stringify(withoutProse(schema)) !== JSON.stringify(schema))).toEqual([]);
});

test.each([...crds, ...olderCrds])('%s is enough to emit the CRD: names, scope, one stored version, a schema', (_, crd) => {
  expect(crd).toMatchObject({
    group: expect.any(String), scope: expect.stringMatching(/^(Namespaced|Cluster)$/), names: { plural: expect.any(String) }, schema: { type: 'object' },
  });
  expect(crd.versions.filter(({ storage }) => storage)).toHaveLength(1);
  expect(crd.versions.every(({ served }) => served)).toBe(true);
});

test('a VirtualService is served in three versions', () => {
  const virtualService = istio.crds.find(({ names }) => names.kind === 'VirtualService');
  expect(virtualService?.versions.map(({ name }) => name)).toEqual(['v1', 'v1alpha3', 'v1beta1']);
});

test('every rule of more than one line has a message, as the API server wants', () => {
  const rules = JSON.stringify(istio.crds).match(/"rule":"[^"\\]*(\\.[^"\\]*)*"[^}]*/g) ?? [];
  expect(rules.filter((rule) => rule.includes('\\n') && !rule.includes('"message":'))).toEqual([]);
  expect(rules.length).toBeGreaterThan(100);
});

test('a rule without a message of ours stops the import', () => {
  expect(() => istioRuleMessage('self > 1')).toThrow('no message for the rule "self > 1"; add one to tools/imports/rule-messages.ts');
});

test('the keyword description goes, a property of that name stays', () => {
  const schema = { description: 'x', properties: { description: { type: 'string', description: 'y' } }, 'x-kubernetes-validations': [{ rule: 'a', message: 'b' }] };
  expect(withoutProse(schema)).toEqual({ properties: { description: { type: 'string' } }, 'x-kubernetes-validations': [{ rule: 'a' }] });
});
