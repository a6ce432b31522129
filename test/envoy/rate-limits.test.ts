import { Duration } from 'cdk8s';
import { GlobalRateLimit } from '../../src/envoy/global-rate-limit';
import { GlobalRateLimitProps } from '../../src/envoy/global-rate-limit-props';
import { LocalRateLimit } from '../../src/envoy/local-rate-limit';
import { LocalRateLimitProps } from '../../src/envoy/local-rate-limit-props';
import { ProxyTraffic } from '../../src/envoy/proxy-traffic';
import { RateLimitAction } from '../../src/envoy/rate-limit-action';
import { Hosts } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { StringMatch } from '../../src/match/string-match';
import { PolicyScope } from '../../src/security/policy-scope';
import { bookinfoChart, object } from '../service/objects';
import { cart, changesOf, ingress } from './synth';

const bucket = { requests: 10, per: Duration.minutes(1) };
const limit = (props: Partial<LocalRateLimitProps> = {}) => changesOf((chart) => void new LocalRateLimit(chart, 'limit', { cover: cart, bucket, ...props }));
const limitConfig = (props: Partial<LocalRateLimitProps>) => limit(props)[0].patch.value.typed_config;

const ratelimit = Hosts.named({ name: 'ratelimit', namespace: 'infra', ports: [ServicePort.http(8080), ServicePort.grpc(8081)] });
const descriptors = [{ actions: [RateLimitAction.remoteAddress()] }];
const globally = (props: Partial<GlobalRateLimitProps> = {}) => changesOf((chart) =>
  void new GlobalRateLimit(chart, 'limit', { cover: cart, service: ratelimit, domain: 'shop', descriptors, ...props }));
const globalConfig = (props: Partial<GlobalRateLimitProps>) => globally(props)[0].patch.value.typed_config;

