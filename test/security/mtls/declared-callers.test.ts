import { ServicePort } from '../../../src/host/service-port';
import { MtlsMode } from '../../../src/security/mtls-mode';
import { PolicyScope } from '../../../src/security/policy-scope';
import { MeshService } from '../../../src/service/mesh-service';
import { silent } from '../../ground/warnings';
import { SHOP, Town } from './town';

silent();

const IMAGE = { image: 'example.com/app:1' };
let town: Town;
let cart: MeshService;
let report: MeshService;

beforeEach(() => {
  town = new Town();
  town.namespace('legacy');
  cart = new MeshService(town.chart, 'cart', { namespace: 'shop', ports: [ServicePort.http(80, { targetPort: 8080 }), ServicePort.http(90, { name: 'http-90' })] });
  report = new MeshService(town.chart, 'report', { namespace: 'legacy', ports: [ServicePort.http(80)] });
  cart.addVersion('v1', IMAGE);
  report.addVersion('v1', IMAGE);
});

test('a call that is declared by who has no proxy is refused where mutual TLS is demanded', () => {
  report.calls(cart);
  town.strict('shop', { cover: SHOP });
  expect(town.errors()).toEqual([`MeshService 'town/report': it calls shop/cart, which by StrictMtls 'town/shop' takes mutual TLS only, and Deployment `
    + `legacy/report-v1 has no proxy, so that the call is refused; enrol namespace 'legacy' in the mesh, or let a port take plain text with portModes`]);
});

test.each([['of a port with another mode is allowed', [90], 0], ['of any port, too', undefined, 0], ['of another port is not', [80], 1]])('a call %s', (_, ports, count) => {
  report.calls(cart, { ports });
  town.strict('mtls', { cover: PolicyScope.of(cart), portModes: { 90: MtlsMode.PERMISSIVE } });
  expect(town.errors()).toHaveLength(count);
});

test('a call of who has a proxy is allowed', () => {
  cart.calls(cart);
  town.strict('shop', { cover: SHOP });
  expect(town.errors()).toEqual([]);
});

test('a call is allowed until mutual TLS is demanded', () => {
  report.calls(cart);
  town.strict('shop', { cover: SHOP, stage: MtlsMode.PERMISSIVE });
  expect(town.errors()).toEqual([]);
});
