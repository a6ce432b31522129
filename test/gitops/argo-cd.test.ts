import { ApiObject, App, Chart } from 'cdk8s';
import { IngressGateway } from '../../src/gateway/ingress-gateway';
import { Listener } from '../../src/gateway/listener';
import { ArgoCd } from '../../src/gitops/argo-cd';
import { PHASES } from '../../src/ground/phase';
import { ServicePort } from '../../src/host/service-port';
import { ConfigValidation } from '../../src/mesh/config-validation';
import { DataPlane } from '../../src/mesh/data-plane';
import { Mesh } from '../../src/mesh/mesh';
import { MeshProps } from '../../src/mesh/mesh-props';
import { CanaryStrategy } from '../../src/service/canary-strategy';
import { RolloutStep } from '../../src/service/delivery/rollout-step';
import { MeshService } from '../../src/service/mesh-service';
import { CA_PEM } from '../mesh/ca-pem';

function meshChart(props: MeshProps = {}): Chart {
  const chart = new Chart(new App(), 'prod');
  const mesh = new Mesh(chart, 'mesh', props);
  mesh.enroll('shop');
  new IngressGateway(chart, 'edge', { mesh, namespace: 'edge' }).addListener('http', Listener.http({ hosts: ['*'] }));
  return chart;
}

const object = (chart: Chart, apiVersion: string, kind: string) => new ApiObject(chart, kind, { apiVersion, kind, metadata: { name: 'x', namespace: 'shop' } });

/** The number of each object's wave, by kind and name. */
function waves(chart: Chart): Record<string, string> {
  return Object.fromEntries(chart.toJson().map(({ kind, metadata }: any) => [`${kind} ${metadata.name}`, metadata.annotations['argocd.argoproj.io/sync-wave']]));
}

describe('sync waves', () => {
  const chart = meshChart({ dataPlane: DataPlane.ambient() });
  object(chart, 'apps/v1', 'StatefulSet');
  object(chart, 'networking.istio.io/v1', 'DestinationRule');
  object(chart, 'networking.istio.io/v1', 'VirtualService');
  object(chart, 'networking.istio.io/v1', 'ServiceEntry');
  object(chart, 'security.istio.io/v1', 'PeerAuthentication');
  object(chart, 'gateway.networking.k8s.io/v1', 'HTTPRoute');
  object(chart, 'v1', 'Secret');
  ArgoCd.syncWaves(chart);
  const made = waves(chart);

  test.each([
    ['CustomResourceDefinition virtualservices.networking.istio.io', 'crds'],
    ['Namespace istio-system', 'namespaces'],
    ['Namespace shop', 'namespaces'],
    ['ClusterRole istiod-clusterrole-istio-system', 'rbac'],
    ['ServiceAccount edge', 'rbac'],
    ['ServiceAccount ztunnel', 'rbac'],
    ['Secret x', 'certificates'],
    ['ConfigMap istio', 'control plane'],
    ['Deployment istiod', 'control plane'],
    ['MutatingWebhookConfiguration istio-sidecar-injector', 'control plane'],
    ['DaemonSet istio-cni-node', 'node agents'],
    ['DaemonSet ztunnel', 'node agents'],
    ['Deployment edge', 'gateways'],
    ['Service edge', 'gateways'],
    ['Gateway edge', 'gateways'],
    ['PeerAuthentication x', 'policies'],
    ['StatefulSet x', 'workloads'],
    ['ServiceEntry x', 'policies'],
    ['DestinationRule x', 'destination rules'],
    ['VirtualService x', 'routes'],
    ['HTTPRoute x', 'routes'],
  ] as const)('%s is among the %s', (name, phase) => {
    expect(made[name]).toBe(String(PHASES.indexOf(phase)));
  });

  test('are on all objects', () => {
    expect(Object.entries(made).filter(([, wave]) => wave === undefined)).toEqual([]);
  });

  test('can start elsewhere', () => {
    const shifted = meshChart();
    ArgoCd.syncWaves(shifted, { first: -20 });
    expect(waves(shifted)).toMatchObject({ 'Namespace istio-system': '-19', 'Deployment istiod': '-16' });
  });

  test('spare an object that has one', () => {
    const own = meshChart();
    own.node.findAll().filter(ApiObject.isApiObject).find(({ kind }) => kind === 'Gateway')!.metadata.addAnnotation('argocd.argoproj.io/sync-wave', '99');
    ArgoCd.syncWaves(own);
    expect(waves(own)['Gateway edge']).toBe('99');
  });

  test('are missing on what comes later, which is an error', () => {
    const late = meshChart();
    ArgoCd.syncWaves(late);
    object(late, 'apps/v1', 'Deployment');
    expect(late.node.validate()).toEqual(["ApiObject 'prod/Deployment': it has no sync wave, as it was made after ArgoCd.syncWaves(); call that last"]);
  });

  test('are whole numbers', () => {
    expect(() => ArgoCd.syncWaves(new Chart(new App(), 'prod'), { first: 0.5 })).toThrow("Chart 'prod': the first sync wave is 0.5, whole numbers are allowed; give such a number");
  });
});

