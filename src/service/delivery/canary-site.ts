import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Dialect } from '../../dialect/dialect';
import { fail } from '../../ground/fail';
import { ExportTo } from '../../host/export-to';
import { HostReference } from '../../host/host';
import { HostRules } from '../../policy/host-rules';
import { HttpRoute, HttpRouteOptions, HttpTrafficOptions } from '../../route/http-route';
import { CanaryPlan } from '../canary-plan';
import { ServiceOrigin } from '../service-source';
import { ServiceVersion } from '../service-version';

/** What a strategy sees of the service. */
export interface CanarySite {
  readonly place: Construct;
  readonly host: HostReference;
  readonly rules: HostRules;
  readonly origin: ServiceOrigin;
  /** What the Service selects, as far as it is known. */
  readonly selector?: { readonly [key: string]: string };
  readonly dialect: Dialect;
  /** Who sees the host's routes and policies. */
  readonly exportTo?: ExportTo;

  addRoute(id: string, options: HttpRouteOptions): HttpRoute;
  /** Leaves Service and routes to a controller; gives what the Service said of itself. */
  handOver(keeper: string): ServiceMetadata;
}

/** What a Service says of itself. */
export interface ServiceMetadata {
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
}

/** The Deployment of the version that a controller watches, and the only version that a strategy with a controller can have. */
export function watchedDeployment(site: CanarySite, controller: string, plan: CanaryPlan): ApiObject {
  const { stable, canary, weight } = plan;
  if (canary) {
    fail(site.place, `version '${canary.name}' is given as canary, which ${controller} makes itself of the next change of '${stable.name}'`, 'leave canary out');
  }
  if (weight !== undefined) fail(site.place, `the weight ${weight} is given, which ${controller} decides`, 'leave weight out');
  return deploymentOf(site.place, controller, stable);
}

function deploymentOf(place: Construct, controller: string, stable: ServiceVersion): ApiObject {
  const workload = stable._workload;
  if (workload?.kind === 'Deployment' && workload.apiGroup === 'apps') return workload;
  const is = workload ? `a ${workload.kind}` : 'labels only';
  return fail(place, `version '${stable.name}' is ${is}, ${controller} needs a Deployment`, 'give the version an image, or a Deployment as workload');
}

const NOT_TRAFFIC = ['stable', 'canary', 'weight', 'match', 'id'];

/** What holds for requests, whoever gets them. */
export function trafficOf(plan: CanaryPlan): HttpTrafficOptions {
  return Object.fromEntries(Object.entries(plan).filter(([option]) => !NOT_TRAFFIC.includes(option)));
}
