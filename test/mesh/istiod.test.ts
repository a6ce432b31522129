import { ImagePullPolicy } from '../../src/workload/image-pull-policy';
import { Scaling } from '../../src/workload/scaling';
import { synth } from './synth';

test("istiod runs the release's image from Docker Hub", () => {
  expect(synth().istiod.image).toBe('docker.io/istio/pilot:1.31.1');
});

test('hub, tag and pull policy are told to the node', () => {
  const { istiod } = synth({ hub: 'registry.example.com:5000/mesh/istio', tag: '1.31.1-distroless', imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT });
  expect(istiod).toMatchObject({ image: 'registry.example.com:5000/mesh/istio/pilot:1.31.1-distroless', imagePullPolicy: 'IfNotPresent' });
});

test('istiod pulls with the given secrets, the reader runs nothing', () => {
  const manifests = synth({ imagePullSecrets: ['regcred'] });
  expect(manifests.get('ServiceAccount', 'istiod').imagePullSecrets).toEqual([{ name: 'regcred' }]);
  expect(manifests.get('ServiceAccount', 'istio-reader-service-account')).not.toHaveProperty('imagePullSecrets');
});

test('istiod asks for what a small mesh needs', () => {
  expect(synth().istiod.resources).toEqual({ requests: { cpu: '500m', memory: '2048Mi' } });
});

test('requests and limits are replaced each as a whole', () => {
  const { resources } = synth({ istiod: { resources: { requests: { cpu: '50m' }, limits: {} } } }).istiod;
  expect(resources).toEqual({ requests: { cpu: '50m' } });
});

test('istiod knows its revision, cluster and the share of traces', () => {
  expect(synth({ revision: 'canary', clusterName: 'east', istiod: { traceSampling: 0 } }).env).toMatchObject({
    REVISION: 'canary', CLUSTER_ID: 'east', PILOT_TRACE_SAMPLING: '0',
  });
});

test('the default revision has a name there', () => {
  expect(synth().env).toMatchObject({ REVISION: 'default', CLUSTER_ID: 'Kubernetes', PILOT_TRACE_SAMPLING: '1' });
});

test('with the policy FIPS 140-3 the Go runtime refuses other cryptography, unless it is told otherwise', () => {
  const env = { COMPLIANCE_POLICY: 'fips-140-3' };
  expect(synth({ istiod: { env } }).env).toMatchObject({ ...env, GODEBUG: 'fips140=only' });
  expect(synth({ istiod: { env: { ...env, GODEBUG: 'fips140=on' } } }).env).toMatchObject({ ...env, GODEBUG: 'fips140=on' });
  expect(synth().env).not.toHaveProperty('GODEBUG');
});

test('feature flags reach istiod, and one that the mesh only suggests can be overridden', () => {
  const env = { PILOT_ENABLE_METADATA_EXCHANGE: 'false', CA_TRUSTED_NODE_ACCOUNTS: 'kube-system/ztunnel' };
  expect(synth({ istiod: { env } }).env).toMatchObject(env);
});

test('ztunnel is trusted in the namespace of istiod', () => {
  expect(synth({ namespace: 'mesh' }).env.CA_TRUSTED_NODE_ACCOUNTS).toBe('mesh/ztunnel');
});

test('every variable of istiod is set once', () => {
  const names = synth({ istiod: { env: { CA_TRUSTED_NODE_ACCOUNTS: 'a/b' } } }).istiod.env.map(({ name }: any) => name);
  expect(new Set(names).size).toBe(names.length);
});

test.each([true, false])('native sidecars can be decided: %s', (nativeSidecars) => {
  expect(synth({ proxy: { nativeSidecars } }).env.ENABLE_NATIVE_SIDECARS).toBe(String(nativeSidecars));
});

test('without a word istiod decides on native sidecars', () => {
  expect(synth().env).not.toHaveProperty('ENABLE_NATIVE_SIDECARS');
});

test('arguments follow those of the mesh', () => {
  const { args } = synth({ clusterDomain: 'corp.local', istiod: { logLevel: 'default:warn', extraArgs: ['--clusterAliases', 'a=b'] } }).istiod;
  expect(args).toEqual([
    'discovery', '--monitoringAddr=:15014', '--log_output_level=default:warn', '--domain', 'corp.local',
    '--keepaliveMaxServerConnectionAge', '30m', '--clusterAliases', 'a=b',
  ]);
});

