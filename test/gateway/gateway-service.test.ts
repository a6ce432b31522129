import { ExternalTrafficPolicy, GatewayService } from '../../src/gateway/gateway-service';
import { GatewayTls } from '../../src/gateway/gateway-tls';
import { IngressGateway } from '../../src/gateway/ingress-gateway';
import { Listener } from '../../src/gateway/listener';
import { ingressChart, only } from './synth';

function service(service?: GatewayService): any {
  const chart = ingressChart();
  const ingress = new IngressGateway(chart, 'istio-ingressgateway', { service });
  ingress.addListener('http', Listener.http({ hosts: ['*'] }));
  ingress.addListener('https', Listener.https({ hosts: ['*'], tls: GatewayTls.simple('tls') }));
  ingress.addListener('other', Listener.http({ hosts: ['*'], port: 8080 }));
  return only(chart, 'Service');
}

test('the Service has the status port and one port a listened port, named as in the tasks of Istio', () => {
  expect(service().spec.ports).toEqual([
    { name: 'status-port', port: 15021, protocol: 'TCP', targetPort: 15021 },
    { name: 'http2', port: 80, protocol: 'TCP', targetPort: 80 },
    { name: 'https', port: 443, protocol: 'TCP', targetPort: 443 },
    { name: 'http2-8080', port: 8080, protocol: 'TCP', targetPort: 8080 },
  ]);
});

test('listeners that share a port share the port of the Service', () => {
  const chart = ingressChart();
  const ingress = new IngressGateway(chart, 'ingress');
  ingress.addListener('a', Listener.http({ hosts: ['a.example.com'] }));
  ingress.addListener('b', Listener.http({ hosts: ['b.example.com'] }));
  expect(only(chart, 'Service').spec.ports.map((port: any) => port.name)).toEqual(['status-port', 'http2']);
});

test('the Service is a load balancer that selects the pods', () => {
  expect(service().spec).toMatchObject({ type: 'LoadBalancer', selector: { app: 'istio-ingressgateway', istio: 'ingressgateway' } });
});

test('a load balancer can be told apart, narrowed and annotated', () => {
  expect(service(GatewayService.loadBalancer({
    annotations: { 'example.com/internal': 'true' },
    externalTrafficPolicy: ExternalTrafficPolicy.LOCAL,
    loadBalancerClass: 'example.com/internal',
    loadBalancerSourceRanges: ['203.0.113.0/24', '2001:db8::/32'],
  }))).toMatchObject({
    metadata: { annotations: { 'example.com/internal': 'true' } },
    spec: { externalTrafficPolicy: 'Local', loadBalancerClass: 'example.com/internal', loadBalancerSourceRanges: ['203.0.113.0/24', '2001:db8::/32'] },
  });
});

test('node ports can be said', () => {
  expect(service(GatewayService.nodePort({ nodePorts: { 80: 30080, 15021: 30021 } })).spec).toMatchObject({
    type: 'NodePort', ports: [{ port: 15021, nodePort: 30021 }, { port: 80, nodePort: 30080 }, { port: 443 }, { port: 8080 }],
  });
});

test('a cluster IP has nothing more', () => {
  expect(Object.keys(service(GatewayService.clusterIp()).spec).sort()).toEqual(['ports', 'selector', 'type']);
});

test.each([
  ['a node port out of range', GatewayService.nodePort({ nodePorts: { 80: 99999 } }),
    `node port 99999 is none, 1 to 65535 are allowed; give one of the cluster's range, usually 30000 to 32767`],
  ['a node port twice', GatewayService.nodePort({ nodePorts: { 80: 30080, 443: 30080 } }),
    'node port 30080 is given to two ports; give each port its own'],
  ['a source range that is none', GatewayService.loadBalancer({ loadBalancerSourceRanges: ['203.0.113.7'] }),
    `load balancer source range '203.0.113.7' is not in CIDR form; write address and length, e.g. '203.0.113.0/24' or '2001:db8::/32'`],
])('an error is %s', (_, given, message) => {
  expect(() => service(given)).toThrow(`IngressGateway 'edge/istio-ingressgateway': ${message}`);
});

test('an error is a target port for a port without listener, said at synthesis', () => {
  const chart = ingressChart();
  const ingress = new IngressGateway(chart, 'ingress', { service: GatewayService.clusterIp({ targetPorts: { 443: 8443 } }) });
  ingress.addListener('http', Listener.http({ hosts: ['*'] }));
  expect(ingress.node.findAll().flatMap((node) => node.node.validate())).toEqual([
    `IngressGateway 'edge/ingress': a target port is given for port 443, where nothing listens (ports are 15021, 80); add a listener there or leave the target port out`]);
});

test('an error is a node port for a port without listener, said at synthesis', () => {
  const chart = ingressChart();
  const ingress = new IngressGateway(chart, 'ingress', { service: GatewayService.nodePort({ nodePorts: { 8443: 30443 } }) });
  ingress.addListener('http', Listener.http({ hosts: ['*'] }));
  expect(ingress.node.findAll().flatMap((node) => node.node.validate())).toEqual([
    `IngressGateway 'edge/ingress': a node port is given for port 8443, where nothing listens (ports are 15021, 80); add a listener there or leave the node port out`]);
});
