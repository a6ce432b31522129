import { App, Chart, Duration } from 'cdk8s';
import { GatewayAccount } from '../../src/gateway/gateway-account';
import { ExternalTrafficPolicy, GatewayService, InternalTrafficPolicy } from '../../src/gateway/gateway-service';
import { IngressGateway, IngressGatewayProps } from '../../src/gateway/ingress-gateway';
import { Listener } from '../../src/gateway/listener';
import { Mesh } from '../../src/mesh/mesh';
import { DisruptionBudget } from '../../src/workload/disruption-budget';
import { IpFamilies, IpFamily } from '../../src/workload/ip-families';
import { Scaling } from '../../src/workload/scaling';
import { ingressChart, only } from './synth';

function chartWith(props: IngressGatewayProps = {}): Chart {
  const chart = ingressChart();
  new IngressGateway(chart, 'istio-ingressgateway', props).addListener('http', Listener.http({ hosts: ['*'], port: 8080 }));
  return chart;
}
const kinds = (props?: IngressGatewayProps): string[] => chartWith(props).toJson().map(({ kind }: any) => kind);
const pod = (props?: IngressGatewayProps) => only(chartWith(props), 'Deployment').spec.template;
const service = (gatewayService: GatewayService, props?: IngressGatewayProps) => only(chartWith({ ...props, service: gatewayService }), 'Service').spec;

describe('as a DaemonSet', () => {
  test('a gateway has one proxy a node, and nothing that counts them', () => {
    expect(kinds({ daemonSet: true })).toEqual(['ServiceAccount', 'Role', 'RoleBinding', 'DaemonSet', 'Service', 'Gateway']);
    expect(only(chartWith({ daemonSet: true }), 'DaemonSet').spec).not.toHaveProperty('replicas');
  });

  test('its proxies are replaced in the words of a DaemonSet', () => {
    const { spec } = only(chartWith({ daemonSet: true, rollout: { maxUnavailable: '2' } }), 'DaemonSet');
    expect(spec).not.toHaveProperty('strategy');
    expect(spec.updateStrategy).toEqual({ rollingUpdate: { maxUnavailable: 2 } });
  });
});

test('proxies are replaced as told', () => {
  const { spec } = only(chartWith({ rollout: { maxSurge: '50%', maxUnavailable: '0' }, minReady: Duration.seconds(10) }), 'Deployment');
  expect(spec).toMatchObject({ strategy: { rollingUpdate: { maxSurge: '50%', maxUnavailable: 0 } }, minReadySeconds: 10 });
});

test('maintenance takes as many proxies as told', () => {
  const props = { scaling: Scaling.fixed(4), disruptionBudget: DisruptionBudget.minAvailablePercent(75) };
  expect(only(chartWith(props), 'PodDisruptionBudget').spec).toEqual({ minAvailable: '75%', selector: expect.anything() });
  expect(kinds({ ...props, disruptionBudget: DisruptionBudget.none() })).not.toContain('PodDisruptionBudget');
});

describe('labels and annotations', () => {
  const objects = chartWith({ labels: { team: 'edge' }, annotations: { note: 'x' }, service: GatewayService.clusterIp({ annotations: { lb: 'y' } }) }).toJson();
  const ours = objects.filter(({ kind }: any) => kind !== 'Gateway');

  test.each(ours.map((object: any) => [object.kind, object]))('are on the %s', (_, { metadata }) => {
    expect(metadata).toMatchObject({ labels: { team: 'edge', app: 'istio-ingressgateway' }, annotations: { note: 'x' } });
  });

  test('the labels are on the pods, too', () => {
    expect(pod({ labels: { team: 'edge' } }).metadata.labels).toMatchObject({ team: 'edge' });
  });

  test('the Service has annotations of its own besides', () => {
    expect(objects.find(({ kind }: any) => kind === 'Service').metadata.annotations).toEqual({ note: 'x', lb: 'y' });
  });
});

test('pods are found by other labels', () => {
  const chart = chartWith({ selector: { istio: 'edge', gateway: 'public' } });
  const { spec } = only(chart, 'Deployment');
  expect(spec.selector.matchLabels).toEqual({ istio: 'edge', gateway: 'public' });
  expect(spec.template.metadata.labels).toMatchObject({ istio: 'edge', gateway: 'public' });
  expect(only(chart, 'Service').spec.selector).toEqual({ istio: 'edge', gateway: 'public' });
  expect(only(chart, 'Gateway').spec.selector).toEqual({ istio: 'edge', gateway: 'public' });
});

