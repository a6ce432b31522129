import { Difference } from './difference';

/** A place in which our control plane is meant to differ from Istio's charts. `*` stands for any text. */
export interface MeantDifference {
  /** Kind, namespace (`-` for objects of the cluster) and name. */
  readonly object: string;
  /** The place in the object, `''` for the whole object. */
  readonly path: string;
  readonly here: 'added' | 'left out' | 'changed';
  /** The last cell of a row in docs/parity.md. */
  readonly reason: string;
}

const ISTIOD = 'Deployment * istiod*';
const POD = 'spec / template / spec';
const INJECTOR = 'ConfigMap * istio-sidecar-injector*';
const VALIDATORS = ['ValidatingWebhookConfiguration - istio-validator-*', 'ValidatingWebhookConfiguration - istiod-default-validator'];
const DEFAULT_VALIDATOR = VALIDATORS[1];

const CA = 'they are optional in the chart: a Secret that happens to be there changes the CA. Here the CA says what is mounted: nothing for `selfSigned()`, '
  + '`cacerts` for `pluggedIn()`, and that is not optional';
const OWN_TEMPLATES = 'they are written here, and what they make of pods and Gateways is compared instead, see [injection.md](injection.md)';
const OTHER_TEMPLATES = 'proxyless gRPC without an agent, and gateways of another project, are out of scope';
const READ_VALUES = 'it is input of the chart\'s templates; ours have it in their text';
const OLD_TEMPLATE = 'only an istiod that is older than `templates` reads it';
const DEFAULT_SELECTOR = 'that of the chart `base` selects all, so objects with a revision would be validated twice';

const STABLE_POLICY = 'ValidatingAdmissionPolicy - stable-channel-*';
const DEFAULT_STABLE_POLICY = 'ValidatingAdmissionPolicy - stable-channel-default-policy.istio.io';
const OWN_RULES = 'they are written anew, one for each kind or field, and tell the user what is not stable';

