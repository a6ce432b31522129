import { ApiObject, Chart, Testing } from 'cdk8s';
import { IMeshRef } from '../../src/ground/mesh-ref';
import { Clients } from '../../src/host/clients';
import { Hosts } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { HttpMethod } from '../../src/match/http-method';
import { DataPlaneMode } from '../../src/mesh/data-plane-mode';
import { InstalledMesh } from '../../src/mesh/installed-mesh';
import { Condition } from '../../src/security/condition';
import { Operation } from '../../src/security/operation';
import { Source } from '../../src/security/source';
import { MeshService } from '../../src/service/mesh-service';
import { MeshServiceProps } from '../../src/service/mesh-service-props';
import { silent, warnings } from '../ground/warnings';
import { bookinfoChart, object, objects } from '../service/objects';

silent();

const HTTP = ServicePort.http(80, { targetPort: 9080 });
const TCP = ServicePort.tcp(9000, { targetPort: 9001 });
const PRODUCTPAGE = Clients.workloads({ namespace: 'bookinfo', labels: { app: 'productpage' }, serviceAccountName: 'productpage' });
const READS = { to: [Operation.methods(HttpMethod.GET)] };
const AMBIENT: IMeshRef = { meshRef: { namespace: 'istio-system', revision: '', trustDomain: 'cluster.local', clusterDomain: 'cluster.local', ambient: true } };

let chart: Chart;
beforeEach(() => { chart = bookinfoChart(); });
const reviews = (props: MeshServiceProps = { ports: [HTTP] }) => new MeshService(chart, 'reviews', props);
const policy = () => object(chart, 'AuthorizationPolicy');
const policies = () => objects(chart, 'AuthorizationPolicy').map(({ metadata, spec }) => [metadata.name, spec.action, spec.rules?.length ?? 0]);

test('rules of one kind are one policy for the Pods of the service', () => {
  const { access } = reviews();
  access.allow({ from: [Source.clients(PRODUCTPAGE)], to: [Operation.all({ methods: [HttpMethod.GET], ports: [80] })] });
  access.allow({ from: [Source.namespaces('tests')] });
  expect(policy()).toEqual({
    apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'reviews-allow', namespace: 'bookinfo' },
    spec: {
      selector: { matchLabels: { app: 'reviews' } },
      action: 'ALLOW',
      rules: [
        { from: [{ source: { principals: ['cluster.local/ns/bookinfo/sa/productpage'] } }], to: [{ operation: { methods: ['GET'], ports: ['9080'] } }] },
        { from: [{ source: { namespaces: ['tests'] } }] },
      ],
    },
  });
});

test('each kind has a policy, and so has each dry run', () => {
  const { access } = reviews();
  access.allow(READS);
  access.allow(READS, { dryRun: true });
  access.deny(READS);
  access.deny(READS, { dryRun: true });
  access.audit(READS);
  expect(policies()).toEqual([
    ['reviews-allow', 'ALLOW', 1], ['reviews-allow-dry-run', 'ALLOW', 1], ['reviews-deny', 'DENY', 1], ['reviews-deny-dry-run', 'DENY', 1], ['reviews-audit', 'AUDIT', 1],
  ]);
  expect(objects(chart, 'AuthorizationPolicy').map(({ metadata }) => metadata.annotations?.['istio.io/dry-run'])).toEqual([undefined, 'true', undefined, 'true', undefined]);
});

test('by default nothing is allowed, and rules open it', () => {
  const { access } = reviews();
  access.denyByDefault();
  expect(policies()).toEqual([['reviews-allow', 'ALLOW', 0]]);
  access.allow(READS);
  expect(policies()).toEqual([['reviews-allow', 'ALLOW', 1]]);
});

