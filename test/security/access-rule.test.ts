import { Clients } from '../../src/host/clients';
import { ServicePort } from '../../src/host/service-port';
import { HttpMethod } from '../../src/match/http-method';
import { AuthorizationAction } from '../../src/security/authorization-action';
import { Condition } from '../../src/security/condition';
import { Operation } from '../../src/security/operation';
import { Source } from '../../src/security/source';
import { MeshService } from '../../src/service/mesh-service';
import { bookinfoChart } from '../service/objects';
import { conditionOf, operationOf, ruleOf, sourceOf } from './rules';

const CART = Clients.workloads({ namespace: 'shop', labels: { app: 'cart' }, serviceAccountName: 'cart' });

describe('a rule', () => {
  test('takes what one of the sources and one of the operations take, under all conditions', () => {
    expect(ruleOf({
      from: [Source.namespaces('shop'), Source.ipBlocks('10.0.0.0/8')],
      to: [Operation.methods(HttpMethod.GET), Operation.paths('/healthz')],
      when: [Condition.header('x-version', { values: ['v1'] })],
    })).toEqual({
      from: [{ source: { namespaces: ['shop'] } }, { source: { ipBlocks: ['10.0.0.0/8'] } }],
      to: [{ operation: { methods: ['GET'] } }, { operation: { paths: ['/healthz'] } }],
      when: [{ key: 'request.headers[x-version]', values: ['v1'] }],
    });
  });

  test('without conditions takes all', () => {
    expect(ruleOf({})).toEqual({});
  });

  test.each(['from', 'to', 'when'])('with an empty %s is an error', (field) => {
    expect(() => ruleOf({ [field]: [] })).toThrow(`AuthorizationPolicy 'bookinfo/policy': ${field} of a rule is empty, Istio would read that as any; give one at least, or leave it out`);
  });
});

