import { ConfigValidation } from '../../src/mesh/config-validation';
import { MeshProps } from '../../src/mesh/mesh-props';
import { CA_PEM } from './ca-pem';
import { Manifests, refusal, synth } from './synth';

const VALIDATORS = ['istio-validator-istio-system', 'istiod-default-validator'];
const clients = (manifests: Manifests) => VALIDATORS.map((name) => manifests.get('ValidatingWebhookConfiguration', name).webhooks[0].clientConfig);
const BUNDLE = Buffer.from(CA_PEM).toString('base64');

test('nobody need be asked', () => {
  const manifests = synth({ validation: ConfigValidation.off() });
  expect(manifests.names('ValidatingWebhookConfiguration')).toEqual([]);
});

test('a CA that is known beforehand is named, and istiod leaves it alone', () => {
  const manifests = synth({ validation: ConfigValidation.istiodSignedBy(CA_PEM) });
  for (const client of clients(manifests)) expect(client).toEqual({ service: expect.objectContaining({ name: 'istiod' }), caBundle: BUNDLE });
  expect(manifests.env.VALIDATION_WEBHOOK_CONFIG_NAME).toBe('');
});

test('without one, istiod names its own', () => {
  const manifests = synth();
  for (const client of clients(manifests)) expect(client).not.toHaveProperty('caBundle');
  expect(manifests.env).not.toHaveProperty('VALIDATION_WEBHOOK_CONFIG_NAME');
});

test('a server out of the cluster is asked by its address', () => {
  const url = 'https://istiod.example.com:15017/validate';
  for (const client of clients(synth({ validation: ConfigValidation.url(url) }))) expect(client).toEqual({ url });
  for (const client of clients(synth({ validation: ConfigValidation.url(url, CA_PEM) }))) expect(client).toEqual({ url, caBundle: BUNDLE });
});

describe('the stable validation policy', () => {
  const manifests = synth({ stableValidationPolicy: true });

  test.each([
    ['stable-channel-policy-istio-system.istio.io', { operator: 'In', values: ['default'] }],
    ['stable-channel-default-policy.istio.io', { operator: 'DoesNotExist' }],
  ])('%s judges its own objects', (name, condition) => {
    const { spec } = manifests.get('ValidatingAdmissionPolicy', name);
    expect(spec.matchConstraints.objectSelector.matchExpressions).toEqual([{ key: 'istio.io/rev', ...condition }]);
    expect(spec.validations.map(({ message }: any) => message)).toContain('EnvoyFilter is not a stable kind of Istio');
  });

  test('holds by its bindings', () => {
    const bound = manifests.all.filter(({ kind }) => kind === 'ValidatingAdmissionPolicyBinding').map(({ spec }) => spec);
    expect(bound).toEqual([
      { policyName: 'stable-channel-policy-istio-system.istio.io', validationActions: ['Deny'] },
      { policyName: 'stable-channel-default-policy.istio.io', validationActions: ['Deny'] },
    ]);
  });

  test('of a further revision judges the objects of that only', () => {
    const further = synth({ stableValidationPolicy: true, revision: 'next', clusterWide: false });
    expect(further.names('ValidatingAdmissionPolicy')).toEqual(['stable-channel-policy-next-istio-system.istio.io']);
  });
});

test.each<[string, MeshProps, string]>([
  ['an address without TLS', { validation: ConfigValidation.url('http://istiod.example.com/validate') },
    "validation URL 'http://istiod.example.com/validate' is none that the API server asks (https, no user, query or fragment); "
    + "write it like 'https://istiod.example.com/validate'"],
  ['an address that is none', { validation: ConfigValidation.url('istiod') }, "validation URL 'istiod' is none"],
  ['a bundle that is none', { validation: ConfigValidation.istiodSignedBy('Y2E=') }, "the CA bundle of validation has no PEM block 'CERTIFICATE'"],
])('%s is refused', (_, props, message) => {
  expect(refusal(props)).toThrow(message);
});