describe('local', () => {
  test('the filter of a workload is the first, and all of it is enforced', () => {
    expect(limit({ port: 8080 })).toEqual([{
      applyTo: 'HTTP_FILTER',
      match: { context: 'SIDECAR_INBOUND', listener: { portNumber: 8080, filterChain: { filter: { name: expect.stringMatching(/http_connection_manager$/) } } } },
      patch: {
        operation: 'INSERT_FIRST',
        value: {
          name: 'envoy.filters.http.local_ratelimit',
          typed_config: {
            '@type': 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
            stat_prefix: 'http_local_rate_limiter',
            token_bucket: { max_tokens: 10, tokens_per_fill: 10, fill_interval: '60s' },
            filter_enabled: { default_value: { numerator: 100, denominator: 'HUNDRED' } },
            filter_enforced: { default_value: { numerator: 100, denominator: 'HUNDRED' } },
          },
        },
      },
    }]);
  });

  test('all that can be said of the answer', () => {
    expect(limitConfig({
      bucket: { requests: 5, per: Duration.millis(500), burst: 20 }, status: 503, responseHeaders: { 'x-limited': 'true' }, rateLimitHeaders: true,
      grpcResourceExhausted: true, perConnection: true, enforcedPercent: 0,
    })).toMatchObject({
      token_bucket: { max_tokens: 20, tokens_per_fill: 5, fill_interval: '0.5s' },
      status: { code: 503 },
      response_headers_to_add: [{ append_action: 'OVERWRITE_IF_EXISTS_OR_ADD', header: { key: 'x-limited', value: 'true' } }],
      enable_x_ratelimit_headers: 'DRAFT_VERSION_03',
      rate_limited_as_resource_exhausted: true,
      local_rate_limit_per_downstream_connection: true,
      filter_enforced: { default_value: { numerator: 0 } },
    });
  });

  test('some requests have buckets of their own', () => {
    const headers = { ':path': StringMatch.prefix('/slow'), 'x-tier': StringMatch.exact('free'), 'x-a': StringMatch.regex('a|b'), 'x-b': StringMatch.present() };
    expect(limitConfig({ extras: [{ headers, bucket: { requests: 1, per: Duration.minutes(2) } }] })).toMatchObject({
      rate_limits: [{
        actions: [{
          header_value_match: {
            descriptor_value: 'extra-1',
            headers: [
              { name: ':path', string_match: { prefix: '/slow' } }, { name: 'x-tier', string_match: { exact: 'free' } },
              { name: 'x-a', string_match: { safe_regex: { regex: 'a|b' } } }, { name: 'x-b', present_match: true },
            ],
          },
        }],
      }],
      descriptors: [{ entries: [{ key: 'header_match', value: 'extra-1' }], token_bucket: { max_tokens: 1, tokens_per_fill: 1, fill_interval: '120s' } }],
      always_consume_default_token_bucket: false,
    });
  });

  test('a route of a gateway has a bucket of its own', () => {
    const [filter, route] = limit({ cover: ingress, route: { domain: 'shop.example.com', route: 'checkout' } });
    expect(filter).toMatchObject({ match: { context: 'GATEWAY' } });
    expect(filter.patch.value.typed_config).toEqual({ '@type': expect.stringMatching(/LocalRateLimit$/), stat_prefix: 'http_local_rate_limiter' });
    expect(route).toMatchObject({
      applyTo: 'HTTP_ROUTE', match: { context: 'GATEWAY', routeConfiguration: { vhost: { domainName: 'shop.example.com', route: { name: 'checkout' } } } },
      patch: { operation: 'MERGE', value: { typed_per_filter_config: { 'envoy.filters.http.local_ratelimit': { token_bucket: { max_tokens: 10 } } } } },
    });
  });

  test('the proxies of a waypoint have what is inbound', () => {
    expect(limit({ cover: ingress, at: ProxyTraffic.INBOUND })[0].match.context).toBe('SIDECAR_INBOUND');
    const host = Hosts.named({ name: 'cart', namespace: 'shop', ports: [ServicePort.http(80)] });
    expect(limit({ cover: PolicyScope.service(host) })[0].match.context).toBe('SIDECAR_INBOUND');
  });

  test('a second limit of the same requests is refused', () => {
    const chart = bookinfoChart();
    new LocalRateLimit(chart, 'a', { cover: cart, bucket });
    expect(() => new LocalRateLimit(chart, 'b', { cover: cart, bucket })).toThrow(
      `LocalRateLimit 'bookinfo/b': the local rate limit of the workload of shop (app=cart) (INBOUND) is written by LocalRateLimit 'bookinfo/a' already, ` +
      'one writer is allowed; put all of it into one of them');
    expect(() => new LocalRateLimit(chart, 'c', { cover: cart, bucket, port: 8080 })).not.toThrow();
  });

  test.each<[Partial<LocalRateLimitProps>, string]>([
    [{ bucket: { requests: 0, per: Duration.seconds(1) } }, 'requests is 0, a whole number from 1 to 2147483647 is allowed'],
    [{ bucket: { requests: 1, per: Duration.seconds(1), burst: 0.5 } }, 'burst is 0.5, a whole number from 1'],
    [{ bucket: { requests: 1, per: Duration.millis(20) } }, 'per is 20 ms, whole milliseconds of at least 50 are allowed; give a longer one'],
    [{ status: 200 }, 'status is 200, 400 to 599 is allowed; leave it out for 429'],
    [{ responseHeaders: { 'X-Limited': '' } }, `responseHeaders has 'X-Limited', a header name of lower case letters, digits and '-' is allowed; rename it`],
    [{ enforcedPercent: 101 }, 'enforcedPercent is 101, a whole number from 0 to 100 is allowed'],
    [{ port: 70000 }, 'port of a listener is 70000'],
    [{ extras: [{ headers: {}, bucket }] }, `a condition of headers is empty; name a header`],
    [{ extras: [{ headers: { a: StringMatch.present() }, bucket: { requests: 1, per: Duration.seconds(90) } }] },
      `an extra bucket is filled every 90000 ms, a multiple of the 60000 ms of 'bucket' is allowed; change one of them`],
  ])('%j is refused', (props, message) => {
    expect(() => limit(props)).toThrow(message);
  });
});

