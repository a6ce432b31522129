import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { fail, placeOf } from '../ground/fail';
import { dnsLabel } from '../ground/names';
import { claim } from '../ground/one-writer';
import { HostReference } from '../host/host';
import { labelSelector } from '../match/label-selector';
import { renderResources } from '../workload/rendered-resources';
import { VersionOptions } from './version-options';

/** What a Deployment has to know of its service. */
export interface ImageWorkloadContext {
  readonly host: HostReference;
  /** What the Service selects. */
  readonly selector: { readonly [key: string]: string };
  readonly serviceAccountName: string;
}

type Labels = { [key: string]: string };

/** Makes the Deployment `<service>-<version>` below the service. */
export function makeDeployment(service: Construct, version: string, options: VersionOptions, context: ImageWorkloadContext): ApiObject {
  const { host } = context;
  const name = dnsLabel(service, 'Deployment name', `${host.name}-${version}`);
  claim(service, `Deployment ${host.namespace}/${name}`, 'rename the version or the service');
  const selected: Labels = { ...context.selector, version };
  return new ApiObject(service, `Deployment-${version}`, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: host.namespace, labels: selected },
    spec: {
      replicas: replicas(service, version, options.replicas),
      selector: { matchLabels: selected },
      template: {
        metadata: { labels: podLabels(service, version, selected, options.podLabels), annotations: options.podAnnotations },
        spec: {
          serviceAccountName: context.serviceAccountName,
          imagePullSecrets: options.imagePullSecrets?.map((secret) => ({ name: secret })),
          containers: [container(service, version, options, host)],
        },
      },
    },
  });
}

function replicas(service: Construct, version: string, value: number | undefined): number | undefined {
  if (value === undefined || (Number.isInteger(value) && value >= 0)) return value;
  return fail(service, `replicas of version '${version}' is ${value}, a whole number from 0 is allowed`, 'leave it out to let an autoscaler own it');
}

function podLabels(service: Construct, version: string, selected: Labels, more: Labels | undefined): Labels {
  if (!more) return selected;
  labelSelector(service, `podLabels of version '${version}'`, more);
  const taken = Object.keys(more).find((key) => key in selected && more[key] !== selected[key]);
  if (taken) fail(service, `podLabels of version '${version}' set ${taken} to '${more[taken]}', the Service needs '${selected[taken]}'`, 'leave it out');
  return { ...more, ...selected };
}

function container(service: Construct, version: string, options: VersionOptions, host: HostReference): Record<string, unknown> {
  const place = `${placeOf(service)}: version '${version}'`;
  const { image, imagePullPolicy, command, args, env, resources, readinessProbe, livenessProbe } = options;
  if (!image) fail(place, 'the image is empty', `name it, e.g. 'registry.example.com/reviews:1.4.2'`);
  const [{ targetPort }] = host.ports;
  return {
    name: host.name,
    image, imagePullPolicy, command, args,
    env: env && Object.entries(env).map(([name, value]) => ({ name, value })),
    ports: containerPorts(host),
    resources: resources && renderResources(service, `resources of version '${version}'`, resources, {}),
    readinessProbe: readinessProbe?._toSpec(place, targetPort),
    livenessProbe: livenessProbe?._toSpec(place, targetPort),
    securityContext: securityContext(place, options.runAsUser),
  };
}

/** The targets of the Service's ports, each once. */
function containerPorts(host: HostReference): Record<string, unknown>[] {
  const ports = new Map<string, Record<string, unknown>>();
  for (const { targetPort, _transport: protocol } of host.ports) {
    if (targetPort !== undefined) ports.set(`${targetPort}/${protocol}`, { containerPort: targetPort, protocol });
  }
  return [...ports.values()];
}

/** What Kubernetes calls the restricted level, for this container only: the injected ones bring their own. */
function securityContext(place: string, runAsUser: number | undefined): Record<string, unknown> {
  if (runAsUser !== undefined && !(Number.isInteger(runAsUser) && runAsUser >= 0)) {
    fail(place, `runAsUser is ${runAsUser}, a whole number from 0 is allowed`, 'give the number of the user');
  }
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    runAsNonRoot: runAsUser !== 0,
    runAsUser,
    seccompProfile: { type: 'RuntimeDefault' },
  };
}
