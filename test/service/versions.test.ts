import { ApiObject, Chart, Duration } from 'cdk8s';
import * as kplus28 from 'cdk8s-plus-28';
import * as kplus33 from 'cdk8s-plus-33';
import { Construct } from 'constructs';
import { Hosts } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { ContainerProbe } from '../../src/service/container-probe';
import { MeshService } from '../../src/service/mesh-service';
import { MeshServiceProps } from '../../src/service/mesh-service-props';
import { VersionOptions } from '../../src/service/version-options';
import { ImagePullPolicy } from '../../src/workload/image-pull-policy';
import { bookinfoChart, object, objects } from './objects';

const reviews = (chart: Chart, props: MeshServiceProps = { ports: [ServicePort.http(9080)] }) => new MeshService(chart, 'reviews', props);

function deployment(options: Partial<VersionOptions>, props?: MeshServiceProps): any {
  const chart = bookinfoChart();
  reviews(chart, props).addVersion('v1', { image: 'reviews:1', ...options });
  return object(chart, 'Deployment');
}

const container = (options: Partial<VersionOptions>, props?: MeshServiceProps) => deployment(options, props).spec.template.spec.containers[0];

function workload(chart: Chart, labels: object, kind = 'Deployment', namespace?: string): ApiObject {
  return new ApiObject(chart, 'work', { apiVersion: 'apps/v1', kind, metadata: { name: 'work', namespace }, spec: { template: { metadata: { labels } } } });
}

test('an image becomes a Deployment that runs as the account of the service', () => {
  expect(deployment({})).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'reviews-v1', namespace: 'bookinfo', labels: { app: 'reviews', version: 'v1' } },
    spec: {
      selector: { matchLabels: { app: 'reviews', version: 'v1' } },
      template: {
        metadata: { labels: { app: 'reviews', version: 'v1' } },
        spec: {
          serviceAccountName: 'reviews',
          containers: [{
            name: 'reviews',
            image: 'reviews:1',
            ports: [{ containerPort: 9080, protocol: 'TCP' }],
            securityContext: {
              allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' },
            },
          }],
        },
      },
    },
  });
});

test('all that can be said of the container', () => {
  expect(container({
    imagePullPolicy: ImagePullPolicy.ALWAYS, command: ['/app'], args: ['-v'], env: { A: '1', B: '2' }, runAsUser: 1000,
    resources: { requests: { cpu: '100m' }, limits: { memory: '128Mi' } },
    readinessProbe: ContainerProbe.httpGet('/health', { period: Duration.seconds(5), timeout: Duration.seconds(2), initialDelay: Duration.seconds(1), failureThreshold: 2 }),
    livenessProbe: ContainerProbe.tcpSocket({ port: 8081 }),
  })).toMatchObject({
    imagePullPolicy: 'Always', command: ['/app'], args: ['-v'], env: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }],
    resources: { requests: { cpu: '100m' }, limits: { memory: '128Mi' } },
    readinessProbe: { httpGet: { path: '/health', port: 9080 }, periodSeconds: 5, timeoutSeconds: 2, initialDelaySeconds: 1, failureThreshold: 2 },
    livenessProbe: { tcpSocket: { port: 8081 } },
    securityContext: { runAsNonRoot: true, runAsUser: 1000 },
  });
});

test('all that can be said of the Pods', () => {
  expect(deployment({ replicas: 3, imagePullSecrets: ['registry'], podLabels: { team: 'a' }, podAnnotations: { 'x.io/y': 'z' } }).spec).toMatchObject({
    replicas: 3,
    template: {
      metadata: { labels: { app: 'reviews', version: 'v1', team: 'a' }, annotations: { 'x.io/y': 'z' } },
      spec: { imagePullSecrets: [{ name: 'registry' }] },
    },
  });
});

test('a probe of gRPC', () => {
  expect(container({ livenessProbe: ContainerProbe.grpc() })).toMatchObject({ livenessProbe: { grpc: { port: 9080 } } });
});

