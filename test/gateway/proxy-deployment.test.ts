import { Chart, Duration } from 'cdk8s';
import { IngressGateway, IngressGatewayProps } from '../../src/gateway/ingress-gateway';
import { Listener } from '../../src/gateway/listener';
import { ImagePullPolicy } from '../../src/workload/image-pull-policy';
import { Scaling } from '../../src/workload/scaling';
import { ingressChart, only } from './synth';

function chartWith(props: IngressGatewayProps = {}): Chart {
  const chart = ingressChart();
  new IngressGateway(chart, 'istio-ingressgateway', props).addListener('http', Listener.http({ hosts: ['*'] }));
  return chart;
}
const deployment = (props?: IngressGatewayProps) => only(chartWith(props), 'Deployment');
const pod = (props?: IngressGatewayProps) => deployment(props).spec.template;
const container = (props?: IngressGatewayProps) => pod(props).spec.containers[0];
const mesh = (revision: string) => ({ meshRef: { namespace: 'istio-system', revision, trustDomain: 'cluster.local', clusterDomain: 'cluster.local' } });

test('pods ask the injector for its gateway template', () => {
  expect(pod().metadata).toMatchObject({
    labels: { 'sidecar.istio.io/inject': 'true' }, annotations: { 'inject.istio.io/templates': 'gateway' },
  });
});

test('the injector fills in the image of the proxy', () => {
  expect(container()).toMatchObject({ name: 'istio-proxy', image: 'auto', imagePullPolicy: 'IfNotPresent' });
});

test('the pull policy can be said', () => {
  expect(container({ imagePullPolicy: ImagePullPolicy.ALWAYS }).imagePullPolicy).toBe('Always');
});

test('a revision of the mesh is asked for by label', () => {
  expect(pod({ mesh: mesh('canary') }).metadata.labels).toMatchObject({ 'istio.io/rev': 'canary' });
});

test('without revision there is no label of one', () => {
  expect(pod({ mesh: mesh('') }).metadata.labels).not.toHaveProperty(['istio.io/rev']);
});

test('the ambient data plane leaves the pods alone', () => {
  expect(pod().metadata.labels).toMatchObject({ 'istio.io/dataplane-mode': 'none' });
});

test('pods are found by app and istio', () => {
  const { spec } = deployment();
  expect(spec.selector.matchLabels).toEqual({ app: 'istio-ingressgateway', istio: 'ingressgateway' });
  expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels);
});

test('the proxy may listen on ports below 1024 without being root', () => {
  expect(pod().spec.securityContext.sysctls).toEqual([{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }]);
  expect(container().securityContext).toMatchObject({ runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
});

test('the account of the proxies may read Secrets of its namespace, no others', () => {
  const chart = chartWith();
  expect(only(chart, 'Role')).toMatchObject({ metadata: { namespace: 'istio-ingress' }, rules: [{ resources: ['secrets'], verbs: ['get', 'list', 'watch'] }] });
  expect(only(chart, 'RoleBinding')).toMatchObject({
    roleRef: { kind: 'Role', name: 'istio-ingressgateway' },
    subjects: [{ kind: 'ServiceAccount', name: 'istio-ingressgateway', namespace: 'istio-ingress' }],
  });
  expect(pod().spec.serviceAccountName).toBe(only(chart, 'ServiceAccount').metadata.name);
});

test('CPU decides on one to five proxies, and the Deployment names no number', () => {
  const chart = chartWith();
  expect(only(chart, 'HorizontalPodAutoscaler').spec).toEqual({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'istio-ingressgateway' },
    minReplicas: 1, maxReplicas: 5,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
  });
  expect(only(chart, 'Deployment').spec).not.toHaveProperty('replicas');
});

test('more than five at least raises the most', () => {
  expect(only(chartWith({ scaling: Scaling.automatic({ minReplicas: 8 }) }), 'HorizontalPodAutoscaler').spec).toMatchObject({ minReplicas: 8, maxReplicas: 8 });
});

test('a fixed number needs no autoscaler', () => {
  const chart = chartWith({ scaling: Scaling.fixed(3) });
  expect(only(chart, 'Deployment').spec.replicas).toBe(3);
  expect(chart.toJson().map(({ kind }) => kind)).not.toContain('HorizontalPodAutoscaler');
});

test.each([Scaling.fixed(2), Scaling.automatic({ minReplicas: 2 })])('two proxies or more leave one by one', (scaling) => {
  expect(only(chartWith({ scaling }), 'PodDisruptionBudget').spec).toEqual({
    maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: { app: 'istio-ingressgateway', istio: 'ingressgateway' } },
  });
});

