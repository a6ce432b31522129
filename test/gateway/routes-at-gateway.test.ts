import { fromPorts } from '../../src/gateway/routes-at-gateway';

const CART = 'cart.shop.svc.cluster.local';
const toCart = { route: [{ destination: { host: CART } }] };

test('a route for some ports has each of its matches for each of them', () => {
  expect(fromPorts({ ...toCart, match: [{ uri: { prefix: '/a' } }, { uri: { prefix: '/b' }, port: 81 }] }, [443, 8443]).match).toEqual([
    { uri: { prefix: '/a' }, port: 443 }, { uri: { prefix: '/a' }, port: 8443 }, { uri: { prefix: '/b' }, port: 81 },
  ]);
});

test('a catch-all for some ports matches on them', () => {
  expect(fromPorts(toCart, [443]).match).toEqual([{ port: 443 }]);
});
