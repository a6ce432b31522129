import { Duration, Size } from 'cdk8s';
import { BufferLimits } from '../../src/envoy/buffer-limits';
import { ConnectionLimit } from '../../src/envoy/connection-limit';
import { GzipCompression, GzipCompressionProps } from '../../src/envoy/gzip-compression';
import { HeaderLimits, HeaderLimitsProps } from '../../src/envoy/header-limits';
import { LuaFilter } from '../../src/envoy/lua-filter';
import { ProxyTraffic } from '../../src/envoy/proxy-traffic';
import { RequestHedging, RequestHedgingProps } from '../../src/envoy/request-hedging';
import { Hosts } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { bookinfoChart } from '../service/objects';
import { cart, changesOf, ingress } from './synth';

const script = 'function envoy_on_response(handle) handle:headers():add("x-lua", "yes") end';

describe('Lua', () => {
  const lua = (props: object = {}) => changesOf((chart) => void new LuaFilter(chart, 'tag', { cover: cart, script, ...props }));

  test('a script stands before the router, under a name of its own', () => {
    expect(lua()).toMatchObject([{
      applyTo: 'HTTP_FILTER', match: { listener: { filterChain: { filter: { subFilter: { name: 'envoy.filters.http.router' } } } } },
      patch: { operation: 'INSERT_BEFORE', value: { name: 'lua.tag', typed_config: { default_source_code: { inline_string: script } } } },
    }]);
  });

  test('it may be the first, of one port', () => {
    expect(lua({ first: true, port: 8080 })).toMatchObject([{ match: { listener: { portNumber: 8080 } }, patch: { operation: 'INSERT_FIRST' } }]);
  });

  test('a script of which Envoy calls nothing is refused', () => {
    expect(() => lua({ script: 'function on_request() end' })).toThrow(
      `LuaFilter 'bookinfo/tag': the script has neither envoy_on_request nor envoy_on_response, Envoy calls nothing of it; define one`);
  });

  test('a script of more than 64 KiB is refused', () => {
    expect(() => lua({ script: `${script} -- ${'ä'.repeat(33_000)}` })).toThrow('bytes, at most 65536 are allowed; shorten it, or make a Wasm module of it');
  });
});

describe('headers', () => {
  const limits = (props: Partial<HeaderLimitsProps>) => changesOf((chart) => void new HeaderLimits(chart, 'headers', { cover: cart, ...props }));

  test('size and number are limits of the connection manager', () => {
    expect(limits({ at: ProxyTraffic.ANY, maxSize: Size.kibibytes(96), maxCount: 200 })).toMatchObject([{
      applyTo: 'NETWORK_FILTER', match: { context: 'ANY' },
      patch: { operation: 'MERGE', value: { typed_config: { max_request_headers_kb: 96, common_http_protocol_options: { max_headers_count: 200 } } } },
    }]);
  });

  test.each<[Partial<HeaderLimitsProps>, string]>([
    [{}, `HeaderLimits 'bookinfo/headers': it has no limit; give at least one: maxSize or maxCount`],
    [{ maxSize: Size.mebibytes(9) }, 'maxSize is 9216 KiB, whole ones from 1 to 8192 are allowed; change it, or leave it out for the default'],
    [{ maxCount: 0 }, 'maxCount is 0, a whole number from 1'],
  ])('%j is refused', (props, message) => {
    expect(() => limits(props)).toThrow(message);
  });

  test('two limits of the same requests are refused', () => {
    const chart = bookinfoChart();
    new HeaderLimits(chart, 'a', { cover: cart, maxCount: 1 });
    expect(() => new HeaderLimits(chart, 'b', { cover: cart, maxSize: Size.kibibytes(1) })).toThrow('the header limits of the workload of shop (app=cart) (INBOUND) is written by');
  });
});

describe('buffers', () => {
  const limits = (props: object) => changesOf((chart) => void new BufferLimits(chart, 'buffers', { cover: ingress, ...props }));

  test('of connections, in listeners and clusters', () => {
    expect(limits({ connectionBuffer: Size.kibibytes(32) })).toEqual([
      { applyTo: 'LISTENER', match: { context: 'GATEWAY' }, patch: { operation: 'MERGE', value: { per_connection_buffer_limit_bytes: 32768 } } },
      { applyTo: 'CLUSTER', match: { context: 'GATEWAY' }, patch: { operation: 'MERGE', value: { per_connection_buffer_limit_bytes: 32768 } } },
    ]);
  });

  test('of bodies, in a filter', () => {
    expect(limits({ requestBody: Size.mebibytes(1) })).toMatchObject([{ applyTo: 'HTTP_FILTER', patch: { value: { typed_config: { max_request_bytes: 1048576 } } } }]);
  });

  test.each([
    [{}, 'it has no limit; give at least one: connectionBuffer or requestBody'],
    [{ requestBody: Size.gibibytes(4) }, 'requestBody is 4194304 KiB, whole ones from 1 to 4194303 are allowed'],
    [{ connectionBuffer: Size.kibibytes(0.5) }, 'connectionBuffer is 0.5 KiB'],
  ])('%j is refused', (props, message) => {
    expect(() => limits(props)).toThrow(message);
  });
});

