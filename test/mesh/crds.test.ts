import { synth } from './synth';

const crd = (name: string) => synth().get('CustomResourceDefinition', name);

test("Istio's fifteen kinds are there", () => {
  expect(synth().names('CustomResourceDefinition').sort()).toEqual([
    'authorizationpolicies.security.istio.io', 'destinationrules.networking.istio.io', 'envoyfilters.networking.istio.io',
    'gateways.networking.istio.io', 'peerauthentications.security.istio.io', 'proxyconfigs.networking.istio.io',
    'requestauthentications.security.istio.io', 'serviceentries.networking.istio.io', 'sidecars.networking.istio.io',
    'telemetries.telemetry.istio.io', 'trafficextensions.extensions.istio.io', 'virtualservices.networking.istio.io',
    'wasmplugins.extensions.istio.io', 'workloadentries.networking.istio.io', 'workloadgroups.networking.istio.io',
  ]);
});

test('old versions are served too, so that an upgrade finds what it stored', () => {
  const versions = crd('virtualservices.networking.istio.io').spec.versions.map(({ name, served, storage }: any) => ({ name, served, storage }));
  expect(versions).toEqual([
    { name: 'v1', served: true, storage: true }, { name: 'v1alpha3', served: true, storage: false }, { name: 'v1beta1', served: true, storage: false },
  ]);
});

test('every version has a schema', () => {
  for (const { spec } of synth().all.filter(({ kind }) => kind === 'CustomResourceDefinition')) {
    for (const { schema } of spec.versions) expect(schema.openAPIV3Schema.properties.spec).toBeDefined();
  }
});

test('the CRDs belong to Istio and are not versioned by revision', () => {
  expect(synth({ revision: 'canary' }).get('CustomResourceDefinition', 'gateways.networking.istio.io').metadata).toEqual({
    name: 'gateways.networking.istio.io',
    labels: { 'app.kubernetes.io/part-of': 'istio', 'app.kubernetes.io/version': '1.31.1' },
  });
});