describe('ignored differences', () => {
  const WEBHOOKS = { group: 'admissionregistration.k8s.io', jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle'] };
  const both = [...WEBHOOKS.jqPathExpressions, '.webhooks[]?.failurePolicy'];

  test('are the fields that istiod writes', () => {
    expect(ArgoCd.ignoreDifferences(meshChart())).toEqual([
      { ...WEBHOOKS, kind: 'MutatingWebhookConfiguration', name: 'istio-sidecar-injector' },
      { ...WEBHOOKS, kind: 'ValidatingWebhookConfiguration', name: 'istio-validator-istio-system', jqPathExpressions: both },
      { ...WEBHOOKS, kind: 'ValidatingWebhookConfiguration', name: 'istiod-default-validator', jqPathExpressions: both },
    ]);
  });

  test('are none where istiod does not write', () => {
    const kinds = ArgoCd.ignoreDifferences(meshChart({ validation: ConfigValidation.istiodSignedBy(CA_PEM) })).map(({ kind }) => kind);
    expect(kinds).toEqual(['MutatingWebhookConfiguration']);
  });

  test('are fields that the output does not have, so there is no difference to begin with', () => {
    const webhooks = meshChart().toJson().filter(({ kind }: any) => kind === 'ValidatingWebhookConfiguration').flatMap((made: any) => made.webhooks);
    for (const webhook of webhooks) {
      expect(webhook).not.toHaveProperty('failurePolicy');
      expect(webhook.clientConfig).not.toHaveProperty('caBundle');
    }
  });

  test('are added to an application', () => {
    const application = new ApiObject(new Chart(new App(), 'argo'), 'mesh', {
      apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'mesh' },
      spec: { project: 'default', ignoreDifferences: [{ kind: 'Deployment' }], syncPolicy: { automated: {}, syncOptions: ['ServerSideApply=true'] } },
    });
    ArgoCd.patchApplication(application, meshChart());
    const { spec } = application.toJson();
    expect(spec).toMatchObject({ project: 'default', syncPolicy: { automated: {}, syncOptions: ['ServerSideApply=true', 'RespectIgnoreDifferences=true'] } });
    expect(spec.ignoreDifferences).toHaveLength(4);
    expect(spec.ignoreDifferences[0]).toEqual({ kind: 'Deployment' });
  });

  test('are what the controllers of canaries write', () => {
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    const search = new MeshService(chart, 'search', { ports: [ServicePort.http(80)] });
    const stable = search.addVersion('main', { image: 'search:1' });
    const strategy = CanaryStrategy.argoRollouts({ steps: [RolloutStep.weight(10), RolloutStep.pause()] });
    const { ownedFields } = search.canary({ stable, strategy });
    expect(ownedFields).toHaveLength(3);
    expect(ArgoCd.ignoreDifferences(chart)).toEqual(ownedFields.map(({ owner: _, ...fields }) => fields));
  });

  test('are added to nothing else', () => {
    const chart = new Chart(new App(), 'argo');
    expect(() => ArgoCd.patchApplication(object(chart, 'apps/v1', 'Deployment'), chart)).toThrow(
      "ApiObject 'argo/Deployment': it is of kind Deployment, 'Application' is allowed; give an object of 'argoproj.io/v1alpha1'");
  });
});
