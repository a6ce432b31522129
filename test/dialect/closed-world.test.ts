import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { networking } from '../../src/api';
import { gatewayListeners } from '../../src/dialect/gateway-listeners';
import { clientValidation } from '../../src/dialect/gateway-tls';
import { httpRouteRules } from '../../src/dialect/http-rules';
import { tcpRule, tlsRule } from '../../src/dialect/l4-rules';
import { meshRoutesOfPort } from '../../src/route/mesh-routes-of-port';
import { fieldsOf } from '../traffic/fields';

type Spec = Record<string, any>;

const doc = readFileSync(join(__dirname, '../../docs/dialects.md'), 'utf8');
/** What the table says of each field. */
const rows = new Map([...doc.slice(doc.indexOf('## Routes')).matchAll(/^\| [^|]+ \| (`[a-z][^|]+`) \| (.+) \|$/gm)].flatMap(([, fields, says]) => (
  fields.split(', ').map((field): [string, string] => [field.replaceAll('`', ''), says])
)));

/** The fields of a kind that are no messages. */
function leaves(kind: string): string[] {
  const all = fieldsOf(kind);
  return all.filter((field) => !all.some((other) => other.startsWith(`${field}.`)));
}

const CART = { host: 'cart.shop.svc.cluster.local', port: { number: 8080 } };
const route = [{ destination: CART }];
const exact = { uri: { exact: '/a' } };
const cors = { allowOrigins: [{ exact: 'https://a.example.com' }], unmatchedPreflights: networking.CorsPolicyUnmatchedPreflights.IGNORE };

/** A route with the field, and the same without it. Where it says nothing of what is around it, a message of its own is added. */
const ROUTES: Record<string, [withField: Spec, without?: Spec]> = {
  name: [{ name: 'a' }],
  'match[].uri.exact': [{ match: [exact] }], 'match[].uri.prefix': [{ match: [{ uri: { prefix: '/a' } }] }], 'match[].uri.regex': [{ match: [{ uri: { regex: '/a.*' } }] }],
  'match[].ignoreUriCase': [{ match: [{ ...exact, ignoreUriCase: true }] }, { match: [exact] }],
  'match[].method': [{ match: [{ method: { exact: 'GET' } }] }],
  'match[].headers{}': [{ match: [{ headers: { a: { prefix: 'b' } } }] }], 'match[].queryParams{}': [{ match: [{ queryParams: { a: {} } }] }],
  'match[].withoutHeaders{}': [{ match: [{ withoutHeaders: { a: {} } }] }],
  'match[].scheme': [{ match: [{ scheme: { exact: 'https' } }] }], 'match[].authority': [{ match: [{ authority: { exact: 'a' } }] }],
  'match[].port': [{ match: [{ port: 80 }] }], 'match[].name': [{ match: [{ name: 'a' }] }], 'match[].statPrefix': [{ match: [{ statPrefix: 'a' }] }],
  'match[].sourceLabels{}': [{ match: [{ sourceLabels: { a: 'b' } }] }], 'match[].sourceNamespace': [{ match: [{ sourceNamespace: 'a' }] }],
  'match[].gateways[]': [{ match: [{ gateways: ['a/b'] }] }],
  'route[].destination': [{ route }, { route: undefined }], 'route[].weight': [{ route: [{ ...route[0], weight: 50 }] }],
  'route[].headers': [{ route: [{ ...route[0], headers: { request: { remove: ['a'] } } }] }],
  'redirect.uri': [{ redirect: { uri: '/a' } }], 'redirect.prefixRewrite': [{ redirect: { prefixRewrite: '/a' } }], 'redirect.authority': [{ redirect: { authority: 'a:1' } }],
  'redirect.scheme': [{ redirect: { scheme: 'https' } }], 'redirect.port': [{ redirect: { port: 81 } }],
  'redirect.derivePort': [{ redirect: { scheme: 'https', derivePort: 'FROM_REQUEST_PORT' } }, { redirect: { scheme: 'https' } }],
  'redirect.redirectCode': [{ redirect: { uri: '/a', redirectCode: 308 } }, { redirect: { uri: '/a' } }],
  'directResponse.status': [{ directResponse: { status: 503 } }], 'directResponse.body.string': [{ directResponse: { status: 503, body: { string: 'a' } } }],
  'directResponse.body.bytes': [{ directResponse: { status: 503, body: { bytes: 'a' } } }],
  'delegate.name': [{ delegate: { name: 'a' } }], 'delegate.namespace': [{ delegate: { name: 'a', namespace: 'b' } }],
  'rewrite.uri': [{ match: [exact], rewrite: { uri: '/b' } }, { match: [exact] }], 'rewrite.authority': [{ rewrite: { authority: 'a' } }],
  'rewrite.uriRegexRewrite.match': [{ match: [{ uri: { regex: '/a(/.*)?' } }], rewrite: { uriRegexRewrite: { match: '^(?:/a)(/.*)?$', rewrite: '/b\\1' } } }],
  'rewrite.uriRegexRewrite.rewrite': [{ match: [{ uri: { regex: '/a(/.*)?' } }], rewrite: { uriRegexRewrite: { match: '^(?:/a)(/.*)?$', rewrite: '/c\\1' } } }],
  timeout: [{ timeout: '1s' }],
  ...Object.fromEntries(['attempts', 'perTryTimeout', 'retryOn', 'retryRemoteLocalities', 'retryIgnorePreviousHosts', 'backoff'].map((field) => (
    [`retries.${field}`, [{ retries: { [field]: 1 } }]]
  ))),
  ...Object.fromEntries(['delay.percent', 'delay.fixedDelay', 'delay.exponentialDelay', 'delay.percentage', 'abort.httpStatus', 'abort.grpcStatus', 'abort.http2Error', 'abort.percentage'].map((field) => {
    const [kind, name] = field.split('.');
    return [`fault.${field}`, [{ fault: { [kind]: { [name]: 1 } } }]];
  })),
  'mirrors[].destination': [{ mirrors: [{ destination: CART }] }],
  'mirrors[].percentage': [{ mirrors: [{ destination: CART, percentage: { value: 0.1 } }] }, { mirrors: [{ destination: CART }] }],
  'mirror.host': [{ mirror: CART }], 'mirror.subset': [{ mirror: CART }], 'mirror.port.number': [{ mirror: CART }],
  mirrorPercent: [{ mirrorPercent: 1 }], 'mirrorPercentage.value': [{ mirrorPercentage: { value: 1 } }],
  'corsPolicy.allowOrigins[]': [{ corsPolicy: cors }, { corsPolicy: { ...cors, allowOrigins: undefined } }],
  'corsPolicy.allowOrigin[]': [{ corsPolicy: { ...cors, allowOrigin: ['a'] } }, { corsPolicy: cors }],
  'corsPolicy.allowMethods[]': [{ corsPolicy: { ...cors, allowMethods: ['GET'] } }, { corsPolicy: cors }],
  'corsPolicy.allowHeaders[]': [{ corsPolicy: { ...cors, allowHeaders: ['a'] } }, { corsPolicy: cors }],
  'corsPolicy.exposeHeaders[]': [{ corsPolicy: { ...cors, exposeHeaders: ['a'] } }, { corsPolicy: cors }],
  'corsPolicy.maxAge': [{ corsPolicy: { ...cors, maxAge: '1h' } }, { corsPolicy: cors }],
  'corsPolicy.allowCredentials': [{ corsPolicy: { ...cors, allowCredentials: true } }, { corsPolicy: cors }],
  'corsPolicy.unmatchedPreflights': [{ corsPolicy: { ...cors, unmatchedPreflights: 'FORWARD' } }, { corsPolicy: cors }],
  'headers.request.set{}': [{ headers: { request: { set: { a: 'b' } } } }], 'headers.request.add{}': [{ headers: { request: { add: { a: 'b' } } } }],
  'headers.request.remove[]': [{ headers: { request: { remove: ['a'] } } }], 'headers.response': [{ headers: { response: { remove: ['a'] } } }],
};

