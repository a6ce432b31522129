import { gatewayapi, networking } from '../api';
import { Gaps, refuse, refuseGaps } from './gap';
import { listenerTls } from './gateway-tls';

const GAPS: Gaps<networking.Server, 'port' | 'hosts' | 'tls'> = {
  bind: { feature: 'the address of a listener', instead: 'leave bind out, or use Dialect.ISTIO' },
  name: { feature: 'serverName', instead: 'leave it out, or use Dialect.ISTIO' },
  defaultEndpoint: { feature: 'a default endpoint', instead: 'use Dialect.ISTIO' },
};

const PORT_GAPS: Gaps<networking.Port, 'number' | 'protocol' | 'name'> = {
  targetPort: { feature: 'targetPort', instead: 'leave it out' },
};

/** HTTP/2 and gRPC without TLS come in on a listener of HTTP. */
const PROTOCOLS: Record<string, string> = { HTTP: 'HTTP', HTTP2: 'HTTP', GRPC: 'HTTP', HTTPS: 'HTTPS', TLS: 'TLS', TCP: 'TCP' };

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** What a server of Istio's Gateway is as listeners of the Gateway API: one for each of its hosts. */
export function gatewayListeners(place: string, server: networking.Server, namespace: string): gatewayapi.Listener[] {
  const { port, port: { name, number, protocol: spoken }, hosts, tls } = server;
  const at = `${place}: listener '${name}'`;
  refuseGaps(at, server, GAPS);
  refuseGaps(at, port, PORT_GAPS);
  const protocol = PROTOCOLS[spoken] ?? refuse(at, `the protocol ${spoken}`, spoken === 'GRPC-Web' ? 'use Dialect.ISTIO' : 'use Listener.tcp, or Dialect.ISTIO');
  return hosts.map((host, i) => {
    const [hostname, from = namespace] = host.split('/').reverse();
    return {
      name: listenerName(name, i),
      hostname: protocol === 'TCP' || hostname === '*' ? undefined : hostname,
      port: number,
      protocol,
      tls: listenerTls(at, tls),
      allowedRoutes: { namespaces: from === namespace ? SAME_NAMESPACE : oneNamespace(from) },
    };
  });
}

/** The name of the listener for one of the hosts of a server. */
export function listenerName(server: string, host: number): string {
  return host === 0 ? server : `${server}-${host + 1}`;
}

const SAME_NAMESPACE: gatewayapi.RouteNamespaces = { from: gatewayapi.FromNamespaces.SAME };

function oneNamespace(name: string): gatewayapi.RouteNamespaces {
  return { from: gatewayapi.FromNamespaces.SELECTOR, selector: { matchLabels: { [NAMESPACE_NAME]: name } } };
}
