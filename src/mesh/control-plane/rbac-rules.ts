import { IstioVersion } from '../istio-version';

/** Groups of Istio's own kinds, also of those of old versions, which may run beside this one. */
const ISTIO_GROUPS = ['config', 'security', 'networking', 'authentication', 'rbac', 'telemetry', 'extensions'].map((group) => `${group}.istio.io`);
const GATEWAY_API = 'gateway.networking.k8s.io';
const GATEWAY_API_EXPERIMENTAL = 'gateway.networking.x-k8s.io';

const READ = ['get', 'list', 'watch'];
const WRITE_STATUS = ['update', 'patch'];
const ALL = ['get', 'watch', 'list', 'update', 'patch', 'create', 'delete'];

/** One rule of a role. */
export interface Rule {
  readonly apiGroups: string[];
  readonly resources: string[];
  readonly resourceNames?: string[];
  readonly verbs: string[];
}

/** What istiod may do in the whole cluster. */
export const istiodRules = ({ _facts: { experimentalListenerSets } }: IstioVersion): Rule[] => [
  allow('admissionregistration.k8s.io', ['mutatingwebhookconfigurations'], [...READ, 'update', 'patch']),
  allow('admissionregistration.k8s.io', ['validatingwebhookconfigurations'], [...READ, 'update']),
  { apiGroups: ISTIO_GROUPS, resources: ['*'], verbs: READ },
  allow('networking.istio.io', ['workloadentries'], ALL),
  allow('networking.istio.io', ['workloadentries/status', 'serviceentries/status'], ALL),
  allow('security.istio.io', ['authorizationpolicies/status'], ALL),
  allow('', ['services/status'], ALL),
  allow('apiextensions.k8s.io', ['customresourcedefinitions'], READ),
  allow('', ['pods', 'nodes', 'services', 'namespaces', 'endpoints'], READ),
  allow('discovery.k8s.io', ['endpointslices'], READ),
  allow('networking.k8s.io', ['ingresses', 'ingressclasses'], READ),
  allow('networking.k8s.io', ['ingresses/status'], ['*']),
  allow('', ['configmaps'], ['create', ...READ, 'update']),
  allow('authentication.k8s.io', ['tokenreviews'], ['create']),
  allow('authorization.k8s.io', ['subjectaccessreviews'], ['create']),
  { apiGroups: [GATEWAY_API, GATEWAY_API_EXPERIMENTAL], resources: ['*'], verbs: READ },
  allow(GATEWAY_API_EXPERIMENTAL, ['xbackendtrafficpolicies/status', ...experimentalListenerSets ? ['xlistenersets/status'] : []], WRITE_STATUS),
  allow(GATEWAY_API, [
    'backendtlspolicies', 'gatewayclasses', 'gateways', 'grpcroutes', 'httproutes', ...experimentalListenerSets ? [] : ['listenersets'],
    'referencegrants', 'tcproutes', 'tlsroutes', 'udproutes',
  ].map((resource) => `${resource}/status`), WRITE_STATUS),
  allow(GATEWAY_API, ['gatewayclasses'], ['create', 'update', 'patch', 'delete']),
  allow('inference.networking.k8s.io', ['inferencepools'], READ),
  allow('inference.networking.k8s.io', ['inferencepools/status'], WRITE_STATUS),
  allow('', ['secrets'], READ),
  allow('multicluster.x-k8s.io', ['serviceexports'], [...READ, 'create', 'delete']),
  allow('multicluster.x-k8s.io', ['serviceimports'], READ),
];

/** What istiod may do besides to write what it finds wrong into the status of objects. */
export const ANALYSIS_RULES: Rule[] = [{
  apiGroups: ISTIO_GROUPS,
  resources: [
    'authorizationpolicies', 'destinationrules', 'envoyfilters', 'gateways', 'peerauthentications', 'proxyconfigs', 'requestauthentications',
    'serviceentries', 'sidecars', 'telemetries', 'virtualservices', 'wasmplugins', 'workloadentries', 'workloadgroups',
  ].map((resource) => `${resource}/status`),
  verbs: WRITE_STATUS,
}];

/** What istiod may do besides to take taints away from nodes. */
export const UNTAINT_RULES: Rule[] = [allow('', ['nodes'], ['patch'])];

/** What istiod may do besides to deploy the gateways of the Gateway API. */
export const GATEWAY_CONTROLLER_RULES: Rule[] = [
  allow('apps', ['deployments'], ALL),
  allow('autoscaling', ['horizontalpodautoscalers'], ALL),
  allow('policy', ['poddisruptionbudgets'], ALL),
  allow('', ['services', 'serviceaccounts'], ALL),
];

/** What istiod may do in its own namespace. */
export const ISTIOD_NAMESPACE_RULES: Rule[] = [
  // A dry run of an invalid Gateway tells istiod whether its validator works.
  allow('networking.istio.io', ['gateways'], ['create']),
  allow('', ['secrets'], ['create', ...READ, 'update', 'delete']),
  allow('', ['configmaps'], ['delete']),
  allow('coordination.k8s.io', ['leases'], ['get', 'update', 'patch', 'create']),
];

/** What the istiods of other clusters may do in this one. */
export const READER_RULES: Rule[] = [
  { apiGroups: ISTIO_GROUPS, resources: ['*'], verbs: READ },
  allow('', ['endpoints', 'pods', 'services', 'nodes', 'replicationcontrollers', 'namespaces', 'secrets', 'configmaps'], READ),
  { apiGroups: ['networking.x-k8s.io', GATEWAY_API], resources: ['gateways'], verbs: READ },
  allow('apiextensions.k8s.io', ['customresourcedefinitions'], READ),
  allow('discovery.k8s.io', ['endpointslices'], READ),
  allow('multicluster.x-k8s.io', ['serviceexports'], [...READ, 'create', 'delete']),
  allow('multicluster.x-k8s.io', ['serviceimports'], READ),
  allow('apps', ['replicasets'], READ),
  allow('authentication.k8s.io', ['tokenreviews'], ['create']),
  allow('authorization.k8s.io', ['subjectaccessreviews'], ['create']),
];

/** What an istiod that runs elsewhere does besides: it gives namespaces their root certificate, and webhooks its CA. */
export const REMOTE_CONTROL_RULES: Rule[] = [
  allow('', ['configmaps'], ['create', 'update']),
  allow('admissionregistration.k8s.io', ['mutatingwebhookconfigurations'], [...READ, 'update', 'patch']),
  allow('admissionregistration.k8s.io', ['validatingwebhookconfigurations'], [...READ, 'update']),
];

function allow(apiGroup: string, resources: string[], verbs: string[]): Rule {
  return { apiGroups: [apiGroup], resources, verbs };
}
