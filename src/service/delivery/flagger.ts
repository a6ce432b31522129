import { ApiObject, Lazy } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Dialect } from '../../dialect/dialect';
import { fail, placeOf } from '../../ground/fail';
import { ownFields } from '../../ground/owned-fields';
import { Canary } from '../canary';
import { CanaryPlan } from '../canary-plan';
import { ServiceOrigin } from '../service-source';
import { CanarySite, ServiceMetadata, watchedDeployment } from './canary-site';
import { analysisSpec } from './flagger-analysis';
import { autoscalerSpec } from './flagger-autoscaler';
import { flaggerFields, refuseUnknown } from './flagger-fields';
import { FlaggerOptions } from './flagger-options';
import { serviceSpec } from './flagger-service';
import { wholeSeconds } from './whole-seconds-text';

const OWNER = 'Flagger';
const CURE = 'leave it out, or deliver with CanaryStrategy.argoRollouts';

/** A `Canary` that says the service as Flagger is to make it: nothing of it is made here any more. */
export function flaggerCanary(site: CanarySite, plan: CanaryPlan, options: FlaggerOptions): Canary {
  const { place, host } = site;
  const deployment = watchedDeployment(site, OWNER, plan);
  refuseReplicas(place, plan, deployment);
  refuseAdoptedService(site);
  const analysis = analysisSpec(place, plan, options);
  const service = serviceSpec(site, plan, options);
  const metadata = site.handOver(OWNER);
  site.rules.watch(place, (writer) => checkRules(site, plan, writer));
  site.rules.withdraw();
  new ApiObject(place, 'Canary', {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: { name: host.name, namespace: host.namespace },
    spec: {
      provider: site.dialect === Dialect.GATEWAY_API ? 'gatewayapi:v1' : 'istio',
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment.name },
      autoscalerRef: options.autoscaler && autoscalerSpec(place, options.autoscaler, host.namespace),
      progressDeadlineSeconds: options.progressDeadline && wholeSeconds(place, 'progressDeadline', options.progressDeadline),
      ...switches(options),
      service: { ...service, apex: apex(metadata), trafficPolicy: Lazy.any({ produce: () => site.rules.toSpec().trafficPolicy }) },
      analysis,
    },
  });
  ownFields(deployment, { owner: OWNER, jqPathExpressions: ['.spec.replicas'] });
  return Canary._of(plan, { shared: [deployment] });
}

function switches({ metricsServer, skipAnalysis, revertOnDeletion, suspend }: FlaggerOptions): Record<string, unknown> {
  return { metricsServer, skipAnalysis, revertOnDeletion, suspend };
}

function apex({ labels, annotations }: ServiceMetadata): ServiceMetadata | undefined {
  return labels || annotations ? { labels, annotations } : undefined;
}

/** Flagger scales the Deployment to 0 and back; whoever applies a number again starts Pods that get no requests. */
function refuseReplicas(place: IConstruct, { stable }: CanaryPlan, deployment: ApiObject): void {
  const replicas: number | undefined = deployment.toJson().spec?.replicas;
  if (replicas === undefined) return;
  fail(place, `the Deployment of version '${stable.name}' has ${replicas} replicas, a number that Flagger changes`,
    `leave replicas out, of a construct by ApiObject.of(it).addJsonPatch(JsonPatch.remove('/spec/replicas')), and give an autoscaler`);
}

/** Flagger changes what the Service selects, so its output would be a second writer. */
function refuseAdoptedService({ place, host, origin }: CanarySite): void {
  if (origin !== ServiceOrigin.ADOPTED) return;
  fail(place, `Service '${host.name}' is made by this program and by Flagger`, 'give the ports instead of service: Flagger makes the Service');
}

/** Flagger writes the policy of the host to the rules that it makes, as far as it knows the words. */
function checkRules({ rules, host, dialect }: CanarySite, { stable }: CanaryPlan, writer: IConstruct): void {
  const rule = `the DestinationRules of ${host.fqdn} are written by Flagger`;
  const others = rules.versionNames.filter((name) => name !== stable.name);
  if (others.length > 0) fail(writer, `${rule}, but ${others.join(', ')} would be a version beside '${stable.name}'`, 'leave it out: Flagger makes the canary itself');
  if (rules.hasClients) fail(writer, `${rule}, but some clients would have policies of their own`, CURE);
  const { trafficPolicy, subsets, exportTo } = rules.toSpec();
  if (subsets?.some((subset) => subset.trafficPolicy)) fail(writer, `${rule}, but version '${stable.name}' would have policies of its own`, 'add them to the service');
  refuseUnknown(`${placeOf(writer)}: ${rule}`, { trafficPolicy, exportTo }, flaggerFields(dialect), CURE);
}