test('root runs only if it is asked for', () => {
  expect(container({ runAsUser: 0 }).securityContext).toMatchObject({ runAsNonRoot: false, runAsUser: 0 });
});

test('the container listens on the targets of the ports, each once', () => {
  const ports = [ServicePort.http(80, { targetPort: 8080 }), ServicePort.http(81, { name: 'admin', targetPort: 8080 }), ServicePort.udp(53)];
  expect(container({}, { ports }).ports).toEqual([{ containerPort: 8080, protocol: 'TCP' }, { containerPort: 53, protocol: 'UDP' }]);
});

test('several versions share one account and one rule', () => {
  const chart = bookinfoChart();
  const service = reviews(chart);
  const [v1, v2] = ['v1', 'v2'].map((name) => service.addVersion(name, { image: `reviews:${name}` }));
  expect(service.versions).toEqual([v1, v2]);
  expect(service.version('v2')).toBe(v2);
  expect(object(chart, 'ServiceAccount').metadata).toMatchObject({ name: 'reviews', namespace: 'bookinfo' });
  expect(object(chart, 'DestinationRule')).toMatchObject({
    metadata: { name: 'reviews', namespace: 'bookinfo' },
    spec: {
      host: 'reviews.bookinfo.svc.cluster.local',
      subsets: [{ name: 'v1', labels: { version: 'v1' } }, { name: 'v2', labels: { version: 'v2' } }],
    },
  });
});

test('an account that exists is used by name', () => {
  const chart = bookinfoChart();
  const service = reviews(chart, { ports: [ServicePort.http(80)], serviceAccountName: 'team-a' });
  service.addVersion('v1', { image: 'x' });
  expect(service.serviceAccountName).toBe('team-a');
  expect(objects(chart, 'ServiceAccount')).toEqual([]);
  expect(object(chart, 'Deployment').spec.template.spec.serviceAccountName).toBe('team-a');
});

test('an account that exists is used as construct', () => {
  const chart = bookinfoChart();
  const serviceAccount = new kplus33.ServiceAccount(chart, 'account', { metadata: { name: 'team-b' } });
  expect(reviews(chart, { ports: [ServicePort.http(80)], serviceAccount }).serviceAccountName).toBe('team-b');
});

test('two accounts are refused', () => {
  const chart = bookinfoChart();
  const serviceAccount = new kplus33.ServiceAccount(chart, 'account');
  expect(() => reviews(chart, { ports: [ServicePort.http(80)], serviceAccount, serviceAccountName: 'x' })).toThrow(
    `MeshService 'bookinfo/reviews': both serviceAccount and serviceAccountName are given, one is allowed; keep one of them`);
});

test('an account of another kind is refused', () => {
  const chart = bookinfoChart();
  const serviceAccount = new ApiObject(chart, 'role', { apiVersion: 'v1', kind: 'Secret' });
  expect(() => reviews(chart, { ports: [ServicePort.http(80)], serviceAccount })).toThrow(
    `MeshService 'bookinfo/reviews': serviceAccount 'bookinfo/role' is a Secret, a ServiceAccount is allowed; pass the construct of the ServiceAccount`);
});

test('Pods made elsewhere are told by their labels', () => {
  const chart = bookinfoChart();
  const version = reviews(chart).addVersion('v1', { labels: { release: 'one' } });
  expect(version).toMatchObject({ name: 'v1', labels: { release: 'one' }, destinationRef: { subset: 'v1' } });
  expect(object(chart, 'DestinationRule').spec.subsets).toEqual([{ name: 'v1', labels: { release: 'one' } }]);
  expect(objects(chart, 'Deployment')).toEqual([]);
});