describe('a source', () => {
  test('is a workload with an account', () => {
    expect(sourceOf({ clients: [CART] })).toEqual({ principals: ['cluster.local/ns/shop/sa/cart'] });
  });

  test('is a whole namespace', () => {
    expect(sourceOf({ clients: [Clients.namespace('shop')] })).toEqual({ namespaces: ['shop'] });
  });

  test('of both kinds of clients is two, and the other conditions hold for each', () => {
    expect(ruleOf({ from: [Source.all({ clients: [CART, Clients.namespace('till')], ipBlocks: ['10.1.0.0/16'] })] }).from).toEqual([
      { source: { principals: ['cluster.local/ns/shop/sa/cart'], ipBlocks: ['10.1.0.0/16'] } },
      { source: { namespaces: ['till'], ipBlocks: ['10.1.0.0/16'] } },
    ]);
  });

  test('is a MeshService, whose account is known when its first version is made', () => {
    const cart = new MeshService(bookinfoChart(), 'cart', { ports: [ServicePort.http(80)] });
    const source = Source.clients(cart);
    cart.addVersion('v1', { image: 'cart:1' });
    expect(ruleOf({ from: [source] }).from).toEqual([{ source: { principals: ['cluster.local/ns/bookinfo/sa/cart'] } }]);
  });

  test('names each identity once', () => {
    expect(sourceOf({ clients: [CART, CART] })).toEqual({ principals: ['cluster.local/ns/shop/sa/cart'] });
  });

  test('is all but some', () => {
    expect(sourceOf({ notClients: [CART, Clients.namespace('till')], notPrincipals: ['cluster.local/ns/shop/sa/other'] })).toEqual({
      notPrincipals: ['cluster.local/ns/shop/sa/other', 'cluster.local/ns/shop/sa/cart'], notNamespaces: ['till'],
    });
  });

  test('has every field of Istio', () => {
    const fields = {
      principals: ['*/ns/shop/sa/cart'], notPrincipals: ['cluster.local/ns/shop/*'], namespaces: ['team-*-prod'], notNamespaces: ['team-x'],
      trustDomains: ['example.com'], notTrustDomains: ['old.*'], requestPrincipals: ['https://issuer.example.com/*'],
      notRequestPrincipals: ['*'], ipBlocks: ['10.0.0.0/8'], notIpBlocks: ['10.1.2.3'], remoteIpBlocks: ['2001:db8::/32'], notRemoteIpBlocks: ['::1'],
    };
    expect(sourceOf(fields)).toEqual(fields);
    const accounts = { serviceAccounts: ['shop/cart'], notServiceAccounts: ['shop/other'] };
    expect(sourceOf(accounts)).toEqual(accounts);
  });

  test.each([
    ['anyInMesh', Source.anyInMesh(), { principals: ['*'] }],
    ['anyEndUser', Source.anyEndUser(), { requestPrincipals: ['*'] }],
    ['remoteIpBlocks', Source.remoteIpBlocks('203.0.113.0/24'), { remoteIpBlocks: ['203.0.113.0/24'] }],
  ])('%s', (_, source, spec) => {
    expect(ruleOf({ from: [source] }).from).toEqual([{ source: spec }]);
  });

  test.each([
    ['nothing', {}, 'a source has no condition; leave from out of the rule to take any caller'],
    ['an empty list', { namespaces: [] }, 'namespaces is empty, Istio would read that as any; name one at least, or leave it out'],
    ['no clients', { clients: [] }, 'clients is empty, Istio would read that as any; name one at least, or leave it out'],
    ['an empty text', { requestPrincipals: [''] }, `requestPrincipals has an empty value; name it, or take '*' for any that is there`],
    ['a wildcard inside', { principals: ['cluster.local/ns/*/sa/cart'] }, `principals has 'cluster.local/ns/*/sa/cart', '*' is allowed alone, first or last; write a beginning, e.g. '/api/*', or several values`],
    ['two wildcards', { trustDomains: ['**'] }, `trustDomains has '**', '*' is allowed alone, first or last`],
    ['a scheme', { principals: ['spiffe://cluster.local/ns/shop/sa/cart'] }, `principal 'spiffe://cluster.local/ns/shop/sa/cart' begins with 'spiffe://', policies name identities without; write 'cluster.local/ns/shop/sa/cart'`],
    ['no identity', { notPrincipals: ['cart'] }, `principal 'cart' is not an identity (<trust domain>/ns/<namespace>/sa/<account>); write e.g. 'cluster.local/ns/shop/sa/cart', or name the workloads: Source.clients()`],
    ['no namespace', { namespaces: ['shop/cart'] }, `namespaces has 'shop/cart', which is not the name of a namespace ('*' stands for any characters); write e.g. 'shop' or 'team-*'`],
    ['no trust domain', { notTrustDomains: ['spiffe://example.com/ns/shop'] }, `notTrustDomains has 'spiffe://example.com/ns/shop', which is more than a trust domain; write 'example.com'`],
    ['an account without namespace', { serviceAccounts: ['cart'] }, `serviceAccounts has 'cart', 'namespace/name' without wildcards is allowed; write e.g. 'shop/cart'`],
    ['too many accounts', { notServiceAccounts: Array(17).fill('shop/cart') }, 'notServiceAccounts has 17 ServiceAccounts, at most 16 are allowed; give them to several sources, or name the workloads: Source.clients()'],
    ['no address', { ipBlocks: ['10.0.0.0/33'] }, `ipBlocks has '10.0.0.0/33', an IP address or a block of them is allowed; write e.g. '203.0.113.7' or '10.0.0.0/8'`],
    ['a host', { notRemoteIpBlocks: ['example.com'] }, `notRemoteIpBlocks has 'example.com', an IP address or a block of them is allowed`],
    ['clients and principals', { clients: [CART], principals: ['*'] }, 'a source has clients and principals, one of them is allowed; make two sources of it'],
    ['accounts and namespaces', { serviceAccounts: ['shop/cart'], notNamespaces: ['x'] }, 'a source has serviceAccounts and notNamespaces, one of them is allowed; make two sources of it'],
    ['a client of no namespace', { clients: [{ clientRef: { namespace: 'Shop' } }] }, `namespace of a client 'Shop' is not a DNS label`],
  ])('with %s is an error', (_, conditions, message) => {
    expect(() => sourceOf(conditions)).toThrow(message);
  });

  test('whose account nobody knows is an error at synthesis', () => {
    const client = Clients.workloads({ namespace: 'shop', labels: { app: 'cart' } });
    expect(() => ruleOf({ from: [Source.clients(client)] }, AuthorizationAction.ALLOW)).toThrow(
      `AuthorizationPolicy 'bookinfo/policy': a rule names app=cart of namespace 'shop', whose ServiceAccount is not known, and it is their identity; `
      + 'give the MeshService a version from an image or a serviceAccountName, give Clients.workloads() theirs, or name their whole namespace: Clients.namespace()');
  });
});

