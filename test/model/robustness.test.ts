import { Inventory } from '../../src/model/inventory';
import { Model } from '../../src/model/model';
import { Resource } from '../../src/model/resource';

const KINDS = [
  ['v1', 'Service'], ['v1', 'Pod'], ['v1', 'Namespace'], ['v1', 'ConfigMap'], ['apps/v1', 'Deployment'], ['batch/v1', 'CronJob'], ['argoproj.io/v1alpha1', 'Rollout'],
  ...['ServiceEntry', 'VirtualService', 'DestinationRule', 'Gateway', 'Sidecar', 'WorkloadEntry', 'WorkloadGroup'].map((kind) => ['networking.istio.io/v1', kind]),
  ...['PeerAuthentication', 'AuthorizationPolicy', 'RequestAuthentication'].map((kind) => ['security.istio.io/v1', kind]),
];

const FIELDS = [
  'hosts', 'host', 'ports', 'exportTo', 'selector', 'workloadSelector', 'template', 'jobTemplate', 'metadata', 'servers', 'gateways', 'subsets', 'trafficPolicy', 'egress', 'mtls',
  'portLevelMtls', 'targetRefs', 'targetRef', 'action', 'labels', 'serviceAccount', 'containers',
];

/** Asks everything that the model answers of any object. */
function askAll(model: Model): void {
  for (const host of model.hosts.all) {
    model.workloads.of(host);
    model.destinationRules.inEffect(host, { namespace: 'default', labels: {} });
    model.virtualServices.inMeshFor(host.name, 'default');
    model.authorizationPolicies.forHost(host);
  }
  for (const workload of model.workloads.all) {
    model.peerAuthentications.inEffect(workload, 80);
    model.authorizationOf(workload);
    model.sidecars.scopeOf(workload).hasHost('a.b', 'default');
  }
  for (const gateway of model.gateways.all) {
    model.gateways.proxiesOf(gateway);
    for (const virtualService of model.virtualServices.all) model.gateways.serversFor(gateway, virtualService);
  }
}

describe('Objects of any shape', () => {
  const shapes = [
    null, 1, true, 'text', '', [], [null], [1], ['a'], {}, [{}], { a: null }, { labels: 1 }, [{ port: {}, hosts: 'x', name: 1 }],
  ];

  test.each(shapes.map((shape) => [shape]))('with %j in their fields do no harm', (value) => {
    const fields = Object.fromEntries(FIELDS.map((field) => [field, value]));
    const metadata = { name: value, namespace: value, labels: value, annotations: value, ownerReferences: value };
    const manifests = KINDS.flatMap(([apiVersion, kind]) => [
      { apiVersion, kind, metadata: { name: 'a' }, spec: fields },
      { apiVersion, kind, metadata, spec: value, data: value },
      { apiVersion, kind, metadata: value },
    ]);
    const model = new Model(new Inventory(manifests.map((manifest) => new Resource(manifest))));
    askAll(model);
    expect(model.inventory.resources).toHaveLength(manifests.length);
  });
});