const CONNECTIONS: Record<string, [withField: Spec, without?: Spec]> = {
  'match[].sniHosts[]': [{ match: [{ sniHosts: ['b.example.com'] }] }],
  'match[].port': [{ match: [{ sniHosts: ['a.example.com'], port: 1 }] }],
  'match[].destinationSubnets[]': [{ match: [{ sniHosts: ['a.example.com'], destinationSubnets: ['10.0.0.0/8'] }] }],
  'match[].sourceSubnet': [{ match: [{ sniHosts: ['a.example.com'], sourceSubnet: '10.0.0.0/8' }] }],
  'match[].sourceLabels{}': [{ match: [{ sniHosts: ['a.example.com'], sourceLabels: { a: 'b' } }] }],
  'match[].sourceNamespace': [{ match: [{ sniHosts: ['a.example.com'], sourceNamespace: 'a' }] }],
  'match[].gateways[]': [{ match: [{ sniHosts: ['a.example.com'], gateways: ['a/b'] }] }],
  'route[]': [{ route: [{ destination: { ...CART, port: { number: 1 } } }] }],
  'route[].destination': [{ route: [{ destination: { ...CART, port: { number: 1 } } }] }],
  'route[].weight': [{ route: [{ destination: CART, weight: 50 }] }],
};

const tls = { mode: networking.ServerTLSSettingsTLSmode.SIMPLE, credentialName: 'a' };
const optional = { ...tls, mode: networking.ServerTLSSettingsTLSmode.OPTIONAL_MUTUAL };

