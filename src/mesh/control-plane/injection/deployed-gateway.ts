import { Fragment, FragmentMap, each, json, when } from './fragment';
import { Expression, allOf, call, go, variable } from './go-expression';

const NAME_LABEL = 'gateway.networking.k8s.io/gateway-name';
/** What istiod and kubectl write on a Gateway for themselves; the objects made for it have the other annotations. */
const OF_THE_GATEWAY_ALONE = [
  'kubectl.kubernetes.io/last-applied-configuration', 'gateway.istio.io/name-override', 'gateway.istio.io/service-account', 'gateway.istio.io/controller-version',
];

/** What of a gateway's objects depends on its kind. */
export interface DeployedGateway {
  /** Labels of the pods besides those of all gateways. */
  readonly podLabels: Record<string, string>;
  readonly podSpec: FragmentMap;
  readonly serviceAnnotations: Record<string, string>;
}

/**
 * The objects that istiod applies for a Gateway of the Gateway API. It leaves out autoscaler and disruption budget
 * unless the gateway's class or parameters patch them.
 */
export function deployedGateway({ podLabels, podSpec, serviceAnnotations }: DeployedGateway): FragmentMap[] {
  const deploymentName = go`$.DeploymentName`;
  const selector = { [NAME_LABEL]: go`$.Name` };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata(go`$.ServiceAccount`) },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { ...metadata(deploymentName), labels: merged(INFRASTRUCTURE_LABELS, dictionary(MANAGED)) },
      spec: { selector: { matchLabels: selector }, template: { metadata: podMetadata(podLabels), spec: podSpec } },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { ...metadata(deploymentName), annotations: merged(dictionary(serviceAnnotations), INFRASTRUCTURE_ANNOTATIONS) },
      spec: serviceSpec(selector),
    },
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: metadata(deploymentName),
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deploymentName }, maxReplicas: 1 },
    },
    { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: metadata(deploymentName), spec: { selector: { matchLabels: selector } } },
  ];
}

type Dictionary = Record<string, string | Expression>;

const CLASS: Dictionary = { [NAME_LABEL]: go`$.Name`, 'gateway.networking.k8s.io/gateway-class-name': go`$.GatewayClass` };
const MANAGED: Dictionary = { ...CLASS, 'gateway.istio.io/managed': go`$.ControllerLabel` };
const INFRASTRUCTURE_LABELS = go`$.InfrastructureLabels`;
const INFRASTRUCTURE_ANNOTATIONS = variable('annotations', call('omit', go`$.InfrastructureAnnotations`, ...OF_THE_GATEWAY_ALONE));

function metadata(name: Expression): FragmentMap {
  return {
    name,
    namespace: go`$.Namespace`,
    annotations: json(INFRASTRUCTURE_ANNOTATIONS),
    labels: merged(INFRASTRUCTURE_LABELS, dictionary(CLASS)),
    ownerReferences: [{ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', name: go`$.Name`, uid: go`$.UID` }],
  };
}

function podMetadata(podLabels: Record<string, string>): FragmentMap {
  const own = { 'sidecar.istio.io/inject': 'false', ...podLabels, 'service.istio.io/canonical-name': go`$.DeploymentName`, 'service.istio.io/canonical-revision': 'latest' };
  return {
    annotations: merged(INFRASTRUCTURE_ANNOTATIONS, dictionary({
      'istio.io/rev': go`$.Revision | default "default"`,
      'prometheus.io/path': '/stats/prometheus',
      'prometheus.io/port': '15020',
      'prometheus.io/scrape': 'true',
    })),
    labels: merged(dictionary(own), INFRASTRUCTURE_LABELS, dictionary(MANAGED)),
  };
}

function serviceSpec(selector: FragmentMap): FragmentMap {
  const port = (_: Expression, value: Expression) => ({
    name: go`${value}.Name`, port: json(go`${value}.Port`), protocol: go`${value}.Protocol | default "TCP"`, appProtocol: json(go`${value}.AppProtocol`),
  });
  return {
    ipFamilyPolicy: 'PreferDualStack',
    ports: [each(go`$.Ports`, port)],
    selector,
    loadBalancerIP: when(allOf(go`$.Spec.Addresses`, go`eq $.ServiceType "LoadBalancer"`), go`(index $.Spec.Addresses 0).Value`),
    type: go`$.ServiceType`,
  };
}

/** Maps of the template's data as one; of the same keys the last wins. */
function merged(...maps: Expression[]): Fragment {
  return json(call('mergeMaps', ...maps));
}

function dictionary(entries: Dictionary): Expression {
  return call('strdict', ...Object.entries(entries).flat());
}
