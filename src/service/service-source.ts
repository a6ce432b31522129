import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { fail } from '../ground/fail';
import { serviceName } from '../ground/names';
import { HostReference } from '../host/host';
import { checkPorts, hostReference } from '../host/host-reference';
import { readService } from '../host/service-reader';
import { labelSelector } from '../match/label-selector';
import { EXPORT_TO, exportAnnotation } from './export-annotation';
import { MeshServiceProps } from './mesh-service-props';

/** Where the Service of a host comes from. */
export enum ServiceOrigin { MADE, ADOPTED, ELSEWHERE }

/** The host of a MeshService, and what its Service selects as far as it is known. */
export interface ServiceSource {
  readonly host: HostReference;
  readonly selector?: { readonly [key: string]: string };
  readonly origin: ServiceOrigin;
  /** The Service, if this program has it. */
  readonly object?: ApiObject;
}

/** Makes the Service, or takes one that exists. */
export function serviceSource(place: Construct, props: MeshServiceProps): ServiceSource {
  if (props.service && props.host) fail(place, 'both service and host are given, one is allowed', 'give the construct of the Service, or the host of one made elsewhere');
  if (props.service || props.host) refuseOfMade(place, props);
  if (props.service) return adoptedService(place, props);
  return props.host ? { host: props.host.hostRef, origin: ServiceOrigin.ELSEWHERE } : madeService(place, props);
}

function madeService(place: Construct, props: MeshServiceProps): ServiceSource {
  const { ports = [], labels } = props;
  checkPorts(place, ports);
  const name = serviceName(place, 'Service name', props.name ?? place.node.id);
  const host = hostReference(place, { name, namespace: namespaceOf(place, props), ports, clusterDomain: props.mesh?.meshRef.clusterDomain });
  const selector = { app: name };
  const object = new ApiObject(place, 'Service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name, namespace: host.namespace,
      labels: labels ? { ...labelSelector(place, 'labels', labels), ...selector } : selector,
      annotations: annotationsOf(place, props),
    },
    spec: { selector, ports: ports.map((port) => port._toSpec()) },
  });
  place.node.defaultChild = object;
  return { host, selector, origin: ServiceOrigin.MADE, object };
}

function annotationsOf(place: Construct, { annotations, exportTo }: MeshServiceProps): Record<string, string> | undefined {
  if (!exportTo) return annotations;
  if (annotations?.[EXPORT_TO]) fail(place, `both exportTo and annotation '${EXPORT_TO}' are given, one is allowed`, 'keep exportTo');
  return { ...annotations, ...exportAnnotation(place, exportTo) };
}

function adoptedService(place: Construct, props: MeshServiceProps): ServiceSource {
  const { name, ports, selector, object, namespace = Chart.of(place).namespace } = readService(props.service!);
  if (!namespace) fail(place, `neither Service '${name}' nor the chart has a namespace`, `give the chart one: new Chart(app, 'shop', { namespace: 'shop' })`);
  const host = hostReference(place, { name, namespace, ports, clusterDomain: props.mesh?.meshRef.clusterDomain });
  return { host, selector, origin: ServiceOrigin.ADOPTED, object };
}

function namespaceOf(place: Construct, props: MeshServiceProps): string {
  return props.namespace ?? Chart.of(place).namespace
    ?? fail(place, 'neither the props nor the chart name a namespace', `give the chart one: new Chart(app, 'shop', { namespace: 'shop' })`);
}

function refuseOfMade(place: Construct, props: MeshServiceProps): void {
  const { name, namespace, ports, labels, annotations } = props;
  const [given] = Object.entries({ name, namespace, ports, labels, annotations }).find(([, value]) => value !== undefined) ?? [];
  if (given) fail(place, `${given} is given together with a Service that exists`, 'leave it out, the Service has its own');
}
