import { meshRoutesOfPort } from '../../src/route/mesh-routes-of-port';

const CART = 'cart.shop.svc.cluster.local';
const toCart = { route: [{ destination: { host: CART } }] };

test('a route of the mesh without port stays as it is', () => {
  const route = { ...toCart, match: [{ uri: { prefix: '/a' } }] };
  expect(meshRoutesOfPort([route, toCart], 80)).toEqual([route, toCart]);
});

test('a match on the port of the host loses the port, which would be that of the listener', () => {
  expect(meshRoutesOfPort([{ ...toCart, match: [{ port: 80, uri: { prefix: '/a' } }] }], 80)).toEqual([{ ...toCart, match: [{ uri: { prefix: '/a' } }] }]);
});

test('a match on nothing but the port takes every request', () => {
  expect(meshRoutesOfPort([{ ...toCart, match: [{ uri: { prefix: '/a' } }, { port: 80 }] }], 80)).toEqual([{ ...toCart, match: undefined }]);
});

test('what comes after a route that takes every request of the port is left out, where istiod would warn', () => {
  expect(meshRoutesOfPort([{ ...toCart, match: [{ port: 80 }] }, toCart], 80)).toHaveLength(1);
  expect(meshRoutesOfPort([{ ...toCart, match: [{ port: 80, uri: { prefix: '/' } }] }, toCart], 80)).toHaveLength(1);
});

test('matches and routes of other ports are left out', () => {
  const routes = [{ ...toCart, match: [{ port: 90 }] }, { ...toCart, match: [{ port: 90 }, { uri: { prefix: '/a' } }] }];
  expect(meshRoutesOfPort(routes, 80)).toEqual([{ ...toCart, match: [{ uri: { prefix: '/a' } }] }]);
});