test('a single proxy has no budget, which would hold up its node for ever', () => {
  expect(chartWith().toJson().map(({ kind }) => kind)).not.toContain('PodDisruptionBudget');
});

test('requests and limits have defaults', () => {
  expect(container().resources).toEqual({ requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '2', memory: '1Gi' } });
});

test('limits can be taken away', () => {
  expect(container({ resources: { limits: {} } }).resources).toEqual({ requests: { cpu: '100m', memory: '128Mi' } });
});

test('what else a pod can be told', () => {
  const toleration = { key: 'edge', operator: 'Exists', effect: 'NoSchedule' };
  const spread = { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' };
  const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } };
  expect(pod({
    podLabels: { team: 'edge' }, podAnnotations: { 'proxy.istio.io/config': 'concurrency: 2' }, env: { ISTIO_META_X: 'y' },
    nodeSelector: { edge: 'true' }, tolerations: [toleration], topologySpreadConstraints: [spread], affinity,
    priorityClassName: 'edge', imagePullSecrets: ['registry'], terminationGracePeriod: Duration.minutes(1),
  })).toMatchObject({
    metadata: { labels: { team: 'edge' }, annotations: { 'proxy.istio.io/config': 'concurrency: 2' } },
    spec: {
      containers: [{ env: [{ name: 'ISTIO_META_X', value: 'y' }] }],
      nodeSelector: { edge: 'true' }, tolerations: [toleration], topologySpreadConstraints: [spread], affinity,
      priorityClassName: 'edge', imagePullSecrets: [{ name: 'registry' }], terminationGracePeriodSeconds: 60,
    },
  });
});

test.each<[string, IngressGatewayProps, string]>([
  ['no proxies', { scaling: Scaling.fixed(0) }, 'proxy replicas is 0, whole numbers from 1 on are allowed; give such a number'],
  ['half a proxy', { scaling: Scaling.automatic({ minReplicas: 1.5 }) }, 'proxy minReplicas is 1.5, whole numbers from 1 on are allowed'],
  ['no percent', { scaling: Scaling.automatic({ targetCpuPercent: 0 }) }, 'proxy targetCpuPercent is 0, whole numbers from 1 on are allowed'],
  ['no most', { scaling: Scaling.automatic({ maxReplicas: 0 }) }, 'proxy maxReplicas is 0, whole numbers from 1 on are allowed'],
  ['fewest above most', { scaling: Scaling.automatic({ minReplicas: 3, maxReplicas: 2 }) },
    'proxy minReplicas 3 is more than maxReplicas 2, at most maxReplicas is allowed; lower minReplicas or raise maxReplicas'],
  ['CPU autoscaling without CPU request', { resources: { requests: {}, limits: {} } },
    `the proxies request no CPU, against which autoscaling measures its target; give 'resources' a CPU request, or take Scaling.fixed()`],
  ['a label that the gateway owns', { podLabels: { app: 'mine' } }, `pod label 'app' is set by the gateway itself; leave it out`],
  ['a label value that is none', { podLabels: { team: 'a b' } }, `pod label 'team' 'a b' is not a label value`],
  ['a pull secret that is no name', { imagePullSecrets: ['My Secret'] }, `image pull secret 'My Secret' is not a DNS name`],
])('an error is %s', (_, props, message) => {
  expect(() => chartWith(props)).toThrow(`IngressGateway 'edge/istio-ingressgateway': ${message}`);
});