describe('the pod', () => {
  test('has a security context of the user over its own', () => {
    const { securityContext } = pod({ podSecurityContext: { fsGroup: 1337 } }).spec;
    expect(securityContext).toEqual({ fsGroup: 1337, sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] });
    expect(pod({ podSecurityContext: { sysctls: [] } }).spec.securityContext).toEqual({ sysctls: [] });
  });

  test('has a proxy with a security context of the user over its own', () => {
    expect(pod({ containerSecurityContext: { readOnlyRootFilesystem: false } }).spec.containers[0].securityContext).toMatchObject({
      readOnlyRootFilesystem: false, runAsNonRoot: true,
    });
  });

  test('has volumes, variables, and containers before and beside the proxy', () => {
    const { spec } = pod({
      volumes: [{ name: 'wasm', emptyDir: {} }], volumeMounts: [{ name: 'wasm', mountPath: '/wasm' }],
      initContainers: [{ name: 'fetch', image: 'busybox:1' }], containers: [{ name: 'sync', image: 'busybox:1' }],
      env: { A: '1' }, envValueFrom: { B: { fieldRef: { fieldPath: 'spec.nodeName' } } },
    });
    expect(spec).toMatchObject({
      volumes: [{ name: 'wasm' }],
      initContainers: [{ name: 'fetch' }],
      containers: [
        { name: 'istio-proxy', volumeMounts: [{ name: 'wasm', mountPath: '/wasm' }], env: [{ name: 'A', value: '1' }, { name: 'B', valueFrom: expect.anything() }] },
        { name: 'sync' },
      ],
    });
  });

  test('has probes, hooks and names of its own', () => {
    const dnsConfig = { options: [{ name: 'ndots', value: '1' }] };
    const readinessProbe = { httpGet: { path: '/healthz/ready', port: 15021 }, periodSeconds: 1 };
    const lifecycle = { preStop: { exec: { command: ['sleep', '5'] } } };
    const { spec } = pod({ readinessProbe, lifecycle, dnsPolicy: 'None', dnsConfig });
    expect(spec).toMatchObject({ dnsPolicy: 'None', dnsConfig, containers: [{ readinessProbe, lifecycle }] });
  });
});

describe('the account', () => {
  test('may have another name and annotations', () => {
    const chart = chartWith({ account: GatewayAccount.own({ name: 'edge', annotations: { 'iam.example.com/role': 'edge' } }) });
    expect(only(chart, 'ServiceAccount').metadata).toMatchObject({ name: 'edge', annotations: { 'iam.example.com/role': 'edge' } });
    expect(only(chart, 'RoleBinding').subjects[0].name).toBe('edge');
    expect(only(chart, 'Deployment').spec.template.spec.serviceAccountName).toBe('edge');
  });

  test('may be one that exists, and gets the right to read Secrets', () => {
    const chart = chartWith({ account: GatewayAccount.existing('edge') });
    expect(chart.toJson().map(({ kind }: any) => kind)).not.toContain('ServiceAccount');
    expect(only(chart, 'RoleBinding')).toMatchObject({ metadata: { name: 'edge' }, subjects: [{ name: 'edge' }] });
  });

  test('need not read Secrets', () => {
    expect(kinds({ readSecrets: false }).filter((kind) => kind.startsWith('Role'))).toEqual([]);
  });
});

test('who reaches the proxies is limited to what they serve, also by listeners that come later', () => {
  const { spec } = only(chartWith({ networkPolicy: true }), 'NetworkPolicy');
  expect(spec.podSelector.matchLabels).toEqual({ app: 'istio-ingressgateway', istio: 'ingressgateway' });
  expect(spec.ingress.map(({ ports }: any) => ports[0].port)).toEqual([15021, 15020, 15090, 8080]);
  expect(spec.egress).toEqual([{}]);
});

describe('the Service', () => {
  test('may be missing', () => {
    expect(kinds({ service: GatewayService.none() })).not.toContain('Service');
  });

  test('has addresses as told', () => {
    expect(service(GatewayService.loadBalancer({
      loadBalancerIp: '203.0.113.7', externalIps: ['203.0.113.8'], clusterIp: '10.0.0.7', allocateNodePorts: false, ipFamilies: IpFamilies.dualStack(IpFamily.IPV6),
    }))).toMatchObject({
      loadBalancerIP: '203.0.113.7', externalIPs: ['203.0.113.8'], clusterIP: '10.0.0.7', allocateLoadBalancerNodePorts: false,
      ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv6', 'IPv4'],
    });
  });

  test('may have the addresses of its pods', () => {
    expect(service(GatewayService.clusterIp({ clusterIp: 'None' })).clusterIP).toBe('None');
  });

  test('is asked for its health on a port of the nodes', () => {
    const options = {
      externalTrafficPolicy: ExternalTrafficPolicy.LOCAL, internalTrafficPolicy: InternalTrafficPolicy.LOCAL, healthCheckNodePort: 31234,
    };
    expect(service(GatewayService.loadBalancer(options))).toMatchObject({ externalTrafficPolicy: 'Local', internalTrafficPolicy: 'Local', healthCheckNodePort: 31234 });
  });

  test('may send to other ports of the pods, which the NetworkPolicy then lets in', () => {
    const chart = chartWith({ service: GatewayService.clusterIp({ targetPorts: { 8080: 18080 } }), networkPolicy: true });
    expect(only(chart, 'Service').spec.ports[1]).toMatchObject({ port: 8080, targetPort: 18080 });
    expect(only(chart, 'NetworkPolicy').spec.ingress[3]).toEqual({ ports: [{ protocol: 'TCP', port: 18080 }] });
    expect(only(chart, 'Gateway').spec.servers[0].port.number).toBe(8080);
  });

  test('may leave out pods', () => {
    const selectorLabels = { live: 'true' };
    expect(service(GatewayService.clusterIp({ selectorLabels }), { podLabels: { live: 'true' } }).selector).toMatchObject({ app: 'istio-ingressgateway', live: 'true' });
  });
});

