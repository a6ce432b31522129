import { ApiObject } from 'cdk8s';
import { Labels } from './labels';

/** A Service that a program makes. */
export interface KnownService {
  readonly object: ApiObject;
  readonly name: string;
  readonly namespace: string;
  /** The labels of its Pods; nothing if it selects none by itself. */
  readonly selector?: Labels;
  readonly headless: boolean;
  /** Whether callers from outside of the cluster reach it: its type. */
  readonly exposed?: string;
  readonly ports: readonly KnownPort[];
}

export interface KnownPort {
  readonly number: number;
  readonly target: number | string;
}

/** The Service that an object is; nothing if it is none. */
export function knownServices(object: ApiObject): KnownService[] {
  if (object.kind !== 'Service' || object.apiVersion !== 'v1') return [];
  const { spec = {} } = object.toJson();
  const { selector, clusterIP, type, ports = [] } = spec;
  return [{
    object,
    name: object.name,
    namespace: object.metadata.namespace ?? '',
    selector: selector && Object.keys(selector).length > 0 ? selector : undefined,
    headless: clusterIP === 'None',
    exposed: type === 'NodePort' || type === 'LoadBalancer' ? type : undefined,
    ports: ports.filter(({ protocol }: any) => protocol !== 'UDP').map(({ port, targetPort }: any) => ({ number: port, target: targetPort ?? port })),
  }];
}
