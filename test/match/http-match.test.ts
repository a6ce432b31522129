import { RouteGateway } from '../../src/host/route-gateway';
import { HttpMatch } from '../../src/match/http-match';
import { HttpMatchConditions } from '../../src/match/http-match-conditions';
import { HttpMethod } from '../../src/match/http-method';
import { StringMatch } from '../../src/match/string-match';
import { takesAll } from '../../src/match/takes-all';

const spec = (match: HttpMatch) => JSON.parse(JSON.stringify(match._toSpec('here')));

test('all conditions stand in one match', () => {
  expect(spec(HttpMatch.all({
    uri: StringMatch.prefix('/api'),
    ignoreUriCase: true,
    scheme: StringMatch.exact('https'),
    methods: [HttpMethod.GET],
    authority: StringMatch.regex('.*\\.example\\.com'),
    headers: { 'end-user': StringMatch.exact('jason'), 'x-trace': StringMatch.present() },
    withoutHeaders: { 'x-internal': StringMatch.present() },
    queryParams: { page: StringMatch.prefix('1') },
    port: 9080,
    sourceLabels: { app: 'productpage' },
    sourceNamespace: 'shop',
  }))).toEqual({
    uri: { prefix: '/api' },
    ignoreUriCase: true,
    scheme: { exact: 'https' },
    method: { exact: 'GET' },
    authority: { regex: '.*\\.example\\.com' },
    headers: { 'end-user': { exact: 'jason' }, 'x-trace': {} },
    withoutHeaders: { 'x-internal': {} },
    queryParams: { page: { prefix: '1' } },
    port: 9080,
    sourceLabels: { app: 'productpage' },
    sourceNamespace: 'shop',
  });
});

test('the short makers say one condition', () => {
  expect(spec(HttpMatch.uri(StringMatch.exact('/login')))).toEqual({ uri: { exact: '/login' } });
  expect(spec(HttpMatch.uriPrefix('/api'))).toEqual({ uri: { prefix: '/api' } });
  expect(spec(HttpMatch.header('end-user', StringMatch.exact('jason')))).toEqual({ headers: { 'end-user': { exact: 'jason' } } });
  expect(spec(HttpMatch.method(HttpMethod.GET))).toEqual({ method: { exact: 'GET' } });
});

test('a match has a name, a prefix of its statistics, and gateways', () => {
  expect(spec(HttpMatch.all({ name: 'testers', uri: StringMatch.prefix('/a'), statPrefix: 'a', gateways: [RouteGateway.MESH, RouteGateway.named('in', 'gw')] })))
    .toEqual({ name: 'testers', uri: { prefix: '/a' }, statPrefix: 'a', gateways: ['mesh', 'in/gw'] });
});

test('a match that only has statistics takes every request', () => {
  const match = HttpMatch.all({ statPrefix: 'all' })._toSpec('here');
  expect(JSON.parse(JSON.stringify(match))).toEqual({ statPrefix: 'all' });
  expect(takesAll(match)).toBe(true);
});

test.each<[StringMatch, string[], string[]]>([
  [StringMatch.exact('b'), ['group=b', 'a=1; group=b', 'a=1; group=b; c=2', 'a=1;group=b'], ['group=bb', 'xgroup=b', 'a=1; xgroup=b', 'group=a; x=group=c', 'group.b']],
  [StringMatch.exact('b.c'), ['group=b.c'], ['group=bxc']],
  [StringMatch.prefix('b'), ['group=b', 'group=bb; c=2'], ['group=a; other=b']],
  [StringMatch.regex('a|b'), ['group=a', 'group=b', 'x=y; group=b; c=d'], ['group=c', 'a']],
  [StringMatch.present(), ['group=', 'group=x; a=b'], ['groups=x', 'a=group']],
])('a cookie is found among the others: %j', (value, fitting, others) => {
  const { regex } = spec(HttpMatch.cookie('group', value)).headers.cookie;
  const found = (cookies: string) => new RegExp(`^(?:${regex})$`).test(cookies);
  expect(fitting.filter((cookies) => !found(cookies))).toEqual([]);
  expect(others.filter(found)).toEqual([]);
});