export const MEANT_DIFFERENCES: readonly MeantDifference[] = [
  { object: 'Namespace - *', path: '', here: 'added', reason: 'a chart expects it; with `network` it has the label `topology.istio.io/network`, as after `istioctl install`' },
  { object: 'ConfigMap * values*', path: '', here: 'left out', reason: 'it repeats the input of Helm for people who debug charts; nothing reads it' },

  {
    object: 'CustomResourceDefinition - *.istio.io', path: 'metadata / annotations', here: 'left out',
    reason: 'it keeps Helm from deleting them',
  },
  {
    object: 'ServiceAccount * istio-reader-service-account', path: 'imagePullSecrets', here: 'left out',
    reason: 'no pod runs with it: istiods of other clusters use its token',
  },
  {
    object: 'ClusterRole - istio-reader-clusterrole-*', path: 'rules / * workloadentries.networking.istio.io *', here: 'left out',
    reason: 'the rule to read all of `networking.istio.io` says it',
  },

  ...['tag', 'variant'].map((path): MeantDifference => (
    { object: INJECTOR, path: `data / values / global / ${path}`, here: 'changed', reason: 'the tag has the variant in it, as the image has' }
  )),
  ...['sidecar', 'gateway', 'grpc-agent', 'waypoint', 'kube-gateway'].map((template) => (
    { object: INJECTOR, path: `data / config / templates / ${template}`, here: 'changed' as const, reason: OWN_TEMPLATES }
  )),
  ...['grpc-simple', 'agentgateway*'].map((template) => (
    { object: INJECTOR, path: `data / config / templates / ${template}`, here: 'left out' as const, reason: OTHER_TEMPLATES }
  )),
  { object: INJECTOR, path: 'data / config / template', here: 'left out', reason: OLD_TEMPLATE },
  { object: INJECTOR, path: 'data / values / *', here: 'left out', reason: READ_VALUES },
  { object: INJECTOR, path: 'data / values / global / multiCluster / clusterName', here: 'changed', reason: 'an empty name means `Kubernetes`' },
  { object: INJECTOR, path: 'data / values / global / proxy / holdApplicationUntilProxyStarts', here: 'added', reason: 'istiod\'s default, said' },

  ...['volumes / cacerts', 'volumes / istio-csr-dns-cert', 'volumes / istio-csr-ca-configmap', 'volumes / cacerts / secret / optional',
    'volumes / istio-csr-dns-cert / secret / optional', 'volumes / istio-csr-ca-configmap / configMap / optional'].map((path) => (
    { object: ISTIOD, path: `${POD} / ${path}`, here: 'left out' as const, reason: CA }
  )),
  ...['/etc/cacerts', '/var/run/secrets/istiod/tls', '/var/run/secrets/istiod/ca'].map((path) => (
    { object: ISTIOD, path: `${POD} / containers / 0 / volumeMounts / ${path}`, here: 'left out' as const, reason: CA }
  )),
  { object: ISTIOD, path: `${POD} / volumes / istio-csr-ca-configmap / configMap / defaultMode`, here: 'left out', reason: 'the API server\'s default, 420' },
  { object: ISTIOD, path: `${POD} / containers / 0 / env / PLATFORM`, here: 'left out', reason: 'it is empty in the chart, which is the same as unset' },
  {
    object: ISTIOD, path: `${POD} / containers / 0 / env / PILOT_TRACE_SAMPLING`, here: 'added',
    reason: 'the chart leaves 0 out, and istiod takes 1 %',
  },

  {
    object: ISTIOD, path: `${POD} / containers / 0 / env / PILOT_SPAWN_UPSTREAM_SPAN_FOR_GATEWAY`, here: 'left out',
    reason: 'the chart names it for older behaviour, but istiod 1.31 does not know it',
  },
  {
    object: ISTIOD, path: `${POD} / containers / 0 / env / VALIDATION_WEBHOOK_CONFIG_NAME`, here: 'added',
    reason: 'else istiod writes its own bundle over the given one',
  },
  {
    object: 'ClusterRole - istiod-clusterrole-*', path: 'rules / *.extensions *', here: 'left out',
    reason: 'no Kubernetes has Ingresses in the group `extensions` any more',
  },
  { object: 'ConfigMap * istio', path: 'data / mesh / accessLogEncoding', here: 'added', reason: 'istiod\'s default, said' },
  {
    object: 'ConfigMap * istio', path: 'data / mesh / discoverySelectors / *', here: 'added',
    reason: 'else istiod does not read the policies for the whole mesh, which stand in its own namespace',
  },
  { object: 'NetworkPolicy * istiod*', path: 'spec / ingress / 1 / ports / 15011', here: 'left out', reason: 'istiod does not listen there' },

  ...(['changed', 'added'] as const).map((here): MeantDifference => ({ object: STABLE_POLICY, path: 'spec / validations / *', here, reason: OWN_RULES })),
  { object: STABLE_POLICY, path: 'spec / variables', here: 'left out', reason: OWN_RULES },
  { object: DEFAULT_STABLE_POLICY, path: 'spec / matchConstraints / objectSelector', here: 'added', reason: DEFAULT_SELECTOR },
  ...['istio', 'istio.io/rev'].map((label): MeantDifference => (
    { object: DEFAULT_STABLE_POLICY, path: `metadata / labels / ${label}`, here: 'left out', reason: 'nothing looks for them on a policy' }
  )),
  { object: 'ValidatingAdmissionPolicyBinding - *', path: 'metadata / labels', here: 'added', reason: 'all that belongs to Istio is found by them' },

  ...[['Service', 'operator.istio.io/component'], ['EndpointSlice', 'operator.istio.io/component'], ['EndpointSlice', 'istio.io/rev']].map(([kind, label]): MeantDifference => (
    { object: `${kind} * istiod*`, path: `metadata / labels / ${label}`, here: 'added', reason: 'all that belongs to a revision of Istio is found by them' }
  )),
  { object: 'Service * istiod*', path: 'spec / ipFamilies', here: 'added', reason: 'a Service of another family than its endpoint leads nowhere' },
  {
    object: 'EndpointSlice * istiod*', path: 'metadata / labels / endpointslice.kubernetes.io/managed-by', here: 'changed',
    reason: 'it says who looks after the endpoint, which is not Helm',
  },
  {
    object: 'ConfigMap * istio-canary', path: 'data / mesh / defaultConfig / discoveryAddress', here: 'changed',
    reason: 'the chart forgets the revision there, and sends proxies to a Service that does not exist',
  },

  ...VALIDATORS.flatMap((object): MeantDifference[] => [
    {
      object, path: 'webhooks / 0 / failurePolicy', here: 'left out',
      reason: 'the chart says `Ignore` and istiod makes `Fail` of it: the next server-side apply conflicts. Left out it is `Fail` from the start',
    },
    { object, path: 'webhooks / 0 / clientConfig / service / port', here: 'added', reason: 'the API server\'s default, said' },
    { object, path: 'metadata / labels / operator.istio.io/component', here: 'added', reason: '`istioctl uninstall --purge` finds it' },
  ]),
  { object: DEFAULT_VALIDATOR, path: 'webhooks / 0 / objectSelector', here: 'added', reason: DEFAULT_SELECTOR },
  { object: DEFAULT_VALIDATOR, path: 'metadata / labels / istio.io/tag', here: 'added', reason: 'it belongs to the tag `default`, as that of the chart `default` does' },
];

/** Whether this is the difference, one of many, that is meant. */
export function isMeant({ path, ours, upstream }: Difference, meant: MeantDifference): boolean {
  const here = upstream === undefined ? 'added' : ours === undefined ? 'left out' : 'changed';
  const place = [meant.object, meant.path].filter(Boolean).join(' / ');
  return here === meant.here && matches(path, place);
}

function matches(text: string, pattern: string): boolean {
  return new RegExp(`^${pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')).join('.*')}$`).test(text);
}
