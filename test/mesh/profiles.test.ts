import { parse } from 'yaml';
import { AccessLog } from '../../src/mesh/access-log';
import { DataPlane } from '../../src/mesh/data-plane';
import { ImageVariant } from '../../src/mesh/image-variant';
import { MeshProps } from '../../src/mesh/mesh-props';
import { Platform } from '../../src/mesh/platform';
import { Profile } from '../../src/mesh/profile';
import { PRESETS } from '../../src/mesh/profile-presets';
import { Scaling } from '../../src/workload/scaling';
import { refusal, synth } from './synth';

const meshConfig = (props: MeshProps) => parse(synth(props).get('ConfigMap', 'istio').data.mesh);
const demo = (props: MeshProps = {}) => ({ ...props, profile: Profile.DEMO });

test('every profile has its preset', () => {
  const profiles = Object.values(Profile).filter((value) => value instanceof Profile);
  expect(profiles.map(({ name }) => name).sort()).toEqual(Object.keys(PRESETS).sort());
});

test.each([Profile.DEFAULT, Profile.MINIMAL])('$name is what a mesh is without a profile', (profile) => {
  expect(synth({ profile }).all).toEqual(synth().all);
});

test('demo shows everything and needs little', () => {
  const manifests = synth(demo());
  expect(manifests.env.PILOT_TRACE_SAMPLING).toBe('100');
  expect(manifests.istiod.resources).toEqual({ requests: { cpu: '10m', memory: '100Mi' } });
  expect(manifests.names('HorizontalPodAutoscaler')).toEqual([]);
  const config = meshConfig(demo());
  expect(config.accessLogFile).toBe('/dev/stdout');
  expect(config.extensionProviders.map(({ name }: any) => name)).toEqual(['otel', 'skywalking', 'otel-tracing', 'jaeger']);
});

test('demo has small agents on the nodes, unless they are told otherwise', () => {
  const resources = (dataPlane: DataPlane, name: string) => synth(demo({ dataPlane })).get('DaemonSet', name).spec.template.spec.containers[0].resources;
  const small = { cpu: '10m', memory: '40Mi' };
  const limits = { memory: '1Gi' };
  expect(resources(DataPlane.sidecarWithCni(), 'istio-cni-node')).toEqual({ requests: small });
  expect(resources(DataPlane.ambient(), 'ztunnel')).toEqual({ requests: small });
  expect(resources(DataPlane.ambient({ ztunnel: { resources: { limits } } }), 'ztunnel')).toEqual({ requests: small, limits });
  expect(resources(DataPlane.sidecarWithCni({ cni: { resources: { requests: { cpu: '1' } } } }), 'istio-cni-node')).toEqual({ requests: { cpu: '1' } });
});

test('ambient has its data plane and distroless images', () => {
  const manifests = synth({ profile: Profile.AMBIENT });
  expect(manifests.env.PILOT_ENABLE_AMBIENT).toBe('true');
  expect(manifests.istiod.image).toBe('docker.io/istio/pilot:1.31.1-distroless');
  expect(manifests.names('DaemonSet').sort()).toEqual(['istio-cni-node', 'ztunnel']);
});

test('stable refuses what is not', () => {
  expect(synth({ profile: Profile.STABLE }).names('ValidatingAdmissionPolicy')).toHaveLength(2);
});

test('preview lets proxies answer DNS', () => {
  expect(meshConfig({ profile: Profile.PREVIEW }).defaultConfig.proxyMetadata).toEqual({ ISTIO_META_DNS_CAPTURE: 'true' });
});

describe('what the user says wins over the profile:', () => {
  test('a property', () => {
    expect(meshConfig(demo({ accessLog: AccessLog.json() })).accessLogEncoding).toBe('JSON');
  });

  test('an option, and the others of the profile stay', () => {
    const manifests = synth(demo({ istiod: { scaling: Scaling.automatic() } }));
    expect(manifests.names('HorizontalPodAutoscaler')).toEqual(['istiod']);
    expect(manifests.env.PILOT_TRACE_SAMPLING).toBe('100');
  });

  test('requests as a whole, and the limits besides', () => {
    expect(synth(demo({ istiod: { resources: { requests: { cpu: '2' } } } })).istiod.resources).toEqual({ requests: { cpu: '2' } });
    expect(synth(demo({ istiod: { resources: { limits: { cpu: '2' } } } })).istiod.resources).toEqual({
      requests: { cpu: '10m', memory: '100Mi' }, limits: { cpu: '2' },
    });
  });

  test('a setting of the config', () => {
    expect(meshConfig(demo({ config: { accessLogFile: '' } })).accessLogFile).toBe('');
    expect(meshConfig(demo({ config: { extensionProviders: [] } })).extensionProviders).toEqual([]);
    expect(meshConfig(demo({ config: { connectTimeout: '3s' } })).extensionProviders).toHaveLength(4);
  });

  test('a flag', () => {
    const proxy = { dnsCapture: false };
    expect(meshConfig({ profile: Profile.PREVIEW, proxy }).defaultConfig.proxyMetadata).toEqual({ ISTIO_META_DNS_CAPTURE: 'false' });
  });

  test('a variant, also one in a tag', () => {
    const profile = Profile.AMBIENT;
    expect(synth({ profile, variant: ImageVariant.DEBUG }).istiod.image).toBe('docker.io/istio/pilot:1.31.1-debug');
    expect(synth({ profile, tag: '1.31.1-debug' }).istiod.image).toBe('docker.io/istio/pilot:1.31.1-debug');
  });

  test('a data plane with options', () => {
    const dataPlane = DataPlane.ambient({ ztunnel: { podLabels: { team: 'mesh' } } });
    expect(synth({ profile: Profile.AMBIENT, dataPlane }).get('DaemonSet', 'ztunnel').spec.template.metadata.labels).toMatchObject({ team: 'mesh' });
  });
});

test('a profile wins over what is the custom on a platform', () => {
  const { env } = synth({ profile: Profile.AMBIENT, platform: Platform.OPENSHIFT });
  expect(env).toMatchObject({ PILOT_ENABLE_AMBIENT: 'true', PLATFORM: 'openshift' });
});

test.each<[MeshProps, string]>([
  [{ profile: Profile.AMBIENT, dataPlane: DataPlane.sidecar() },
    "Mesh 'prod/mesh': profile 'ambient' and a dataPlane with sidecars contradict each other; leave out one of them, or take DataPlane.ambient()"],
  [{ profile: Profile.STABLE, stableValidationPolicy: false },
    "Mesh 'prod/mesh': profile 'stable' and stableValidationPolicy false contradict each other; leave out one of them"],
])('what takes from a profile its sense is refused', (props, message) => {
  expect(refusal(props)).toThrow(message);
});
