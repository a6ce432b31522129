import { Duration } from 'cdk8s';
import { parse } from 'yaml';
import { CaCertificates } from '../../src/ca/ca-certificates';
import { CertificateAuthority } from '../../src/ca/certificate-authority';
import { RootRotation } from '../../src/ca/root-rotation';
import { RootRotationOptions } from '../../src/ca/root-rotation-options';
import { RotationStage } from '../../src/ca/rotation-stage';
import { Manifests, refusal, synth } from '../mesh/synth';
import { days, Made, make, NOW } from './make-certificates';

const { OLD_ROOT, BOTH_ROOTS, NEW_INTERMEDIATE, NEW_ROOT } = RotationStage;
const STAGES = Object.values(RotationStage);

let oldRoot: Made;
let newRoot: Made;
let options: RootRotationOptions;
beforeAll(async () => {
  oldRoot = await make({ name: 'Root 1' });
  newRoot = await make({ name: 'Root 2' });
  const ca = async (root: Made) => CaCertificates.pem({ rootCert: root.pem, caCert: (await make({ name: `CA of ${root.certificate.subject}`, issuer: root })).pem });
  options = {
    from: { secretName: 'cacerts', certificates: await ca(oldRoot) },
    to: { secretName: 'cacerts-2', certificates: await ca(newRoot) },
    validAt: NOW,
  };
});

/** A mesh at a stage, which comes after the one before it. */
function at(stage: RotationStage, change: Partial<RootRotationOptions> = {}): Manifests {
  return synth({ ca: new RootRotation({ ...options, ...change }).at(stage, STAGES[Math.max(0, STAGES.indexOf(stage) - 1)]) });
}

const volume = (manifests: Manifests) => (
  manifests.get('Deployment', 'istiod').spec.template.spec.volumes.find(({ name }: any) => name === 'cacerts')
);
const items = (certificate: string, key: string, chain: string) => (
  [{ key: certificate, path: 'ca-cert.pem' }, { key, path: 'ca-key.pem' }, { key: chain, path: 'cert-chain.pem' }]
);
const roots = { configMap: { name: 'istiod-ca-roots', items: [{ key: 'root-cert.pem', path: 'root-cert.pem' }] } };

test('before, the old CA is plugged in, and after, the new one', () => {
  expect(volume(at(OLD_ROOT)).secret).toEqual({ secretName: 'cacerts' });
  expect(volume(at(NEW_ROOT)).secret).toEqual({ secretName: 'cacerts-2' });
  for (const stage of [OLD_ROOT, NEW_ROOT]) {
    expect(at(stage).names('ConfigMap')).not.toContain('istiod-ca-roots');
    expect(at(stage).env).not.toHaveProperty('ISTIO_MULTIROOT_MESH');
  }
});

test('first the old CA signs, with both roots beside it', () => {
  expect(volume(at(BOTH_ROOTS)).projected.sources).toEqual([{ secret: { name: 'cacerts', items: items('ca-cert.pem', 'ca-key.pem', 'cert-chain.pem') } }, roots]);
});

test('then the new CA signs, with both roots beside it', () => {
  expect(volume(at(NEW_INTERMEDIATE)).projected.sources).toEqual([{ secret: { name: 'cacerts-2', items: items('ca-cert.pem', 'ca-key.pem', 'cert-chain.pem') } }, roots]);
});

test.each([BOTH_ROOTS, NEW_INTERMEDIATE])("at the stage '%s' both roots are told to all", (stage) => {
  const manifests = at(stage);
  expect(manifests.get('ConfigMap', 'istiod-ca-roots').data['root-cert.pem'].replace(/\n+/g, '\n')).toBe(oldRoot.pem.replace(/\n+/g, '\n') + newRoot.pem.replace(/\n+/g, '\n'));
  expect(manifests.env).toMatchObject({ ISTIO_MULTIROOT_MESH: 'true' });
  expect(parse(manifests.get('ConfigMap', 'istio').data.mesh).defaultConfig.proxyMetadata).toEqual({ PROXY_CONFIG_XDS_AGENT: 'true' });
});

test('every stage starts istiod anew', () => {
  const templates = STAGES.map((stage) => JSON.stringify(at(stage).get('Deployment', 'istiod').spec.template));
  expect(new Set(templates).size).toBe(STAGES.length);
});

