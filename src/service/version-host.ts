import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { fail } from '../ground/fail';
import { serviceName } from '../ground/names';
import { claim } from '../ground/one-writer';
import { ExportTo } from '../host/export-to';
import { HostReference } from '../host/host';
import { hostReference } from '../host/host-reference';
import { exportAnnotation } from './export-annotation';

/** What a version needs to know of its service. */
export interface VersionHostContext {
  readonly host: HostReference;
  /** What the Service selects, as far as it is known. */
  readonly selector?: { readonly [key: string]: string };
  /** The labels that tell the version's Pods from those of the others. */
  readonly labels: { readonly [key: string]: string };
  readonly exportTo?: ExportTo;
}

/** Makes the Service `<service>-<version>`, since the Gateway API knows no versions of a Service: a host of its own. */
export function makeVersionHost(service: Construct, version: string, { host, selector = {}, labels, exportTo }: VersionHostContext): HostReference {
  if (Object.keys(selector).length === 0) {
    fail(service, `version '${version}' can't have a Service of its own, it is not known what Service '${host.name}' selects`,
      'make or adopt the Service here, or use Dialect.ISTIO');
  }
  const unknown = host.ports.find(({ targetPort }) => targetPort === undefined);
  if (unknown) {
    fail(service, `version '${version}' can't have a Service of its own, port ${unknown.number} of Service '${host.name}' names its target`,
      'give the number of the target port, or use Dialect.ISTIO');
  }
  const name = serviceName(service, 'Service name', `${host.name}-${version}`);
  const { namespace } = host;
  claim(service, `Service ${namespace}/${name}`, 'rename the version or the service');
  new ApiObject(service, `Service-${version}`, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels: { ...selector, ...labels }, annotations: exportTo && exportAnnotation(service, exportTo) },
    spec: { selector: { ...selector, ...labels }, ports: host.ports.map((port) => port._toSpec()) },
  });
  return { ...hostReference(service, { name, namespace, ports: host.ports, clusterDomain: host.fqdn.split('.svc.')[1] }), versionOf: host.fqdn };
}
