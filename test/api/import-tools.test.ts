import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inWords, memberName, pathInWords, typeName } from '../../tools/generate-api/naming';
import { newestVersion } from '../../tools/generate-api/newest-version';
import { schemaFacts } from '../../tools/generate-api/schema-facts';
import { crdsOf } from '../../tools/imports/crds';
import { flaggerCrdsOf, rolloutsCrdsOf } from '../../tools/imports/delivery';
import { goTypesOf } from '../../tools/imports/go-types';
import { jsonText } from '../../tools/imports/json-text';
import { istio } from './imports';

const CRD = `
kind: CustomResourceDefinition
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Thing, plural: things }
  versions:
  - { name: v1alpha1, served: false, storage: false, schema: { openAPIV3Schema: { type: object } } }
  - { name: v1beta1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, description: x } }, additionalPrinterColumns: [{ name: A, description: y }] }
  - { name: v1, served: true, storage: false, deprecated: true, deprecationWarning: z, schema: { openAPIV3Schema: { type: object } } }
---
kind: ConfigMap
`;

test('imported JSON keeps a short object on one line, breaks a long one, and leaves out what is undefined', () => {
  const long = { list: Array.from({ length: 40 }, (_, index) => `item-${index}`), short: { a: 1, b: undefined } };
  expect(JSON.parse(jsonText(long))).toEqual({ ...long, short: { a: 1 } });
  expect(jsonText(long).split('\n')).toHaveLength(46);
  expect(jsonText({ a: [1, { b: 2 }] })).toBe('{"a":[1,{"b":2}]}\n');
});

test('of a CRD the served versions are kept, with one schema where they have the same', () => {
  expect(crdsOf(CRD)).toEqual([{
    group: 'example.com', scope: 'Namespaced', names: { kind: 'Thing', plural: 'things' }, schema: { type: 'object' },
    versions: [
      { name: 'v1beta1', served: true, storage: true, additionalPrinterColumns: [{ name: 'A' }], schema: undefined },
      { name: 'v1', served: true, storage: false, deprecated: true, additionalPrinterColumns: undefined, schema: undefined },
    ],
  }]);
});

test('v1 is newer than v1beta1, and v1alpha3 than v1alpha1', () => {
  const [crd] = crdsOf(CRD);
  const named = (...names: string[]) => ({ ...crd, versions: names.map((name) => ({ name, served: true, storage: false })) });
  expect(newestVersion(named('v1beta1', 'v1', 'v1alpha3')).apiVersion).toBe('example.com/v1');
  expect(newestVersion(named('v1alpha1', 'v1alpha3')).apiVersion).toBe('example.com/v1alpha3');
});

test('Go types are read without their comments', () => {
  const folder = mkdtempSync(join(tmpdir(), 'go-types-'));
  writeFileSync(join(folder, 'a_types.go'), `package v1
// type Old struct {
type Route struct {
	metav1.TypeMeta \`json:",inline"\`
	Common \`json:",inline"\`
	// Name says more. +optional
	Name *SectionName \`json:"name,omitempty"\`
	Rules []Rule \`json:"rules"\`
	Labels map[Key]Value \`json:"labels,omitempty"\`
}
type SectionName string
type (
	Duration = v1.Duration
)
`);
  expect(goTypesOf(folder)).toEqual({
    Route: { embeds: ['Common'], fields: { name: 'SectionName', rules: '[]Rule', labels: 'map[Key]Value' } }, SectionName: 'string', Duration: 'v1.Duration',
  });
});

test.each([['ISTIO_MUTUAL', 'ISTIO_MUTUAL'], ['IfNotPresent', 'IF_NOT_PRESENT'], ['URLRewrite', 'URL_REWRITE'], ['TLSV1_2', 'TLSV1_2'], ['*', 'ANY']])(
  'the value %s is the member %s', (value, member) => expect(memberName(value)).toBe(member));

test('a value that makes no name is refused', () => {
  expect(() => memberName('-')).toThrow("the value '-' makes no name of an enum member");
});

