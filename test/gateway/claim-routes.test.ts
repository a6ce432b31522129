import { Chart, Testing } from 'cdk8s';
import { IIngressGateway } from '../../src/gateway/iingress-gateway';
import { IngressGateway } from '../../src/gateway/ingress-gateway';
import { Listener } from '../../src/gateway/listener';
import { HttpMatch } from '../../src/match/http-match';
import { StringMatch } from '../../src/match/string-match';
import { RouteAction } from '../../src/route/route-action';
import { JwtAuthentication } from '../../src/security/jwt-authentication';
import { PolicyScope } from '../../src/security/policy-scope';
import { silent, warnings } from '../ground/warnings';
import { cart, ingressChart } from './synth';

silent();

const ISSUERS = [{ issuer: 'https://accounts.example.com' }];
const own = (chart: Chart) => new IngressGateway(chart, 'ingress');
const shared = (chart: Chart) => IngressGateway.fromSelector(chart, 'team', { namespace: 'shop', proxyNamespace: 'istio-ingress', selector: { app: 'ingress' } });

/** What is said of a host with a route by a claim, once all is said. */
function warned(make: (chart: Chart) => IIngressGateway, ...covers: PolicyScope[]): string[] {
  const chart = ingressChart();
  const gateway = make(chart);
  gateway.addListener('http', Listener.http({ hosts: ['*.example.com'] }));
  const exposed = gateway.expose(cart(), { hosts: ['shop.example.com'] });
  exposed.addRoute('guests', { match: [HttpMatch.all({ withoutClaims: [{ path: ['iss'], value: StringMatch.present() }] })], action: RouteAction.respond(401) });
  exposed.addRoute('rest', { action: RouteAction.forward(cart()) });
  covers.forEach((cover, i) => new JwtAuthentication(chart, `users-${i}`, { cover, issuers: ISSUERS, allowMissing: true }));
  Testing.synth(chart);
  return warnings(chart);
}

const WARNING = `ExposedHost 'edge/ingress/shop.example.com': a route matches '@request.auth.claims[iss]', and nothing verifies tokens at gateway 'istio-ingress/ingress', `
  + 'so no request has claims; accept them there: new JwtAuthentication(..., { cover: PolicyScope.workload(gateway.namespace, gateway.selector), issuers: [...] })';

test('a route by claims where no tokens are verified is a warning', () => {
  expect(warned(own)).toEqual([WARNING]);
  expect(warned(own, PolicyScope.workload('shop', { app: 'cart' }))).toEqual([WARNING]);
});

test.each([
  ['the proxies', PolicyScope.workload('istio-ingress', { app: 'ingress' })],
  ['their namespace', PolicyScope.namespace('istio-ingress')],
  ['a whole mesh', PolicyScope.namespace('istio-system')],
])('it is none where tokens are verified for %s', (_, cover) => {
  expect(warned(own, cover)).toEqual([]);
});

test('the proxies of somebody else may verify them', () => {
  expect(warned(shared)).toEqual([]);
});
