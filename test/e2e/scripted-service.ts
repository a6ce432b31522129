/** A port whose requests a Lua script answers. */
export interface ScriptedPort {
  readonly port: number;
  /** Defines `envoy_on_request(handle)`, which calls `handle:respond()`. Of gRPC it sees and gives the bytes of messages, without their frames. */
  readonly script: string;
  readonly grpc?: boolean;
}

/** A service made of nothing but Envoy. Of gRPC one listener takes the framing off, and the script is behind it. */
export function scriptedService(namespace: string, name: string, image: string, ports: ScriptedPort[]): object[] {
  const metadata = { name, namespace };
  const labels = { app: name };
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'envoy.json': JSON.stringify(envoyConfig(ports)) } },
    {
      apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, labels },
      spec: {
        terminationGracePeriodSeconds: 1,
        volumes: [{ name: 'config', configMap: { name } }],
        containers: [{
          name: 'envoy', image, imagePullPolicy: 'IfNotPresent', volumeMounts: [{ name: 'config', mountPath: '/config' }],
          command: ['envoy', '-c', '/config/envoy.json', '--concurrency', '1'],
        }],
      },
    },
    {
      apiVersion: 'v1', kind: 'Service', metadata,
      spec: { selector: labels, ports: ports.map(({ port, grpc }) => ({ name: `p-${port}`, port, appProtocol: grpc ? 'grpc' : 'http' })) },
    },
  ];
}

function envoyConfig(ports: ScriptedPort[]): object {
  const bridge = typed('envoy.filters.http.grpc_http1_reverse_bridge', 'filters.http.grpc_http1_reverse_bridge.v3.FilterConfig', {
    content_type: 'application/x-protobuf', withhold_grpc_frames: true,
  });
  const inner = (port: number) => 20000 + port;
  return {
    static_resources: {
      listeners: ports.flatMap(({ port, script, grpc }) => {
        const lua = typed('envoy.filters.http.lua', 'filters.http.lua.v3.Lua', { default_source_code: { inline_string: script } });
        return grpc ? [listener('0.0.0.0', port, bridge, inner(port)), listener('127.0.0.1', inner(port), lua)] : [listener('0.0.0.0', port, lua)];
      }),
      clusters: ports.filter(({ grpc }) => grpc).map(({ port }) => ({
        name: `${inner(port)}`, type: 'STATIC',
        load_assignment: { cluster_name: `${inner(port)}`, endpoints: [{ lb_endpoints: [{ endpoint: { address: address('127.0.0.1', inner(port)) } }] }] },
      })),
    },
  };
}

function listener(host: string, port: number, filter: object, cluster?: number): object {
  const action = cluster ? { route: { cluster: `${cluster}` } } : { direct_response: { status: 500 } };
  return {
    name: `${port}`,
    address: address(host, port),
    filter_chains: [{
      filters: [typed('envoy.filters.network.http_connection_manager', 'filters.network.http_connection_manager.v3.HttpConnectionManager', {
        stat_prefix: `${port}`,
        route_config: { virtual_hosts: [{ name: 'all', domains: ['*'], routes: [{ match: { prefix: '/' }, ...action }] }] },
        http_filters: [filter, typed('envoy.filters.http.router', 'filters.http.router.v3.Router', {})],
      })],
    }],
  };
}

function typed(name: string, type: string, config: object): object {
  return { name, typed_config: { '@type': `type.googleapis.com/envoy.extensions.${type}`, ...config } };
}

function address(host: string, port: number): object {
  return { socket_address: { address: host, port_value: port } };
}