test('the two Secrets may be those of cert-manager', () => {
  const tls = { from: { ...options.from, tls: true }, to: { ...options.to, tls: true } };
  expect(volume(at(BOTH_ROOTS, tls)).projected.sources[0].secret.items).toEqual(items('tls.crt', 'tls.key', 'tls.crt'));
});

test('the old CA may be the one that istiod made', () => {
  const own = { from: { secretName: 'istio-ca-secret', certificates: CaCertificates.pem({ rootCert: oldRoot.pem, caCert: oldRoot.pem }) } };
  expect(at(OLD_ROOT, own).all).toEqual(synth({ ca: CertificateAuthority.selfSigned() }).all);
  expect(volume(at(BOTH_ROOTS, own)).projected.sources[0]).toEqual({ secret: { name: 'istio-ca-secret', items: items('ca-cert.pem', 'ca-key.pem', 'ca-cert.pem') } });
});

test.each([
  [OLD_ROOT, NEW_INTERMEDIATE, "'both roots'", 'both roots'],
  [OLD_ROOT, NEW_ROOT, "'both roots' and 'new intermediate'", 'both roots'],
  [BOTH_ROOTS, NEW_ROOT, "'new intermediate'", 'new intermediate'],
  [NEW_ROOT, BOTH_ROOTS, "'new intermediate'", 'new intermediate'],
  [NEW_ROOT, OLD_ROOT, "'both roots' and 'new intermediate'", 'new intermediate'],
])("from '%s' to '%s' no stage is left out", (reached, stage, between, next) => {
  expect(() => new RootRotation(options).at(stage, reached)).toThrow(
    `Root rotation: stage '${stage}' cannot follow '${reached}', between them is ${between}; go to '${next}' first, and on when what the next step demands holds`);
});

test('a program that says nothing of the stage reached can only begin', () => {
  expect(() => new RootRotation(options).at(BOTH_ROOTS)).not.toThrow();
  expect(() => new RootRotation(options).at(NEW_INTERMEDIATE)).toThrow("cannot follow 'old root'");
});

test('a step can be taken back', () => {
  expect(() => new RootRotation(options).at(BOTH_ROOTS, NEW_INTERMEDIATE)).not.toThrow();
});

test('every step says what must hold before, and how to see it', () => {
  const { steps } = new RootRotation(options);
  expect(steps.map(({ stage }) => stage)).toEqual([BOTH_ROOTS, NEW_INTERMEDIATE, NEW_ROOT]);
  for (const { before, check } of steps) expect([before, check].every((text) => text.length > 10)).toBe(true);
});

test('both CAs have Secrets of their own', () => {
  expect(refusal({ ca: new RootRotation({ ...options, to: { ...options.to, secretName: 'cacerts' } }).at(OLD_ROOT) })).toThrow(
    "old and new CA are both in the Secret 'cacerts'; put the new CA into a Secret of its own");
});

test("the new CA is not istiod's own", () => {
  expect(refusal({ ca: new RootRotation({ ...options, to: { ...options.to, secretName: 'istio-ca-secret' } }).at(OLD_ROOT) })).toThrow(
    "CA secret 'istio-ca-secret' is the one that istiod writes itself");
});

test('without another root there is nothing to rotate', () => {
  expect(refusal({ ca: new RootRotation({ ...options, to: { ...options.from, secretName: 'cacerts-2' } }).at(OLD_ROOT) })).toThrow(
    "the new CA has the root 'CN=Root 1' of the old one, there is no root to rotate; put the new CA into the Secret of the old one: istiod takes it at once");
});

test('all certificates hold as long as the rotation takes, at every stage', () => {
  expect(refusal({ ca: new RootRotation({ ...options, validFor: Duration.days(101) }).at(OLD_ROOT) })).toThrow('expires on 2030-09-09T00:00:00Z, it must be valid on 2030-09-10T00:00:00Z');
  expect(refusal({ ca: new RootRotation({ ...options, validAt: days(99) }).at(OLD_ROOT) })).not.toThrow();
});

test('an old CA that has expired keeps nobody from going on', async () => {
  const root = await make({ name: 'Root 0', notAfter: days(-1) });
  const from = { secretName: 'cacerts', certificates: CaCertificates.pem({ rootCert: root.pem, caCert: root.pem }) };
  for (const stage of [OLD_ROOT, BOTH_ROOTS]) expect(() => at(stage, { from })).toThrow("certificate 'CN=Root 0' expires on");
  for (const stage of [NEW_INTERMEDIATE, NEW_ROOT]) expect(() => at(stage, { from })).not.toThrow();
});