describe('ports', () => {
  const operations = () => policy().spec.rules.flatMap(({ to }: any) => to.map(({ operation }: any) => operation));

  test('are those of the Service, and the policy has those of the Pods', () => {
    reviews({ ports: [HTTP, TCP] }).access.allow({ to: [Operation.ports(80, 9000), Operation.all({ notPorts: [9000] })] });
    expect(operations()).toEqual([{ ports: ['9080', '9001'] }, { notPorts: ['9001'] }]);
  });

  test('what only HTTP has holds for ports of HTTP', () => {
    reviews({ ports: [HTTP, TCP, ServicePort.udp(53)] }).access.deny({ to: [Operation.methods(HttpMethod.DELETE), Operation.all({ paths: ['/x'], notPorts: [9000] })] });
    expect(operations()).toEqual([{ methods: ['DELETE'], ports: ['9080'] }, { paths: ['/x'], ports: ['9080'], notPorts: ['9001'] }]);
  });

  test.each([
    ['a source', { from: [Source.anyEndUser()] }],
    ['a condition', { when: [Condition.header('x-debug', { values: ['*'] })] }],
  ])('%s of HTTP limits the whole rule', (_, rule) => {
    const { access } = reviews({ ports: [HTTP, TCP] });
    access.deny(rule);
    access.deny({ ...rule, to: [Operation.all({ notPorts: [9000] })] });
    expect(operations()).toEqual([{ ports: ['9080'] }, { ports: ['9080'], notPorts: ['9001'] }]);
  });

  test('need not be limited where all speak HTTP', () => {
    reviews({ ports: [HTTP, ServicePort.grpc(9090), ServicePort.udp(53)] }).access.deny(READS);
    expect(operations()).toEqual([{ methods: ['GET'] }]);
  });

  const AT = `MeshService 'bookinfo/reviews': `;

  test('a port that is none is an error', () => {
    expect(() => reviews().access.allow({ to: [Operation.ports(9080)] })).toThrow(
      `${AT}reviews.bookinfo.svc.cluster.local has no port 9080, it has 80 (HTTP); name one of them, or add the port to the Service`);
  });

  test('conditions of HTTP for a port of TCP are an error', () => {
    expect(() => reviews({ ports: [HTTP, TCP] }).access.allow({ to: [Operation.all({ paths: ['/x'], ports: [80, 9000] })] })).toThrow(
      `${AT}a rule has paths, which only HTTP has, for port 9000, which speaks TCP; leave the port out of that operation, or give it a rule of its own by clients and addresses`);
  });

  test('conditions of HTTP for a service of TCP are an error', () => {
    expect(() => reviews({ ports: [TCP] }).access.deny({ when: [Condition.claim(['role'], { values: ['x'] })] })).toThrow(
      `${AT}a rule has request.auth.claims[role], which only HTTP has, and reviews.bookinfo.svc.cluster.local has 9000 (TCP); `
      + 'say it by clients, addresses and ports alone, or declare the port that speaks HTTP: ServicePort.http(...)');
  });

  test('a targetPort that is a name is an error', () => {
    const service = new ApiObject(chart, 'svc', {
      apiVersion: 'v1', kind: 'Service', metadata: { name: 'reviews' },
      spec: { selector: { app: 'reviews' }, ports: [{ name: 'http', port: 80, targetPort: 'web' }, { name: 'tcp', port: 81, targetPort: 9001 }] },
    });
    expect(() => reviews({ service }).access.allow({ to: [Operation.paths('/x')] })).toThrow(
      `${AT}targetPort of port 80 of reviews.bookinfo.svc.cluster.local is a name, and policies know ports by the number on which the Pods listen; `
      + 'let the Service say the number, or cover the Pods: new AuthorizationPolicy(..., { cover: PolicyScope.workload(...) })');
  });

  test('one that does not say what it speaks, with DENY, is warned of', () => {
    const service = new ApiObject(chart, 'svc', {
      apiVersion: 'v1', kind: 'Service', metadata: { name: 'reviews' }, spec: { selector: { app: 'reviews' }, ports: [{ port: 80 }] },
    });
    const { access } = reviews({ service });
    access.allow(READS);
    expect(warnings(chart)).toEqual([]);
    access.deny(READS);
    expect(warnings(chart)).toEqual([
      `${AT}a DENY rule has conditions of HTTP, and port 80 does not say what it speaks: what is not taken for HTTP there is refused; declare it, e.g. with appProtocol: http`,
    ]);
  });
});