test('a Deployment of cdk8s-plus-28 is adopted and labelled with its version', () => {
  const chart = bookinfoChart();
  const adopted = new kplus28.Deployment(chart, 'work', { containers: [{ image: 'x' }], podMetadata: { labels: { app: 'reviews' } } });
  reviews(chart).addVersion('v1', { workload: adopted });
  expect(object(chart, 'Deployment').spec.template.metadata.labels).toMatchObject({ app: 'reviews', version: 'v1' });
});

test('a StatefulSet of cdk8s-plus-33 is adopted', () => {
  const chart = bookinfoChart();
  const service = new kplus33.Service(chart, 'svc', { metadata: { name: 'db' }, ports: [{ port: 80, name: 'http' }], selector: kplus33.Pods.select(chart, 'pods', { labels: { app: 'db' } }) });
  const adopted = new kplus33.StatefulSet(chart, 'work', { service, containers: [{ image: 'x' }], podMetadata: { labels: { app: 'db' } } });
  reviews(chart, { service }).addVersion('v1', { workload: adopted });
  expect(object(chart, 'StatefulSet').spec.template.metadata.labels).toMatchObject({ app: 'db', version: 'v1' });
});

test('a Pod is adopted', () => {
  const chart = bookinfoChart();
  const pod = new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod', labels: { app: 'reviews' } } });
  reviews(chart).addVersion('v1', { workload: pod });
  expect(object(chart, 'Pod').metadata.labels).toEqual({ app: 'reviews', version: 'v1' });
});

test('a workload that is labelled already is left as it is', () => {
  const chart = bookinfoChart();
  const adopted = workload(chart, { app: 'reviews', version: 'v1' });
  reviews(chart).addVersion('v1', { workload: adopted });
  expect(adopted.toJson().spec.template.metadata.labels).toEqual({ app: 'reviews', version: 'v1' });
});

test.each<[string, (chart: Chart) => Construct, string]>([
  ['other labels', (chart) => workload(chart, { app: 'ratings' }),
    `workload 'bookinfo/work' of version 'v1' makes Pods with app 'ratings', the Service selects 'reviews'; label its Pods { 'app': 'reviews' }`],
  ['another version', (chart) => workload(chart, { app: 'reviews', version: 'v9' }),
    `workload 'bookinfo/work' of version 'v1' makes Pods with version 'v9'; name the version 'v9', or change the label`],
  ['another namespace', (chart) => workload(chart, { app: 'reviews' }, 'Deployment', 'shop'),
    `workload 'bookinfo/work' of version 'v1' is in namespace shop, bookinfo is allowed; put both into one namespace`],
  ['no Pods', (chart) => new ApiObject(chart, 'work', { apiVersion: 'v1', kind: 'ConfigMap' }),
    `workload 'bookinfo/work' of version 'v1', a ConfigMap, has no labels of Pods; pass a Pod, or what makes Pods from a template`],
  ['no object', (chart) => new Construct(chart, 'work'),
    `workload of version 'v1' 'bookinfo/work' has no API object; pass a construct of cdk8s-plus, or an ApiObject`],
])('a workload with %s is refused', (_, make, message) => {
  const chart = bookinfoChart();
  expect(() => reviews(chart).addVersion('v1', { workload: make(chart) })).toThrow(`MeshService 'bookinfo/reviews': ${message}`);
});

test('an undefined version is refused', () => {
  const service = reviews(bookinfoChart());
  expect(() => service.version('v1')).toThrow(`MeshService 'bookinfo/reviews': has no version 'v1', it has none; add it: addVersion('v1', ...)`);
  service.addVersion('v2', { image: 'x' });
  expect(() => service.version('v1')).toThrow(`has no version 'v1', it has v2`);
});

test('a version twice is refused', () => {
  const service = reviews(bookinfoChart());
  service.addVersion('v1', { image: 'x' });
  expect(() => service.addVersion('v1', { image: 'y' })).toThrow(`MeshService 'bookinfo/reviews': has a version 'v1' already, it has v1; name them apart`);
});

