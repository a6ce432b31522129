import { HostReference } from './host';

/** Whether a host is a Service of Kubernetes, and not one outside of the mesh. */
export function isClusterService({ name, namespace, fqdn }: HostReference): boolean {
  return fqdn.startsWith(`${name}.${namespace}.svc.`);
}