test('a cookie stands beside headers', () => {
  expect(spec(HttpMatch.all({ headers: { x: StringMatch.exact('1') }, cookie: { name: 'a.b', value: StringMatch.exact('c') } })).headers)
    .toEqual({ x: { exact: '1' }, cookie: { regex: '(.*; ?)?a\\.b=c(;.*)?' } });
});

test('several methods are alternatives', () => {
  expect(spec(HttpMatch.method(HttpMethod.GET, HttpMethod.of('PROPFIND')))).toEqual({ method: { regex: 'GET|PROPFIND' } });
});

test('claims of a token are matched like headers', () => {
  expect(spec(HttpMatch.header('@request.auth.claims.groups', StringMatch.exact('admin'))))
    .toEqual({ headers: { '@request.auth.claims.groups': { exact: 'admin' } } });
});

test('a claim, also a nested one with dots in its names', () => {
  expect(spec(HttpMatch.claim(['https://example.com/realm', 'roles'], StringMatch.exact('admin'))))
    .toEqual({ headers: { '@request.auth.claims[https://example.com/realm][roles]': { exact: 'admin' } } });
});

test('a claim that is there has some text', () => {
  const there = { path: ['iss'], value: StringMatch.present() };
  expect(spec(HttpMatch.all({ claims: [there] }))).toEqual({ headers: { '@request.auth.claims[iss]': { regex: '.+' } } });
  expect(spec(HttpMatch.all({ withoutClaims: [there] }))).toEqual({ withoutHeaders: { '@request.auth.claims[iss]': { regex: '.+' } } });
  expect(spec(HttpMatch.header('@request.auth.claims.iss', StringMatch.present()))).toEqual({ headers: { '@request.auth.claims.iss': { regex: '.+' } } });
});

test('claims stand beside headers', () => {
  const claim = { path: ['sub'], value: StringMatch.prefix('a') };
  const headers = { x: StringMatch.exact('1') };
  expect(spec(HttpMatch.all({ headers, withoutHeaders: headers, claims: [claim], withoutClaims: [claim] }))).toEqual({
    headers: { x: { exact: '1' }, '@request.auth.claims[sub]': { prefix: 'a' } },
    withoutHeaders: { x: { exact: '1' }, '@request.auth.claims[sub]': { prefix: 'a' } },
  });
});

test.each<[HttpMatchConditions, boolean]>([
  [{ uri: StringMatch.prefix('/') }, true],
  [{ uri: StringMatch.regex('.*') }, true],
  [{ uri: StringMatch.prefix('/'), ignoreUriCase: true }, true],
  [{ uri: StringMatch.prefix('/api') }, false],
  [{ uri: StringMatch.prefix('/'), port: 80 }, false],
  [{ methods: [HttpMethod.GET] }, false],
])('%j takes every request: %s', (conditions, all) => {
  expect(takesAll(HttpMatch.all(conditions)._toSpec('here'))).toBe(all);
});