describe('global', () => {
  test('the proxies ask the service, and know it', () => {
    const chart = bookinfoChart();
    new GlobalRateLimit(chart, 'limit', { cover: cart, service: ratelimit, domain: 'shop', descriptors, failureModeDeny: true, timeout: Duration.millis(250) });
    expect(object(chart, 'EnvoyFilter')).toMatchObject({
      metadata: { annotations: { 'envoyfilter.istio.io/referenced-services': 'infra/ratelimit.infra.svc.cluster.local' } },
      spec: {
        configPatches: [{
          applyTo: 'HTTP_FILTER',
          patch: {
            operation: 'INSERT_BEFORE',
            value: {
              name: 'envoy.filters.http.ratelimit',
              typed_config: {
                domain: 'shop', failure_mode_deny: true, timeout: '0.25s',
                rate_limit_service: {
                  transport_api_version: 'V3',
                  grpc_service: { envoy_grpc: { cluster_name: 'outbound|8081||ratelimit.infra.svc.cluster.local', authority: 'ratelimit.infra.svc.cluster.local' } },
                },
                rate_limits: [{ actions: [{ remote_address: {} }] }],
              },
            },
          },
        }],
      },
    });
  });

  test('the answer can be said', () => {
    expect(globalConfig({ status: 503, responseHeaders: { a: 'b' }, rateLimitHeaders: true, grpcResourceExhausted: true })).toMatchObject({
      rate_limited_status: { code: 503 }, response_headers_to_add: [{ header: { key: 'a', value: 'b' } }], enable_x_ratelimit_headers: 'DRAFT_VERSION_03',
      rate_limited_as_resource_exhausted: true,
    });
  });

  test('all that can be counted by', () => {
    const actions = [
      RateLimitAction.remoteAddress(), RateLimitAction.path(), RateLimitAction.requestHeader('x-user'), RateLimitAction.requestHeader('x-user', 'user'),
      RateLimitAction.queryParameter('q'), RateLimitAction.fixed('a'), RateLimitAction.fixed('a', 'b'), RateLimitAction.destinationCluster(),
      RateLimitAction.headersMatch('api', { ':path': StringMatch.prefix('/api') }),
    ];
    expect(globalConfig({ descriptors: [{ actions }] }).rate_limits[0].actions).toEqual([
      { remote_address: {} }, { request_headers: { header_name: ':path', descriptor_key: 'path' } },
      { request_headers: { header_name: 'x-user', descriptor_key: 'x-user' } }, { request_headers: { header_name: 'x-user', descriptor_key: 'user' } },
      { query_parameters: { query_parameter_name: 'q', descriptor_key: 'q' } }, { generic_key: { descriptor_value: 'a' } },
      { generic_key: { descriptor_value: 'a', descriptor_key: 'b' } }, { destination_cluster: {} },
      { header_value_match: { descriptor_value: 'api', headers: [{ name: ':path', string_match: { prefix: '/api' } }] } },
    ]);
  });

  test('the requests of a route only', () => {
    const [filter, route] = globally({ cover: ingress, route: { route: 'checkout' } });
    expect(filter.patch.value.typed_config).not.toHaveProperty('rate_limits');
    expect(route).toMatchObject({
      applyTo: 'HTTP_ROUTE',
      patch: { value: { typed_per_filter_config: { 'envoy.filters.http.ratelimit': { '@type': expect.stringMatching(/RateLimitPerRoute$/), rate_limits: [{ actions: [{ remote_address: {} }] }] } } } },
    });
  });

  const named = (...ports: ServicePort[]) => Hosts.named({ name: 'rl', namespace: 'infra', ports });
  test('the port can be said', () => {
    const service = named(ServicePort.grpc(81), ServicePort.http2(82));
    expect(globalConfig({ service, servicePort: 82 }).rate_limit_service.grpc_service.envoy_grpc.cluster_name).toBe('outbound|82||rl.infra.svc.cluster.local');
  });

  test.each<[string, Partial<GlobalRateLimitProps>, string]>([
    ['no gRPC', { service: named(ServicePort.http(80)) }, 'the ratelimit service rl.infra.svc.cluster.local has no ports of gRPC or HTTP/2 among 80 (HTTP); declare it: ServicePort.grpc(8081)'],
    ['two of gRPC', { service: named(ServicePort.grpc(81), ServicePort.http2(82)) }, 'has 2 ports of gRPC or HTTP/2 among 81 (GRPC), 82 (HTTP2); say which one: servicePort'],
    ['a port of HTTP', { servicePort: 8080 }, 'the servicePort 8080 is HTTP, GRPC is needed; declare it: ServicePort.grpc(8080)'],
    ['a port that is not there', { servicePort: 9 }, 'ratelimit.infra.svc.cluster.local has no port 9'],
    ['no domain', { domain: '' }, 'the domain is empty; name that of the configuration of the ratelimit service'],
    ['no descriptors', { descriptors: [] }, 'it has no descriptors, nothing is counted; say what is'],
    ['no actions', { descriptors: [{ actions: [] }] }, 'a descriptor has no actions, nothing is counted by it; say what is'],
    ['a header in capitals', { descriptors: [{ actions: [RateLimitAction.requestHeader('X-User')] }] }, `'X-User' is not a header name (lower case letters, digits and '-'); rename it, e.g. 'x-user'`],
    ['an empty value', { descriptors: [{ actions: [RateLimitAction.fixed('')] }] }, 'the value of a rate limit is empty; name it as the ratelimit service does'],
    ['no time', { timeout: Duration.millis(0) }, 'timeout is 0 ms, whole milliseconds of at least 1 are allowed'],
  ])('refused: %s', (_, props, message) => {
    expect(() => globally(props)).toThrow(message);
  });
});
