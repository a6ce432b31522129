import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';

/**
 * The order in which the objects of a mesh are put into a cluster. Each phase works only when those before it do: the API server knows no
 * kind before its CRD, and asks istiod about Istio's objects; pods get no proxy before istiod runs, and no traffic to redirect before the node
 * agents; a workload without its policies is open; routes name the subsets of destination rules, and those the pods of workloads.
 */
export const PHASES = [
  'crds', 'namespaces', 'rbac', 'certificates', 'control plane', 'node agents', 'gateways', 'policies', 'workloads', 'destination rules', 'routes',
] as const;
export type Phase = typeof PHASES[number];

/** What is said by the kind, whoever made the object. */
const OF_KIND: Readonly<Record<string, Phase>> = {
  'apiextensions.k8s.io/CustomResourceDefinition': 'crds',
  '/Namespace': 'namespaces',
  '/ServiceAccount': 'rbac',
  'rbac.authorization.k8s.io/*': 'rbac',
  '/Secret': 'certificates',
  'cert-manager.io/*': 'certificates',
  'trust.cert-manager.io/*': 'certificates',
  'external-secrets.io/*': 'certificates',
  'bitnami.com/SealedSecret': 'certificates',
  'gateway.networking.k8s.io/GatewayClass': 'gateways',
  'gateway.networking.k8s.io/Gateway': 'gateways',
  'gateway.networking.k8s.io/ListenerSet': 'gateways',
  'gateway.networking.k8s.io/ReferenceGrant': 'gateways',
  'networking.istio.io/Gateway': 'gateways',
  'networking.istio.io/ServiceEntry': 'policies',
  'networking.istio.io/Sidecar': 'policies',
  'networking.istio.io/EnvoyFilter': 'policies',
  'networking.istio.io/ProxyConfig': 'policies',
  'security.istio.io/*': 'policies',
  'telemetry.istio.io/*': 'policies',
  'extensions.istio.io/*': 'policies',
  'networking.istio.io/DestinationRule': 'destination rules',
  'gateway.networking.k8s.io/BackendTLSPolicy': 'destination rules',
  'gateway.networking.x-k8s.io/XBackendTrafficPolicy': 'destination rules',
  'networking.istio.io/VirtualService': 'routes',
  'gateway.networking.k8s.io/*': 'routes',
  'networking.k8s.io/Ingress': 'routes',
  'flagger.app/Canary': 'routes',
  'argoproj.io/Rollout': 'routes',
};

const owners = new WeakMap<IConstruct, Phase>();

/** Says in which phase are the objects of a construct whose kinds do not say it. */
export function inPhase(owner: IConstruct, phase: Phase): void {
  owners.set(owner, phase);
}

/** The phase of an object: by its kind, else by what made it, else it is of a workload. */
export function phaseOf(object: ApiObject): Phase {
  const { apiGroup } = object;
  const group = apiGroup === 'core' ? '' : apiGroup;
  const owner = object.node.scopes.reverse().find((scope) => owners.has(scope));
  return OF_KIND[`${group}/${object.kind}`] ?? OF_KIND[`${group}/*`] ?? (owner ? owners.get(owner)! : 'workloads');
}

/** The place of a phase in the order, from 0 on. */
export function phaseNumber(phase: Phase): number {
  return PHASES.indexOf(phase);
}