test.each<[HttpMatchConditions, string]>([
  [{}, 'here: a match has no condition; leave match out of the route to take every request'],
  [{ methods: [], headers: {} }, 'here: a match has no condition'],
  [{ uri: StringMatch.exact('login') }, `here: uri 'login' matches no request, a path begins with '/'; write '/login'`],
  [{ uri: StringMatch.prefix('') }, 'here: the prefix of uri is empty; leave the condition out to match everything'],
  [{ uri: StringMatch.present() }, `here: uri can't be compared by presence, every request has it; use exact, prefix or regex`],
  [{ uri: StringMatch.regex('*') }, `here: the regex '*' of uri has '*' with nothing to repeat`],
  [{ uri: StringMatch.regex('/a'), ignoreUriCase: true },
    `here: ignoreUriCase is without effect, uri is not exact or prefix; leave it out, or begin the regex with '(?i)'`],
  [{ headers: { 'End-User': StringMatch.exact('x') } },
    `here: header 'End-User' is not a header name (lower case letters, digits and '-'); rename it, e.g. 'end-user'`],
  [{ headers: { method: StringMatch.exact('GET') } }, `here: Istio ignores header 'method'; use the condition 'methods'`],
  [{ withoutHeaders: { uri: StringMatch.exact('/') } }, `here: Istio ignores withoutHeaders 'uri'; use the condition 'uri'`],
  [{ headers: { x: StringMatch.regex('(') } }, `here: the regex '(' of header 'x' misses 1 closing ')'`],
  [{ methods: [HttpMethod.of('get')] }, `here: 'get' is not a method of HTTP (capital letters); write it as requests say it, e.g. 'PROPFIND'`],
  [{ name: 'x' }, 'here: a match has no condition'],
  [{ name: 'a b', port: 80 }, `here: name of a match 'a b' has other characters than letters, digits, '-' and '_', or none; write it like 'a-name'`],
  [{ statPrefix: '' }, `here: statPrefix '' has other characters than letters`],
  [{ cookie: { name: 'a=b', value: StringMatch.exact('c') } }, `here: 'a=b' is not the name of a cookie (letters, digits and '-', '_', '.'); write it as the cookie has it`],
  [{ cookie: { name: 'a', value: StringMatch.exact('x'.repeat(1020)) } },
    `here: the regex for cookie 'a' has 1036 characters, Istio allows 1024; shorten the value`],
  [{ cookie: { name: 'a', value: StringMatch.regex('(') } }, `here: the regex '(' of cookie 'a' misses 1 closing ')'`],
  [{ cookie: { name: 'a', value: StringMatch.exact('b') }, headers: { cookie: StringMatch.present() } },
    `here: both header 'cookie' and cookie 'a' are matched, one is allowed; put both into one regex of the header`],
  [{ claims: [] }, 'here: claims is empty; name one at least, or leave it out'],
  [{ claims: [{ path: [], value: StringMatch.exact('a') }] }, `here: claims has a claim without a name; name it, e.g. HttpMatch.claim(['groups'], StringMatch.exact('testers'))`],
  [{ withoutClaims: [{ path: ['a', ''], value: StringMatch.exact('a') }] }, 'here: withoutClaims has a claim without a name'],
  [{ claims: [{ path: ['a[0]'], value: StringMatch.exact('a') }] },
    `here: claims has 'a[0]', Istio knows no claims with '[' or ']'; nested claims are further names: ['realm', 'roles']`],
  [{ claims: [{ path: ['a', 'b'], value: StringMatch.exact('a') }, { path: ['a', 'b'], value: StringMatch.exact('b') }] },
    `here: claims has 'a', 'b' twice, one condition is allowed; put both into one regex, or make two matches of it`],
  [{ claims: [{ path: ['a', 'b'], value: StringMatch.regex('(') }] }, `here: the regex '(' of claim 'a.b' misses 1 closing ')'`],
  [{ gateways: [RouteGateway.MESH], sourceLabels: { app: 'x' } }, 'here: Istio ignores sourceLabels in a match with gateways; make two matches of it'],
  [{ gateways: [RouteGateway.MESH], sourceNamespace: 'x' }, 'here: Istio ignores sourceNamespace in a match with gateways'],
  [{ gateways: [] }, 'here: gateways is empty, at least one is needed'],
  [{ port: 70000 }, 'here: port of a match is 70000, a whole number from 1 to 65535 is allowed'],
  [{ sourceNamespace: 'My' }, `here: sourceNamespace 'My' is not a DNS label`],
  [{ sourceLabels: {} }, `here: sourceLabels is empty, at least one label is needed; name the label that the Pods carry, e.g. { app: 'reviews' }`],
  [{ sourceLabels: { app: 'a b' } }, `here: sourceLabels 'app' 'a b' is not a label value`],
  [{ sourceLabels: { 'a_b/app': 'x' } }, `here: the prefix of label 'a_b/app' in sourceLabels 'a_b' is not a DNS name`],
  [{ sourceLabels: { 'x/': 'x' } }, `here: sourceLabels has a label without a name ('x/'); name the label`],
  [{ sourceLabels: { '-app': 'x' } }, `here: label name in sourceLabels '-app' is not a label value`],
])('bad conditions are refused: %j', (conditions, message) => {
  expect(() => HttpMatch.all(conditions)._toSpec('here')).toThrow(message);
});