test.each([
  ['HTTPRoute', 'HTTPRoute'], ['ConnectionPoolSettings.TCPSettings', 'ConnectionPoolSettingsTCPSettings'], ['SDS', 'Sds'],
  ['MeshConfig.ExtensionProvider.ZipkinTracingProvider', 'ExtensionProviderZipkinTracingProvider'],
  ['MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler.DynatraceApi', 'OpenTelemetryTracingProviderDynatraceSamplerDynatraceApi'],
])('the message %s is the type %s', (path, name) => expect(typeName(path)).toBe(name));

test.each([['caCertificates', 'CA certificates'], ['HTTPMatchRequest', 'HTTP match request'], ['grpcStatus', 'gRPC status'], ['uri', 'URI']])(
  '%s in words is %s', (name, words) => expect(inWords(name)).toBe(words));

test('a nested message in words names its parent', () => {
  expect(pathInWords('Headers.HeaderOperations')).toBe('Header operations of headers');
});

test('facts of a schema are ranges, counts, lengths and short patterns', () => {
  expect(schemaFacts({ type: 'integer', minimum: 1, maximum: 65535 })).toEqual(['1 to 65535']);
  expect(schemaFacts({ type: 'integer', minimum: 0, maximum: 4294967295 })).toEqual(['at least 0']);
  expect(schemaFacts({ type: 'array', maxItems: 8, items: { type: 'string', minLength: 1, pattern: '^a$' } }))
    .toEqual(['at most 8 items', 'each at least 1 character', 'each pattern `^a$`']);
  expect(schemaFacts({ type: 'string', 'x-kubernetes-validations': [{ rule: "duration(self) >= duration('1ms')" }] })).toEqual(['at least `1ms`']);
});

test('protos keep JSON names, oneofs, lists and deprecation', () => {
  const { fields } = istio.protos.messages['istio.networking.v1alpha3.OutlierDetection'];
  expect(fields).toMatchObject({ consecutive5xxErrors: { type: 'google.protobuf.UInt32Value' }, consecutiveErrors: { deprecated: true } });
  expect(istio.protos.messages['istio.networking.v1alpha3.StringMatch'].fields.regex).toEqual({ type: 'string', oneof: 'match_type' });
});

test('a CRD that is no YAML stops the import', () => {
  expect(() => crdsOf("a: 'b")).toThrow('Missing closing');
});

test("Flagger's prose goes before YAML would refuse it", () => {
  const module = mkdtempSync(join(tmpdir(), 'flagger-'));
  mkdirSync(join(module, 'artifacts/flagger'), { recursive: true });
  writeFileSync(join(module, 'artifacts/flagger/crd.yaml'), `
kind: CustomResourceDefinition
spec:
  group: flagger.app
  scope: Namespaced
  names: { kind: Canary, plural: canaries }
  versions:
  - name: v1
    served: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          a:
            description: 'words
            and more: words'
            type: string
`);
  expect(flaggerCrdsOf(module)[0].schema).toEqual({ type: 'object', properties: { a: { type: 'string' } } });
});

test('Pods within kinds of Argo Rollouts are left open', () => {
  const module = mkdtempSync(join(tmpdir(), 'rollouts-'));
  mkdirSync(join(module, 'manifests/crds'), { recursive: true });
  for (const name of ['rollout', 'analysis-template', 'cluster-analysis-template', 'analysis-run', 'experiment']) {
    const pod = { properties: { containers: { type: 'array' }, volumes: { type: 'array' } }, type: 'object' };
    writeFileSync(join(module, `manifests/crds/${name}-crd.yaml`), JSON.stringify({
      kind: 'CustomResourceDefinition',
      spec: {
        group: 'argoproj.io', scope: 'Namespaced', names: { kind: name, plural: name },
        versions: [{ name: 'v1', served: true, schema: { openAPIV3Schema: { properties: { list: { items: pod }, other: { enum: ['a'] } } } } }],
      },
    }));
  }
  expect(rolloutsCrdsOf(module)).toHaveLength(5);
  expect(rolloutsCrdsOf(module)[0].schema).toEqual({
    properties: { list: { items: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } }, other: { enum: ['a'] } },
  });
});
