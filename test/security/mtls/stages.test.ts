import { security } from '../../../src/api';
import { MtlsMode } from '../../../src/security/mtls-mode';
import { PolicyScope } from '../../../src/security/policy-scope';
import { silent, warnings } from '../../ground/warnings';
import { object } from '../../service/objects';
import { CART, MESH, SHOP, Town } from './town';

silent();

const { DISABLE, PERMISSIVE, STRICT } = MtlsMode;
let town: Town;
beforeEach(() => { town = new Town(); });

test.each([
  [DISABLE, undefined], [DISABLE, PERMISSIVE], [PERMISSIVE, DISABLE], [PERMISSIVE, PERMISSIVE], [PERMISSIVE, STRICT], [STRICT, PERMISSIVE],
  [STRICT, STRICT],
])('stage %s may follow %s', (stage, reached) => {
  town.strict('shop', { cover: SHOP, stage, reached });
  expect(object(town.chart, 'PeerAuthentication').spec.mtls.mode).toBe(stage);
  expect(town.errors()).toEqual([]);
});

test('from DISABLE to STRICT at once is refused', () => {
  expect(() => town.strict('shop', { cover: SHOP, reached: DISABLE })).toThrow(
    `StrictMtls 'town/shop': stage STRICT cannot follow DISABLE: until every proxy has heard of it, clients go on with plain text, which is refused; `
    + 'go to MtlsMode.PERMISSIVE first, and on when all that `checks` demands holds');
});

test('and back, too', () => {
  expect(() => town.strict('shop', { cover: SHOP, stage: DISABLE, reached: STRICT })).toThrow(
    `StrictMtls 'town/shop': stage DISABLE cannot follow STRICT: until every proxy has heard of it, clients go on with mutual TLS, which nobody answers; go to`);
});

test('a narrower scope comes from the stage of the wider one', () => {
  town.strict('mesh', { cover: PolicyScope.mesh(MESH), stage: DISABLE });
  town.strict('shop', { cover: SHOP });
  expect(town.errors()).toEqual([expect.stringContaining(
    `StrictMtls 'town/shop': stage STRICT cannot follow DISABLE: until every proxy has heard of it, clients go on with plain text, which is refused; `
    + `that is the stage of StrictMtls 'town/mesh', which is wider: go to MtlsMode.PERMISSIVE first, and on when all that \`checks\` demands holds, or say with reached`)]);
});

test('it comes from the stage that the wider one has, not from the one to which that goes', () => {
  town.strict('shop', { cover: SHOP, stage: PERMISSIVE, reached: DISABLE });
  town.strict('cart', { cover: CART });
  expect(town.errors()).toEqual([expect.stringContaining(`StrictMtls 'town/cart': stage STRICT cannot follow DISABLE`)]);
});

test('an object that somebody else made is a wider scope, too', () => {
  new security.PeerAuthentication(town.chart, 'off', { metadata: { name: 'default', namespace: 'shop' }, spec: { mtls: { mode: security.PeerAuthenticationMutualTLSMode.DISABLE } } });
  town.strict('cart', { cover: CART });
  expect(town.errors()).toEqual([expect.stringContaining(`that is the stage of PeerAuthentication 'town/off', which is wider`)]);
});

test('what is said of the stage that was reached goes before the wider scope', () => {
  town.strict('mesh', { cover: PolicyScope.mesh(MESH), stage: DISABLE });
  town.strict('shop', { cover: SHOP, reached: PERMISSIVE });
  expect(town.errors()).toEqual([]);
});

test('two policies for the same Pods are refused, also if one is narrower', () => {
  town.strict('cart', { cover: CART });
  expect(() => town.strict('canary', { cover: PolicyScope.workload('shop', { app: 'cart', version: 'v2' }) })).toThrow(
    `StrictMtls 'town/canary': the workload app=cart,version=v2 of shop has Pods that StrictMtls 'town/cart' covers as app=cart, and of two policies of workloads `
    + 'Istio takes the older one, not the narrower; cover each Pod by one of them, with labels that tell them apart');
});

test('policies for the Pods of different labels go together', () => {
  town.strict('v1', { cover: PolicyScope.workload('shop', { app: 'cart', version: 'v1' }) });
  town.strict('v2', { cover: PolicyScope.workload('shop', { app: 'cart', version: 'v2' }) });
  town.strict('there', { cover: PolicyScope.workload('depot', { app: 'cart' }) });
  expect(town.errors()).toEqual([]);
});

test('workloads of the root namespace can not be covered', () => {
  town.strict('mesh', { cover: PolicyScope.mesh(MESH) });
  town.strict('ingress', { cover: PolicyScope.workload('istio-system', { app: 'ingress' }) });
  expect(town.errors()).toEqual([`StrictMtls 'town/ingress': it covers workloads of istio-system, the mesh's root namespace, in which Istio does not look for `
    + 'policies of workloads; let them run in another namespace, or cover the mesh']);
});

test('ztunnel has no stage DISABLE, which is said aloud', () => {
  town.namespace('shop', { 'istio.io/dataplane-mode': 'ambient' });
  town.strict('shop', { cover: SHOP, stage: DISABLE });
  expect(town.errors()).toEqual([]);
  expect(warnings(town.chart)).toEqual([`StrictMtls 'town/shop': namespace 'shop' has ztunnel, which reads DISABLE as PERMISSIVE; say MtlsMode.PERMISSIVE`]);
});

describe('modes of ports', () => {
  const byNumber = (port: number) => town.strict('cart', { cover: CART, portModes: { [port]: PERMISSIVE } });

  test('the number of the Service is refused where the Pods listen on another one', () => {
    town.cart();
    byNumber(80);
    expect(town.errors()).toEqual([`StrictMtls 'town/cart': a mode is given for port 80, which is one of the Service, and its Pods listen on 8080; write 8080`]);
  });

  test('the number on which the Pods listen is right, also if only the Pods say it', () => {
    town.cart({}, [{ port: 80, targetPort: 'web' }, { port: 9090, targetPort: 8080 }]);
    town.deployment('cart', { container: { ports: [{ name: 'web', containerPort: 8000 }, { containerPort: 9090 }] } });
    byNumber(9090);
    expect(town.errors()).toEqual([]);
  });

  test('the name of a port is looked up in the Pods', () => {
    town.cart({}, [{ port: 80, targetPort: 'web' }]);
    town.deployment('cart', { container: { ports: [{ name: 'web', containerPort: 8000 }] } });
    byNumber(80);
    expect(town.errors()).toEqual([expect.stringContaining('its Pods listen on 8000')]);
  });
});