describe('a mesh of the same program', () => {
  const app = new App();
  const injector = new Mesh(new Chart(app, 'mesh'), 'mesh', { revision: 'one' });

  test.each([['Deployment', {}], ['DaemonSet', { daemonSet: true }]])('completes the pods of a %s, which ask no webhook for it', (kind, props) => {
    const chart = new Chart(app, kind, { namespace: 'edge' });
    new IngressGateway(chart, kind.toLowerCase(), { ...props, mesh: injector, injector }).addListener('http', Listener.http({ hosts: ['*'] }));
    const { metadata, spec: { containers: [proxy] } } = only(chart, kind).spec.template;
    expect(proxy).toMatchObject({ name: 'istio-proxy', image: 'docker.io/istio/proxyv2:1.31.1', resources: { requests: { cpu: '100m' } } });
    expect(proxy.args.slice(0, 2)).toEqual(['proxy', 'router']);
    expect(metadata.annotations).toHaveProperty(['sidecar.istio.io/status']);
    expect(Object.keys(metadata.labels)).toEqual(expect.not.arrayContaining(['sidecar.istio.io/inject', 'istio.io/rev']));
  });
});

test.each<[string, IngressGatewayProps, string]>([
  ['a number of proxies on each node', { daemonSet: true, scaling: Scaling.fixed(2) },
    "IngressGateway 'edge/istio-ingressgateway': daemonSet and scaling are given, but the number of nodes decides on the number of proxies; leave out one of them"],
  ['a budget of proxies on each node', { daemonSet: true, disruptionBudget: DisruptionBudget.maxUnavailable(1) }, 'daemonSet and disruptionBudget are given'],
  ['a budget that blocks', { disruptionBudget: DisruptionBudget.minAvailable(1) }, 'disruptionBudget keeps 1 of 1 pods, so their nodes could never be drained'],
  ['a label of the gateway', { labels: { app: 'x' } },
    "labels has 'app', which the gateway sets itself; leave it out; selector changes the labels by which pods are found"],
  ['no selector', { selector: {} }, 'selector is empty, at least one label is needed'],
  ['another proxy', { containers: [{ name: 'istio-proxy' }] }, "containers has 'istio-proxy', which the pod has already; take another name"],
  ['a mount of nothing', { volumeMounts: [{ name: 'ghost', mountPath: '/x' }] },
    "volumeMounts names volume 'ghost', which the pod does not have (it has none); add it to volumes"],
  ['an account that is none', { account: GatewayAccount.existing('My Account') }, "name of the ServiceAccount 'My Account' is not a DNS name"],
  ['a half second', { minReady: Duration.millis(500) }, 'minReady is 0.5 s, whole seconds from 0 to 86400 are allowed'],
  ['an address that is none', { service: GatewayService.loadBalancer({ loadBalancerIp: '203.0.113' }) },
    "'203.0.113' is not an address of a Service; write e.g. '203.0.113.7' or '2001:db8::7'"],
  ['a target port that is none', { service: GatewayService.clusterIp({ targetPorts: { 80: 0 } }) }, 'target port is 0, a whole number from 1 to 65535 is allowed'],
  ['a target port of the proxy itself', { service: GatewayService.clusterIp({ targetPorts: { 80: 15020 } }) },
    'target port 15020 is one on which the proxy itself listens; choose another port, e.g. 8443'],
  ['a target port twice', { service: GatewayService.clusterIp({ targetPorts: { 80: 8080, 81: 8080 } }) }, 'target port 8080 is given to two ports; give each port its own'],
  ['health where all nodes answer', { service: GatewayService.loadBalancer({ healthCheckNodePort: 31234 }) },
    'healthCheckNodePort is 31234, but all nodes answer; leave it out, or take ExternalTrafficPolicy.LOCAL'],
  ['a Service of other pods', { service: GatewayService.clusterIp({ selectorLabels: { live: 'true' } }) },
    "the Service selects pods with live=true, but the gateway's pods have no such label; add it to podLabels"],
])('%s is refused', (_, props, message) => {
  expect(() => chartWith(props)).toThrow(message);
});