test('pods are placed where they are told to', () => {
  const affinity = { podAntiAffinity: {} };
  const spread = [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' }];
  const { spec } = synth({
    istiod: {
      nodeSelector: { pool: 'mesh' }, tolerations: [{ key: 'mesh', operator: 'Exists' }], affinity, topologySpreadConstraints: spread, priorityClassName: 'high',
    },
  }).get('Deployment', 'istiod').spec.template;
  expect(spec).toMatchObject({
    nodeSelector: { pool: 'mesh' },
    tolerations: [{ key: 'cni.istio.io/not-ready', operator: 'Exists' }, { key: 'mesh', operator: 'Exists' }],
    affinity,
    topologySpreadConstraints: spread,
    priorityClassName: 'high',
  });
});

test("pods carry the user's labels and annotations beside those by which they are found", () => {
  const { metadata } = synth({ istiod: { podLabels: { team: 'mesh' }, podAnnotations: { note: 'x' } } }).get('Deployment', 'istiod').spec.template;
  expect(metadata).toMatchObject({ labels: { team: 'mesh', app: 'istiod', istio: 'pilot' }, annotations: { 'note': 'x', 'prometheus.io/port': '15014' } });
});

test('the selector of the default revision is the one that Deployments of Istio always had', () => {
  const manifests = synth();
  expect(manifests.get('Deployment', 'istiod').spec.selector.matchLabels).toEqual({ istio: 'pilot' });
  expect(manifests.get('Service', 'istiod').spec.selector).toEqual({ app: 'istiod', istio: 'pilot' });
});

test('the selector of a revision names it', () => {
  const manifests = synth({ revision: 'canary' });
  const selector = { 'app': 'istiod', 'istio.io/rev': 'canary' };
  const { spec } = manifests.get('Deployment', 'istiod-canary');
  expect(spec.selector.matchLabels).toEqual(selector);
  expect(spec.template.metadata.labels).toMatchObject({ ...selector, istio: 'istiod' });
  expect(manifests.get('Service', 'istiod-canary').spec.selector).toEqual(selector);
});

test('by default an autoscaler sets the number of pods, the Deployment does not', () => {
  const manifests = synth();
  expect(manifests.get('Deployment', 'istiod').spec).not.toHaveProperty('replicas');
  expect(manifests.get('HorizontalPodAutoscaler', 'istiod').spec).toMatchObject({
    minReplicas: 1, maxReplicas: 5, metrics: [{ resource: { name: 'cpu', target: { averageUtilization: 80 } } }],
  });
  expect(manifests.names('PodDisruptionBudget')).toEqual([]);
});

test('memory counts where an aim is given', () => {
  const { metrics } = synth({ istiod: { scaling: Scaling.automatic({ targetMemoryPercent: 70 }) } }).get('HorizontalPodAutoscaler', 'istiod').spec;
  expect(metrics.map(({ resource }: any) => [resource.name, resource.target.averageUtilization])).toEqual([['cpu', 80], ['memory', 70]]);
});

test('at most as many pods as at least, where more than five are wanted', () => {
  const { spec } = synth({ istiod: { scaling: Scaling.automatic({ minReplicas: 7 }) } }).get('HorizontalPodAutoscaler', 'istiod');
  expect(spec).toMatchObject({ minReplicas: 7, maxReplicas: 7 });
});

test('a fixed number stands in the Deployment', () => {
  const manifests = synth({ istiod: { scaling: Scaling.fixed(1) } });
  expect(manifests.get('Deployment', 'istiod').spec.replicas).toBe(1);
  expect(manifests.names('HorizontalPodAutoscaler')).toEqual([]);
});

test.each([Scaling.fixed(2), Scaling.automatic({ minReplicas: 2 })])('of two pods one stays during maintenance', (scaling) => {
  const { spec } = synth({ istiod: { scaling } }).get('PodDisruptionBudget', 'istiod');
  expect(spec).toEqual({ minAvailable: 1, selector: { matchLabels: { app: 'istiod', istio: 'pilot' } } });
});

test('the budget for maintenance has the labels by which istiod is found', () => {
  const { metadata } = synth({ istiod: { scaling: Scaling.fixed(2) } }).get('PodDisruptionBudget', 'istiod');
  expect(metadata.labels).toMatchObject({ app: 'istiod', istio: 'pilot' });
});