describe('connections', () => {
  const limit = (props: object) => changesOf((chart) => void new ConnectionLimit(chart, 'connections', { cover: cart, maxConnections: 7, ...props }));

  test('are counted before anything else happens to them', () => {
    expect(limit({ delay: Duration.seconds(2), port: 8080 })).toMatchObject([{
      applyTo: 'NETWORK_FILTER', match: { context: 'SIDECAR_INBOUND', listener: { portNumber: 8080 } },
      patch: { operation: 'INSERT_FIRST', value: { typed_config: { max_connections: 7, delay: '2s', stat_prefix: 'connection_limit' } } },
    }]);
  });

  test('a limit of none is refused', () => {
    expect(() => limit({ maxConnections: 0 })).toThrow(`ConnectionLimit 'bookinfo/connections': maxConnections is 0, a whole number from 1 to 2147483647 is allowed`);
  });
});

describe('gzip', () => {
  const gzip = (props: Partial<GzipCompressionProps>) => changesOf((chart) => void new GzipCompression(chart, 'gzip', { cover: cart, ...props }));

  test('the first filter compresses, with what is said', () => {
    expect(gzip({ minSize: Size.kibibytes(1), contentTypes: ['application/json'], level: 3, port: 8080 })).toMatchObject([{
      match: { listener: { portNumber: 8080 } },
      patch: {
        operation: 'INSERT_FIRST',
        value: {
          typed_config: {
            response_direction_config: { common_config: { min_content_length: 1024, content_type: ['application/json'] } },
            compressor_library: { name: 'gzip', typed_config: { compression_level: 'COMPRESSION_LEVEL_3' } },
          },
        },
      },
    }]);
  });

  test('nothing has to be said', () => {
    expect(gzip({})[0].patch.value.typed_config).toEqual({
      '@type': expect.stringMatching(/v3\.Compressor$/), response_direction_config: {},
      compressor_library: { name: 'gzip', typed_config: { '@type': expect.stringMatching(/v3\.Gzip$/) } },
    });
  });

  test.each<[Partial<GzipCompressionProps>, string]>([
    [{ contentTypes: [] }, 'contentTypes is empty; leave it out for the usual ones'],
    [{ level: 10 }, 'level is 10, a whole number from 1 to 9 is allowed; leave it out for 6'],
  ])('%j is refused', (props, message) => {
    expect(() => gzip(props)).toThrow(message);
  });
});

describe('hedging', () => {
  const host = Hosts.named({ name: 'search', namespace: 'shop', ports: [ServicePort.http(80)] });
  const hedge = (props: Partial<RequestHedgingProps> = {}) => changesOf((chart) =>
    void new RequestHedging(chart, 'hedge', { cover: cart, host, perTryTimeout: Duration.millis(300), ...props }));

  test('the routes of clients to the host send a second request', () => {
    expect(hedge({ attempts: 1, port: 80, route: 'slow' })).toEqual([{
      applyTo: 'HTTP_ROUTE',
      match: {
        context: 'SIDECAR_OUTBOUND',
        routeConfiguration: { portNumber: 80, vhost: { domainName: 'search.shop.svc.cluster.local', route: { name: 'slow', action: 'ROUTE' } } },
      },
      patch: {
        operation: 'MERGE',
        value: { route: { hedge_policy: { hedge_on_per_try_timeout: true }, retry_policy: { per_try_timeout: '0.3s', num_retries: 1 } } },
      },
    }]);
  });

  test('at a gateway the host has its public name', () => {
    expect(hedge({ cover: ingress, publicHost: 'search.example.com' })).toMatchObject([{
      match: { context: 'GATEWAY', routeConfiguration: { vhost: { domainName: 'search.example.com' } } },
    }]);
  });

  test.each<[Partial<RequestHedgingProps>, string]>([
    [{ port: 81 }, 'search.shop.svc.cluster.local has no port 81'],
    [{ port: 80, publicHost: 'a.example.com' }, 'publicHost and port are said both, the port is that of a host in the mesh; leave one of them out'],
    [{ perTryTimeout: Duration.millis(0) }, 'perTryTimeout is 0 ms'],
    [{ attempts: 0 }, 'attempts is 0'],
  ])('%j is refused', (props, message) => {
    expect(() => hedge(props)).toThrow(message);
  });
});
