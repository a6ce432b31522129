import { App, Chart, Duration, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { ExportTo } from '../../src/host/export-to';
import { HttpMatch } from '../../src/match/http-match';
import { StringMatch } from '../../src/match/string-match';
import { DelegateRoutes } from '../../src/route/delegate-routes';
import { RouteAction } from '../../src/route/route-action';
import { RouteTable } from '../../src/route/route-table';
import { host, written } from './hosts';

const reviews = host('reviews');
const action = RouteAction.forward(reviews);
const chart = (namespace?: string) => new Chart(new App(), 'app', { namespace });
const outer = (place: Construct, namespace = 'istio-ingress') => new RouteTable(new Construct(place, 'outer'), { namespace });
const below = (prefix: string) => [HttpMatch.uriPrefix(prefix)];

test('delegated routes are a VirtualService without hosts', () => {
  const app = chart('reviews');
  const routes = new DelegateRoutes(app, 'reviews', { exportTo: ExportTo.namespaces('istio-ingress') });
  expect(routes.delegateRef).toEqual({ name: 'reviews', namespace: 'reviews' });
  expect(routes.addRoute('all', { action })).toMatchObject({ name: 'all', isCatchAll: true });
  expect(Testing.synth(app)).toEqual([{
    apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'reviews', namespace: 'reviews' },
    spec: { http: [{ name: 'all', route: [{ destination: { host: 'reviews.bookinfo.svc.cluster.local' } }] }], exportTo: ['istio-ingress'] },
  }]);
});

test('a route delegates, and says what holds for all of them', () => {
  const app = chart();
  const routes = new DelegateRoutes(app, 'x', { name: 'reviews', namespace: 'bookinfo' });
  const table = outer(app);
  table.add('reviews', { match: below('/reviews'), action: RouteAction.delegate(routes), timeout: Duration.seconds(5) });
  table.add('elsewhere', { action: RouteAction.delegate(DelegateRoutes.fromName('shop', 'rest')) });
  expect(written(table.toSpec())).toEqual([
    { name: 'reviews', match: [{ uri: { prefix: '/reviews' } }], delegate: { name: 'reviews', namespace: 'bookinfo' }, timeout: '5s' },
    { name: 'elsewhere', delegate: { name: 'rest', namespace: 'shop' } },
  ]);
});

test('a route after one that delegates may take what is left over', () => {
  const table = outer(chart());
  table.add('reviews', { match: below('/reviews'), action: RouteAction.delegate(DelegateRoutes.fromName('bookinfo', 'reviews')) });
  expect(table.add('left-over', { match: below('/reviews/'), action }).name).toBe('left-over');
});

test('a match within has to fit, whoever comes first', () => {
  const message = `istiod would drop DelegateRoutes 'app/reviews': route 'ratings' under Construct 'app/outer': route 'reviews': `
    + `their matches do not go together in uri (prefix /reviews, and prefix /ratings within); match more narrowly within, by equal texts`;
  const first = chart('bookinfo');
  const inner = new DelegateRoutes(first, 'reviews');
  outer(first).add('reviews', { match: below('/reviews'), action: RouteAction.delegate(inner) });
  expect(() => inner.addRoute('ratings', { match: below('/ratings'), action })).toThrow(`DelegateRoutes 'app/reviews': route 'ratings': ${message}`);

  const second = chart('bookinfo');
  const routes = new DelegateRoutes(second, 'reviews');
  routes.addRoute('ratings', { match: below('/ratings'), action });
  expect(() => outer(second).add('reviews', { match: below('/reviews'), action: RouteAction.delegate(routes) }))
    .toThrow(`Construct 'app/outer': route 'reviews': ${message}`);
});

test('a match within fits one of several', () => {
  const app = chart('bookinfo');
  const inner = new DelegateRoutes(app, 'reviews');
  outer(app).add('reviews', { match: [...below('/a'), ...below('/b')], action: RouteAction.delegate(inner) });
  expect(inner.addRoute('b', { match: below('/b/c'), action }).name).toBe('b');
  expect(inner.addRoute('rest', { action }).isCatchAll).toBe(true);
});

test.each<[ExportTo, string]>([
  [ExportTo.ownNamespace(), '.'],
  [ExportTo.namespaces('a', 'b'), 'a, b'],
])('who delegates has to see the routes', (exportTo, text) => {
  const app = chart('bookinfo');
  const routes = new DelegateRoutes(app, 'reviews', { exportTo });
  expect(() => outer(app).add('reviews', { action: RouteAction.delegate(routes) })).toThrow(
    `Construct 'app/outer': route 'reviews': it delegates to 'bookinfo/reviews', which is exported to ${text} only; export those routes to namespace 'istio-ingress', too`);
});

test('routes are seen in their own namespace, and from all', () => {
  const app = chart('bookinfo');
  const own = new DelegateRoutes(app, 'own', { exportTo: ExportTo.ownNamespace() });
  const all = new DelegateRoutes(app, 'all', { exportTo: ExportTo.everywhere() });
  const table = outer(app, 'bookinfo');
  expect(table.add('own', { match: below('/own'), action: RouteAction.delegate(own) }).name).toBe('own');
  expect(table.add('all', { match: below('/all'), action: RouteAction.delegate(all) }).name).toBe('all');
});

test('delegated routes can not delegate further', () => {
  const app = chart('bookinfo');
  expect(() => new DelegateRoutes(app, 'a').addRoute('b', { action: RouteAction.delegate(new DelegateRoutes(app, 'b')) })).toThrow(
    `DelegateRoutes 'app/a': route 'b': it delegates, but is a delegated route itself; delegate to both from the VirtualService with hosts`);
});

test('delegated routes know no claims of a token', () => {
  const match = [HttpMatch.header('@request.auth.claims.group', StringMatch.exact('admin'))];
  expect(() => new DelegateRoutes(chart('bookinfo'), 'a').addRoute('b', { match, action })).toThrow(
    `route 'b': it matches '@request.auth.claims.group', claims of a token are known at gateways only; add the route to an exposed host of a gateway`);
});

test('delegated routes need a namespace, and one writer', () => {
  expect(() => new DelegateRoutes(chart(), 'a')).toThrow(`DelegateRoutes 'app/a': neither the props nor the chart name a namespace; give the chart one`);
  const app = chart('bookinfo');
  new DelegateRoutes(app, 'a');
  expect(() => new DelegateRoutes(app, 'b', { name: 'a' })).toThrow(
    `DelegateRoutes 'app/b': the VirtualService 'bookinfo/a' is written by DelegateRoutes 'app/a' already, one writer is allowed; name them apart`);
});

test('delegated routes without a route are an error', () => {
  const app = chart('bookinfo');
  new DelegateRoutes(app, 'a');
  expect(() => Testing.synth(app)).toThrow(`DelegateRoutes 'app/a': it has no routes, Istio refuses that; add one with addRoute()`);
});
