import { App, Chart, Testing } from 'cdk8s';
import { EgressGateway } from '../../src/gateway/egress-gateway';
import { EgressGatewayProps } from '../../src/gateway/egress-gateway-props';
import { GatewayService } from '../../src/gateway/gateway-service';
import { IngressGateway } from '../../src/gateway/ingress-gateway';
import { Mesh } from '../../src/mesh/mesh';
import { only } from './synth';

const chart = (namespace?: string) => new Chart(new App(), 'edge', { namespace });

function gateway(props: EgressGatewayProps = { ports: [443] }): Chart {
  const scope = chart('istio-egress');
  new EgressGateway(scope, 'istio-egress', props);
  return scope;
}

test('it has the objects of an ingress gateway, and a Service of an address in the cluster', () => {
  const scope = gateway();
  expect(new Set(scope.toJson().map(({ kind }) => kind))).toEqual(
    new Set(['ServiceAccount', 'Role', 'RoleBinding', 'Deployment', 'Service', 'HorizontalPodAutoscaler']),
  );
  expect(only(scope, 'Service').spec).toMatchObject({ type: 'ClusterIP', selector: { app: 'istio-egress', istio: 'egress' } });
  expect(only(scope, 'Deployment').metadata).toMatchObject({ name: 'istio-egress', namespace: 'istio-egress' });
});

test('its Service has the ports for other programs', () => {
  expect(only(gateway({ ports: [80, 443] }), 'Service').spec.ports).toMatchObject([{ name: 'status-port' }, { name: 'tls-80', port: 80 }, { name: 'tls-443', port: 443 }]);
});

test('it refers to itself by the full name of its Service', () => {
  const scope = chart('edge');
  const mesh = Mesh.fromRevision(scope, 'mesh', { clusterDomain: 'corp.local', revision: 'canary' });
  const edge = new EgressGateway(scope, 'out', { mesh, selector: { edge: 'out' } });
  expect(edge.egressGatewayRef).toEqual({ name: 'out', namespace: 'edge', fqdn: 'out.edge.svc.corp.local', selector: { edge: 'out' } });
  expect(edge.deployment.toJson().spec.template.metadata.labels).toMatchObject({ 'istio.io/rev': 'canary' });
  expect(edge.service?.name).toBe('out');
});

test('a gateway that is made elsewhere is known by its Service and the labels that it has by default', () => {
  const mesh = Mesh.fromRevision(chart('edge'), 'mesh', { clusterDomain: 'corp.local' });
  expect(EgressGateway.fromService({ name: 'istio-egress', namespace: 'istio-egress', ports: [80, 443], mesh }).egressGatewayRef).toEqual({
    name: 'istio-egress', namespace: 'istio-egress', fqdn: 'istio-egress.istio-egress.svc.corp.local',
    selector: { app: 'istio-egress', istio: 'egress' }, ports: [80, 443],
  });
});

describe('wrong input', () => {
  test('no namespace', () => {
    expect(() => new EgressGateway(chart(), 'out')).toThrow(`EgressGateway 'edge/out': it has no namespace, and neither has its chart; say it, e.g. namespace: 'istio-egress'`);
  });

  test('no Service', () => {
    expect(() => gateway({ service: GatewayService.none() })).toThrow('it has no Service, by which workloads find it; take GatewayService.clusterIp(), or leave service out');
  });

  test('a port that is none', () => {
    expect(() => gateway({ ports: [70000] })).toThrow('port is 70000, a whole number from 1 to 65535 is allowed');
  });

  test('nothing behind it', () => {
    expect(() => Testing.synth(gateway({}))).toThrow(
      `EgressGateway 'edge/istio-egress': it has no host behind it and no ports, at least one is needed; send one through it with mesh.egress(), or name ports for other programs`,
    );
  });

  test('pods that another gateway has', () => {
    const scope = chart('edge');
    new IngressGateway(scope, 'in', { selector: { app: 'gateway' } });
    expect(() => new EgressGateway(scope, 'out', { selector: { app: 'gateway' } })).toThrow(`the Gateway of pods labelled app=gateway is written by IngressGateway 'edge/in' already`);
  });

  test('a gateway made elsewhere without ports', () => {
    expect(() => EgressGateway.fromService({ name: 'out', namespace: 'edge', ports: [] }))
      .toThrow(`EgressGateway.fromService('edge/out'): it has no ports, at least one is needed; name those of its Service, e.g. ports: [80, 443]`);
  });
});
