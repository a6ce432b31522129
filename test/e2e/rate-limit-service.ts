/**
 * A ratelimit service that lets three requests of each API key pass, made of nothing but Envoy: one listener takes the framing of gRPC off, a script
 * behind it counts and answers with the bytes of a RateLimitResponse.
 */
export function rateLimitService(namespace: string, image: string): object[] {
  const metadata = { name: 'ratelimit', namespace };
  const labels = { app: 'ratelimit' };
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'envoy.json': JSON.stringify(envoyConfig()) } },
    {
      apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, labels },
      spec: {
        terminationGracePeriodSeconds: 1,
        volumes: [{ name: 'config', configMap: { name: 'ratelimit' } }],
        containers: [{
          name: 'envoy', image, imagePullPolicy: 'IfNotPresent', volumeMounts: [{ name: 'config', mountPath: '/config' }],
          command: ['envoy', '-c', '/config/envoy.json', '--concurrency', '1'],
        }],
      },
    },
    {
      apiVersion: 'v1', kind: 'Service', metadata,
      spec: { selector: labels, ports: [{ name: 'grpc', port: 8081, appProtocol: 'grpc' }] },
    },
  ];
}

/** 8 is the field `overall_code`, 1 is OK and 2 is OVER_LIMIT; in the request, 18 and a length stand before the value of a key. */
const COUNT = `
local seen = {}
function envoy_on_request(handle)
  local body = handle:body()
  local key = string.match(body:getBytes(0, body:length()), "api%-key\\18.([%w-]+)") or "none"
  seen[key] = (seen[key] or 0) + 1
  local code = seen[key] > 3 and "\\2" or "\\1"
  handle:respond({[":status"] = "200", ["content-type"] = "application/x-protobuf"}, "\\8" .. code)
end`;

function envoyConfig(): object {
  const bridge = typed('envoy.filters.http.grpc_http1_reverse_bridge', 'filters.http.grpc_http1_reverse_bridge.v3.FilterConfig', {
    content_type: 'application/x-protobuf', withhold_grpc_frames: true,
  });
  const count = typed('envoy.filters.http.lua', 'filters.http.lua.v3.Lua', { default_source_code: { inline_string: COUNT } });
  return {
    static_resources: {
      listeners: [listener('0.0.0.0', 8081, bridge), listener('127.0.0.1', 9000, count)],
      clusters: [{
        name: 'count', type: 'STATIC',
        load_assignment: { cluster_name: 'count', endpoints: [{ lb_endpoints: [{ endpoint: { address: address('127.0.0.1', 9000) } }] }] },
      }],
    },
  };
}

function listener(host: string, port: number, filter: object): object {
  return {
    name: `${port}`,
    address: address(host, port),
    filter_chains: [{
      filters: [typed('envoy.filters.network.http_connection_manager', 'filters.network.http_connection_manager.v3.HttpConnectionManager', {
        stat_prefix: `${port}`,
        route_config: { virtual_hosts: [{ name: 'all', domains: ['*'], routes: [{ match: { prefix: '/' }, route: { cluster: 'count' } }] }] },
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