describe('an operation', () => {
  test('has every field of Istio', () => {
    expect(operationOf({
      ports: [80], notPorts: [81], methods: [HttpMethod.GET], notMethods: [HttpMethod.of('PROPFIND')], paths: ['/api/*', '*.jpg', '/users/{*}/photos/{**}'],
      notPaths: ['/api/admin'], hosts: ['*.example.com'], notHosts: ['old.example.com:8080'],
    })).toEqual({
      ports: ['80'], notPorts: ['81'], methods: ['GET'], notMethods: ['PROPFIND'], paths: ['/api/*', '*.jpg', '/users/{*}/photos/{**}'],
      notPaths: ['/api/admin'], hosts: ['*.example.com'], notHosts: ['old.example.com:8080'],
    });
  });

  test('of ports only', () => {
    expect(ruleOf({ to: [Operation.ports(9080, 9090)] }).to).toEqual([{ operation: { ports: ['9080', '9090'] } }]);
  });

  test.each([
    ['nothing', {}, 'an operation has no condition; leave to out of the rule to take any request'],
    ['no ports', { ports: [] }, 'ports is empty, Istio would read that as any; name one at least, or leave it out'],
    ['a port that is none', { notPorts: [0] }, 'a port of notPorts is 0'],
    ['no methods', { methods: [] }, 'methods is empty, Istio would read that as any'],
    ['a method that is none', { methods: [HttpMethod.of('get')] }, `'get' is not a method of HTTP (capital letters); write it as requests say it, e.g. 'PROPFIND'`],
    ['no paths', { paths: [] }, 'paths is empty, Istio would read that as any'],
    ['a path without slash', { paths: ['api'] }, `paths has 'api', which no request has, a path begins with '/'; write '/api'`],
    ['a template without slash', { paths: ['{*}/photos'] }, `paths has '{*}/photos', which no request has, a path begins with '/'; write '/{*}/photos'`],
    ['a query', { notPaths: ['/api?x=1'] }, `notPaths has '/api?x=1', policies compare paths without the query; write '/api'`],
    ['a wildcard inside', { paths: ['/api/*/users'] }, `paths has '/api/*/users', '*' is allowed alone, first or last; write a beginning, e.g. '/api/*', or several values`],
    ['half a template', { paths: ['/api/v{*}'] }, `paths has '/api/v{*}', whose segment 'v{*}' is neither text nor '{*}' nor '{**}'; let these stand alone between two '/'`],
    ['an unknown template', { paths: ['/users/{id}'] }, `paths has '/users/{id}', whose segment '{id}' is neither text nor '{*}' nor '{**}'`],
    ['a template after the last', { paths: ['/{**}/{*}'] }, `paths has '/{**}/{*}', where '{*}' follows '{**}'; let '{**}' be the last of the wildcards`],
    ['an empty host', { hosts: [''] }, `hosts has an empty value; name it, or take '*' for any that is there`],
  ])('with %s is an error', (_, conditions, message) => {
    expect(() => operationOf(conditions)).toThrow(message);
  });
});

describe('a condition', () => {
  test.each([
    ['header', Condition.header('x-version', { values: ['v1', 'v2*'] }), { key: 'request.headers[x-version]', values: ['v1', 'v2*'] }],
    ['claim', Condition.claim(['realm', 'roles'], { values: ['admin'], notValues: ['guest'] }), { key: 'request.auth.claims[realm][roles]', values: ['admin'], notValues: ['guest'] }],
    ['audiences', Condition.audiences({ values: ['shop'] }), { key: 'request.auth.audiences', values: ['shop'] }],
    ['presenter', Condition.presenter({ notValues: ['app'] }), { key: 'request.auth.presenter', notValues: ['app'] }],
    ['sni', Condition.sni({ values: ['*.example.com'] }), { key: 'connection.sni', values: ['*.example.com'] }],
    ['destinationIp', Condition.destinationIp({ values: ['10.0.0.0/8'], notValues: ['10.0.0.1'] }), { key: 'destination.ip', values: ['10.0.0.0/8'], notValues: ['10.0.0.1'] }],
    ['envoyFilter', Condition.envoyFilter('http.lua', 'tier', { values: ['gold'] }), { key: 'experimental.envoy.filters.http.lua[tier]', values: ['gold'] }],
  ])('on %s', (_, condition, spec) => {
    expect(conditionOf(condition)).toEqual(spec);
  });

  test.each([
    ['no values', () => Condition.sni({}), `condition connection.sni has neither values nor notValues; give one of them, e.g. values: ['*'] for any that is there`],
    ['an empty list', () => Condition.audiences({ values: [] }), 'values of request.auth.audiences is empty, Istio would read that as any; name one at least, or leave it out'],
    ['a header that is none', () => Condition.header('x version', { values: ['1'] }), `header 'x version' is not a header name; use letters, digits and '-', e.g. 'x-version'`],
    ['no claim', () => Condition.claim([], { values: ['1'] }), `a claim has no name; name it, e.g. Condition.claim(['groups'], { values: ['admin'] })`],
    ['no address', () => Condition.destinationIp({ notValues: ['example.com'] }), `notValues of destination.ip has 'example.com', an IP address or a block of them is allowed`],
  ])('with %s is an error', (_, condition, message) => {
    expect(() => conditionOf(condition())).toThrow(message);
  });
});
