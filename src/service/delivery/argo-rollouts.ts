import { ApiObject, JsonPatch } from 'cdk8s';
import { IConstruct } from 'constructs';
import { networking } from '../../api';
import { Dialect } from '../../dialect/dialect';
import { fail } from '../../ground/fail';
import { dnsName } from '../../ground/names';
import { ownFields } from '../../ground/owned-fields';
import { HostReference } from '../../host/host';
import { httpPorts, portList } from '../../host/host-port';
import { DelegateRoutes } from '../../route/delegate-routes';
import { RouteAction } from '../../route/route-action';
import { Canary } from '../canary';
import { CanaryPlan } from '../canary-plan';
import { ArgoRolloutsOptions } from './argo-rollouts-options';
import { CanarySite, trafficOf, watchedDeployment } from './canary-site';
import { rolloutSpec } from './rollout-spec';

const OWNER = 'Argo Rollouts';
const STABLE = 'stable';
const CANARY = 'canary';

/**
 * A `Rollout` that takes over the Deployment, and the objects to which the controller writes: a VirtualService without hosts, which has the shares
 * and nothing else, and a DestinationRule, which has the two subsets and nothing else. The controller replaces the lists in them whole (it drops
 * subsets that it does not know), so what you write is kept out of them.
 */
export function argoRolloutsCanary(site: CanarySite, plan: CanaryPlan, options: ArgoRolloutsOptions): Canary {
  const { match, id = 'canary' } = plan;
  const traffic = trafficOf(plan);
  const { place, host, dialect } = site;
  if (dialect === Dialect.GATEWAY_API) {
    fail(place, 'Argo Rollouts writes to routes of Istio, this service has those of the Gateway API', 'use Dialect.ISTIO, or deliver with CanaryStrategy.flagger');
  }
  const deployment = watchedDeployment(site, OWNER, plan);
  const name = dnsName(place, 'name of the objects of the canary', `${host.name}-${id}`);
  checkPorts(place, host);
  const spec = rolloutSpec(place, options, { deployment, name, route: id, subsets: { stable: STABLE, canary: CANARY } });
  const subsets = subsetRule(site, plan, name);
  const routes = weightedRoute(site, name, id);
  if (match) site.addRoute(`${id}-match`, { ...traffic, match, action: RouteAction.forward(subset(host, CANARY)) });
  const route = site.addRoute(id, { ...traffic, action: RouteAction.delegate(routes) });
  new ApiObject(place, 'Rollout', {
    apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata: { name: host.name, namespace: host.namespace, labels: site.selector }, spec,
  });
  takeReplicas(deployment);
  return Canary._of(plan, { route, shared: [deployment, subsets, objectOf(routes)] });
}

const subset = (host: HostReference, name: string) => ({ destinationRef: { host, subset: name } });

/** A route for mesh and gateways can name one port only. */
function checkPorts(place: IConstruct, host: HostReference): void {
  if (httpPorts(host).length === 1) return;
  fail(place, `${host.fqdn} has ports ${portList(host)}, the route that Argo Rollouts writes needs one of HTTP`, 'make a MeshService of one such port');
}

/** The two subsets, whose labels the controller completes. istiod puts them together with the host's own rule. */
function subsetRule(site: CanarySite, { stable }: CanaryPlan, name: string): ApiObject {
  const { place, host: { fqdn, namespace }, rules, exportTo } = site;
  rules.watch(place, (writer) => {
    const taken = rules.versionNames.find((version) => version === STABLE || version === CANARY);
    if (taken) fail(writer, `a version is called '${taken}', as a subset of Argo Rollouts is`, 'rename the version');
    if (rules.hasClients) {
      fail(writer, `some clients of ${fqdn} have policies of their own, and with them a rule without the subsets of Argo Rollouts`, 'leave them out, or deliver with manual weights');
    }
  });
  const labels = { ...stable.labels };
  const rule = new networking.DestinationRule(place, 'CanarySubsets', {
    metadata: { name, namespace, labels: LABELS, annotations: CREATE_ONLY },
    spec: { host: fqdn, subsets: [STABLE, CANARY].map((one) => ({ name: one, labels })), exportTo: exportTo?._toRuleSpec(place) },
  });
  ownFields(rule, { owner: OWNER, jqPathExpressions: ['.spec.subsets'] });
  return rule;
}

function weightedRoute({ place, host, exportTo }: CanarySite, name: string, id: string): DelegateRoutes {
  const routes = new DelegateRoutes(place, 'CanaryRoutes', { name, namespace: host.namespace, exportTo });
  routes.addRoute(id, { action: RouteAction.split({ to: subset(host, STABLE), weight: 100 }, { to: subset(host, CANARY), weight: 0 }) });
  const object = objectOf(routes);
  for (const [key, value] of Object.entries(LABELS)) object.metadata.addLabel(key, value);
  for (const [key, value] of Object.entries(CREATE_ONLY)) object.metadata.addAnnotation(key, value);
  ownFields(object, { owner: OWNER, jqPathExpressions: ['.spec.http'] });
  return routes;
}

const objectOf = (routes: DelegateRoutes) => routes.node.findChild('VirtualService') as ApiObject;

/** By this a plain `kubectl apply` leaves the objects out. */
const LABELS = { 'app.kubernetes.io/managed-by': 'argo-rollouts' };
/** By this Flux makes the objects and then leaves them alone. */
const CREATE_ONLY = { 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' };

/** The number of Pods is in the Rollout; the controller scales the Deployment down. */
function takeReplicas(deployment: ApiObject): void {
  if (deployment.toJson().spec?.replicas !== undefined) deployment.addJsonPatch(JsonPatch.remove('/spec/replicas'));
  ownFields(deployment, { owner: OWNER, jqPathExpressions: ['.spec.replicas'] });
}