const SERVERS: Record<string, [withField: Spec, without?: Spec]> = {
  'port.number': [{ port: { number: 1, name: 'a', protocol: 'HTTPS' } }], 'port.protocol': [{ port: { number: 443, name: 'a', protocol: 'TLS' } }],
  'port.name': [{ port: { number: 443, name: 'b', protocol: 'HTTPS' } }], 'port.targetPort': [{ port: { number: 443, name: 'a', protocol: 'HTTPS', targetPort: 1 } }],
  'hosts[]': [{ hosts: ['b.example.com'] }], bind: [{ bind: '10.0.0.1' }], name: [{ name: 'a' }], defaultEndpoint: [{ defaultEndpoint: 'a' }],
  'tls.httpsRedirect': [{ tls: { httpsRedirect: true } }], 'tls.mode': [{ tls: { mode: 'PASSTHROUGH' } }], 'tls.credentialName': [{ tls: { ...tls, credentialName: 'b' } }],
  'tls.credentialNames[]': [{ tls: { mode: tls.mode, credentialNames: ['b', 'c'] } }],
  'tls.caCertCredentialName': [{ tls: { ...optional, caCertCredentialName: 'a-cacert' } }, { tls: optional }],
  'tls.insecureSkipVerify': [{ tls: { ...optional, caCertCredentialName: 'a-cacert', insecureSkipVerify: true } }, { tls: { ...optional, caCertCredentialName: 'a-cacert' } }],
  'tls.cipherSuites[]': [{ tls: { ...tls, cipherSuites: ['A'] } }],
  ...Object.fromEntries(['minProtocolVersion', 'maxProtocolVersion', 'serverCertificate', 'privateKey', 'caCertificates', 'caCrl', 'subjectAltNames[]',
    'verifyCertificateSpki[]', 'verifyCertificateHash[]'].map((field) => [`tls.${field}`, [{ tls: { ...tls, [field.replace('[]', '')]: ['a'] } }]])),
  ...Object.fromEntries(['serverCertificate', 'privateKey', 'caCertificates'].map((field) => [`tls.tlsCertificates[].${field}`, [{ tls: { ...tls, tlsCertificates: [{ [field]: '/a' }] } }]])),
};

const home = { namespace: 'shop', port: 8080 };

interface Translation {
  readonly cases: Record<string, [Spec, Spec?]>;
  readonly base: Spec;
  readonly translate: (spec: any) => unknown;
}

const TRANSLATIONS: Record<string, Translation> = {
  'http[].': { cases: ROUTES, base: { route }, translate: (spec) => httpRouteRules('place', meshRoutesOfPort([spec], 8080), home) },
  'tls[].': { cases: CONNECTIONS, base: { match: [{ sniHosts: ['a.example.com'] }], route }, translate: (spec) => tlsRule('place', spec, home) ?? 'other port' },
  'tcp[].': { cases: CONNECTIONS, base: { match: [{ sniHosts: ['a.example.com'] }], route }, translate: (spec) => tcpRule('place', [spec], home) ?? 'other port' },
  'servers[].': {
    cases: SERVERS, base: { port: { number: 443, name: 'a', protocol: 'HTTPS' }, hosts: ['a.example.com'], tls },
    translate: (spec) => [gatewayListeners('place', spec, 'shop'), clientValidation('place', spec.tls ?? {}, 'shop'), spec.tls?.httpsRedirect],
  },
};

/** Fields whose place is not in a rule or a listener, with the tests that see them. */
const ELSEWHERE = ['hosts[]', 'gateways[]', 'exportTo[]', 'selector{}'];

/** Fields of which the Gateway API implies one value; the samples have another. */
const IMPLIED = ['http[].redirect.derivePort', 'http[].corsPolicy.unmatchedPreflights'];

const isGap = (field: string) => rows.get(field)!.startsWith('error') || IMPLIED.includes(field);

/** What a spec becomes with a field, and without it. */
function translations(field: string): { readonly withField: () => unknown; readonly without: () => unknown } {
  const [start, { cases, base, translate }] = Object.entries(TRANSLATIONS).find(([prefix]) => field.startsWith(prefix))!;
  const [withField, without = {}] = cases[field.slice(start.length)];
  return { withField: () => translate({ ...base, ...withField }), without: () => translate({ ...base, ...without }) };
}

describe.each(['VirtualService', 'Gateway'])('%s', (kind) => {
  test('the table has every field once', () => {
    const fields = leaves(kind);
    expect(fields.filter((field) => !rows.has(field))).toEqual([]);
    expect(fields.length).toBeGreaterThan(20);
  });

  const translated = leaves(kind).filter((field) => !ELSEWHERE.includes(field));

  test.each(translated.filter((field) => !isGap(field)))('%s is translated, as the table says', (field) => {
    const { withField, without } = translations(field);
    expect(withField()).not.toEqual(without());
  });

  test.each(translated.filter(isGap))('%s is an error, as the table says', (field) => {
    expect(translations(field).withField).toThrow(`the Gateway API can't say`);
  });
});

test('the table has no field that does not exist', () => {
  const known = [...fieldsOf('VirtualService'), ...fieldsOf('Gateway')];
  expect([...rows.keys()].filter((field) => !known.includes(field))).toEqual([]);
});
