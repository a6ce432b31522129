import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Egress } from '../gateway/egress';
import { EgressOptions } from '../gateway/egress-options';
import { fail, oneOf } from '../ground/fail';
import { ExportTo } from '../host/export-to';
import { ExternalHost } from '../host/external-host';
import { plainName } from '../host/wildcard';

/** What `egress()` of a mesh does: the host if it is not declared yet, and the way out to it, below the mesh. */
export function egressTo(mesh: Construct, given: string, options: EgressOptions): Egress {
  const scope = mesh.node.tryFindChild('Egress') as Construct | undefined ?? new Construct(mesh, 'Egress');
  const hostName = given.toLowerCase();
  if (scope.node.tryFindChild(hostName)) fail(mesh, `'${hostName}' has a way out already`, 'say all of it in one call, and keep what egress() returned');
  const host = declaredHost(mesh, hostName, options) ?? declare(mesh, scope, hostName, options);
  const { via, tls, from, subset } = options;
  return new Egress(scope, hostName, { host, hostName, via, tls, from, subset });
}

function declaredHost(mesh: Construct, hostName: string, { namespace, ports, resolution }: EgressOptions): ExternalHost | undefined {
  const all = ExternalHost._declared(mesh, hostName);
  const [found, ...others] = namespace === undefined ? all : all.filter(({ hostRef }) => hostRef.namespace === namespace);
  if (others.length > 0) {
    fail(mesh, `'${hostName}' is declared in several namespaces, ${oneOf(all.map(({ hostRef }) => hostRef.namespace))}`, 'say which one is meant by namespace');
  }
  const twice = found && Object.entries({ ports, resolution }).find(([, value]) => value !== undefined);
  if (twice) fail(mesh, `${twice[0]} of '${hostName}' is given, but the host is declared by ExternalHost '${found.node.path}'`, 'say it there');
  return found;
}

function namespaceOf(mesh: Construct, hostName: string, { from = [] }: EgressOptions): string {
  const namespaces = [...new Set(from.map(({ clientRef }) => clientRef.namespace))];
  return (namespaces.length === 1 ? namespaces[0] : Chart.of(mesh).namespace)
    ?? fail(mesh, `nothing says in which namespace '${hostName}' is declared`, `say it, e.g. namespace: '${namespaces[0] ?? 'shop'}'`);
}

function declare(mesh: Construct, scope: Construct, hostName: string, options: EgressOptions): ExternalHost {
  const { resolution, ports = options.tls?._usualPorts, namespace = namespaceOf(mesh, hostName, options) } = options;
  return new ExternalHost(scope, `${hostName}-host`, {
    name: plainName(hostName),
    hosts: [hostName],
    ports: ports ?? fail(mesh, `nothing says what clients of '${hostName}' speak`, 'give ports, e.g. [ServicePort.https(443)]'),
    resolution,
    namespace,
    exportTo: knownTo(namespace, options),
  });
}

/** The clients know the host, and so does the gateway. One that is made elsewhere serves the host's own namespace only. */
function knownTo(namespace: string, { from, via }: EgressOptions): ExportTo | undefined {
  const gateway = via?.egressGatewayRef;
  if (!from?.length && !gateway?.ports) return undefined;
  const clients = from?.map(({ clientRef }) => clientRef.namespace) ?? [namespace];
  return ExportTo.namespaces(...new Set([...clients, ...gateway ? [gateway.namespace] : []]));
}