describe('a port that no rule opens', () => {
  const closed = (port: string) => (
    `MeshService 'bookinfo/reviews': access is allowed for other ports only, so port ${port} refuses everybody; `
    + `allow who may use it: access.allow({ to: [Operation.ports(${port.split(' ')[0]})], ... }), or deny it in so many words`
  );

  test.each([
    ['HTTP only', READS],
    ['a token', { from: [Source.anyEndUser()] }],
    ['another port', { to: [Operation.ports(80)] }],
    ['all others', { to: [Operation.all({ notPorts: [9000] })] }],
  ])('is warned of: %s', (_, rule) => {
    reviews({ ports: [HTTP, TCP, ServicePort.udp(53)] }).access.allow(rule);
    Testing.synth(chart);
    expect(warnings(chart)).toEqual([closed('9000 (TCP)')]);
  });

  test('is not, where all ports are open, denied on purpose, or only tried', () => {
    reviews({ ports: [HTTP, TCP] }).access.allow({ from: [Source.clients(PRODUCTPAGE)] });
    const denied = new MeshService(chart, 'denied', { ports: [HTTP, TCP] });
    denied.access.allow(READS);
    denied.access.deny({ to: [Operation.ports(9000)] });
    const tried = new MeshService(chart, 'tried', { ports: [HTTP, TCP] });
    tried.access.allow(READS, { dryRun: true });
    new MeshService(chart, 'nobody', { ports: [HTTP, TCP] }).access.denyByDefault();
    Testing.synth(chart);
    expect(warnings(chart)).toEqual([]);
  });
});

test('Pods that nobody knows are an error', () => {
  const host = Hosts.named({ name: 'reviews', namespace: 'bookinfo', ports: [HTTP] });
  expect(() => reviews({ host }).access.allow(READS)).toThrow(
    `MeshService 'bookinfo/reviews': it is not known which Pods reviews.bookinfo.svc.cluster.local selects; `
    + 'cover them by their labels: new AuthorizationPolicy(..., { cover: PolicyScope.workload(...) })');
});

describe('in ambient mode', () => {
  const WAYPOINT = { 'istio.io/use-waypoint': 'waypoint' };

  test('the waypoint of the Service decides, and knows its ports', () => {
    reviews({ ports: [HTTP, TCP], mesh: AMBIENT, labels: WAYPOINT }).access.deny(READS);
    expect(policy().spec).toEqual({
      targetRefs: [{ group: '', kind: 'Service', name: 'reviews' }], action: 'DENY', rules: [{ to: [{ operation: { methods: ['GET'], ports: ['80'] } }] }],
    });
    expect(warnings(chart)).toEqual([]);
  });

  test('a service without a waypoint is warned of', () => {
    reviews({ ports: [HTTP], mesh: AMBIENT }).access.allow(READS);
    Testing.synth(chart);
    expect(warnings(chart)).toEqual([
      `MeshService 'bookinfo/reviews': access is for a waypoint to decide, and nothing says that the service uses one: without, nobody is refused; `
      + 'label the Service or its namespace with istio.io/use-waypoint, or cover the Pods for ztunnel: new AuthorizationPolicy(..., { cover: PolicyScope.of() })',
    ]);
  });

  test('the namespace may say which waypoint', () => {
    new InstalledMesh(chart, 'mesh', { ambient: true }).enroll('bookinfo', { labels: WAYPOINT });
    reviews().access.allow(READS);
    expect(policy().spec.targetRefs).toHaveLength(1);
    expect(warnings(chart)).toEqual([]);
  });

  test('a namespace with sidecars has them decide', () => {
    const mesh = new InstalledMesh(chart, 'mesh', { ambient: true });
    mesh.enroll('bookinfo', { mode: DataPlaneMode.SIDECAR });
    reviews({ ports: [HTTP], mesh }).access.allow(READS);
    expect(policy().spec.selector).toEqual({ matchLabels: { app: 'reviews' } });
  });

  test.each([
    ['with sidecars', DataPlaneMode.SIDECAR, AMBIENT, 'enrol the namespace before'],
    ['without sidecars', DataPlaneMode.AMBIENT, undefined, 'enrol the namespace before, or give the MeshService its mesh'],
  ])('a namespace that joins too late is an error: %s', (how, mode, given, cure) => {
    reviews({ ports: [HTTP], mesh: given }).access.allow(READS);
    new InstalledMesh(chart, 'mesh', { ambient: true }).enroll('bookinfo', { mode });
    expect(() => Testing.synth(chart)).toThrow(
      `MeshService 'bookinfo/reviews': namespace 'bookinfo' joins the mesh ${how}, which was not known when access to the service was told; ${cure}`);
  });
});