test('two versions of the same Pods are refused', () => {
  const service = reviews(bookinfoChart());
  service.addVersion('v1', { image: 'x' });
  expect(() => service.addVersion('v2', { labels: { version: 'v1' } })).toThrow(
    `MeshService 'bookinfo/reviews': versions 'v1' and 'v2' have the same labels, version=v1; tell their Pods apart by a label`);
});

test('two Deployments of one name are refused', () => {
  const chart = bookinfoChart();
  new MeshService(chart, 'a', { ports: [ServicePort.http(80)] }).addVersion('b-c', { image: 'x' });
  expect(() => new MeshService(chart, 'a-b', { ports: [ServicePort.http(80)] }).addVersion('c', { image: 'x' })).toThrow(
    `MeshService 'bookinfo/a-b': the Deployment bookinfo/a-b-c is written by MeshService 'bookinfo/a' already, one writer is allowed; rename`);
});

test.each<[VersionOptions, string]>([
  [{}, `version 'v1' has no source, exactly one of image, workload, labels is allowed; say where its Pods come from`],
  [{ image: 'x', labels: { a: 'b' } }, `version 'v1' has image and labels, exactly one of image, workload, labels is allowed`],
  [{ labels: { a: 'b' }, replicas: 2, args: [] }, `version 'v1' has labels and replicas, args, which only Pods made from an image can have; leave it out, or give an image`],
  [{ labels: {} }, `labels of version 'v1' is empty, at least one label is needed`],
  [{ image: '' }, `version 'v1': the image is empty; name it, e.g. 'registry.example.com/reviews:1.4.2'`],
  [{ image: 'x', replicas: -1 }, `replicas of version 'v1' is -1, a whole number from 0 is allowed; leave it out to let an autoscaler own it`],
  [{ image: 'x', runAsUser: -1 }, `version 'v1': runAsUser is -1, a whole number from 0 is allowed; give the number of the user`],
  [{ image: 'x', podLabels: { app: 'y' } }, `podLabels of version 'v1' set app to 'y', the Service needs 'reviews'; leave it out`],
  [{ image: 'x', podLabels: { team: '-' } }, `podLabels of version 'v1' 'team' '-' is not a label value`],
  [{ image: 'x', resources: { requests: { cpu: 'lots' } } }, `resources of version 'v1' requests cpu 'lots' is not a quantity`],
  [{ image: 'x', livenessProbe: ContainerProbe.tcpSocket({ port: 0 }) }, `version 'v1': port of the probe is 0, a whole number from 1 to 65535 is allowed`],
])('bad options are refused: %j', (options, message) => {
  expect(() => reviews(bookinfoChart()).addVersion('v1', options)).toThrow(`MeshService 'bookinfo/reviews': ${message}`);
});

test.each([
  ['V1', `version 'V1' is not a DNS label`],
  ['v'.repeat(60), `has 68 characters, at most 63 are allowed; shorten it; names are never cut silently`],
])('a bad name of a version is refused: %s', (name, message) => {
  expect(() => reviews(bookinfoChart()).addVersion(name, { image: 'x' })).toThrow(message);
});

test('an image needs to know what the Service selects', () => {
  const host = Hosts.named({ name: 'web', namespace: 'shop', ports: [ServicePort.http(80)] });
  expect(() => reviews(bookinfoChart(), { host }).addVersion('v1', { image: 'x' })).toThrow(
    `MeshService 'bookinfo/reviews': version 'v1' can't be made from an image, it is not known what Service 'web' selects; use workload or labels`);
});

test('a probe needs a number where the Service names its target', () => {
  const chart = bookinfoChart();
  const service = new ApiObject(chart, 'svc', {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'web' }] },
  });
  expect(() => reviews(chart, { service }).addVersion('v1', { image: 'x', livenessProbe: ContainerProbe.grpc() })).toThrow(
    `MeshService 'bookinfo/reviews': version 'v1': a probe does not know its port, the Service names it only; give the probe a port`);
});
