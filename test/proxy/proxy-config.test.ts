import { ProxyConfig, ProxyConfigProps } from '../../src/proxy/proxy-config';
import { ProxyImageType } from '../../src/proxy/proxy-image-type';
import { PolicyScope } from '../../src/security/policy-scope';
import { bookinfoChart, object } from '../service/objects';

const cart = PolicyScope.workload('shop', { app: 'cart' });

function config(props: Partial<ProxyConfigProps>, chart = bookinfoChart(), id = 'small'): any {
  new ProxyConfig(chart, id, { cover: cart, ...props });
  return object(chart, 'ProxyConfig');
}

test('a workload has all that can be said', () => {
  expect(config({ concurrency: 1, environmentVariables: { ISTIO_META_DNS_CAPTURE: 'true' }, image: ProxyImageType.DISTROLESS })).toEqual({
    apiVersion: 'networking.istio.io/v1beta1', kind: 'ProxyConfig', metadata: { name: 'small', namespace: 'shop' },
    spec: {
      selector: { matchLabels: { app: 'cart' } }, concurrency: 1, environmentVariables: { ISTIO_META_DNS_CAPTURE: 'true' }, image: { imageType: 'distroless' },
    },
  });
});

test('a thread for each CPU of the node', () => {
  expect(config({ concurrency: 0 }).spec.concurrency).toBe(0);
});

test('a namespace and the mesh have the one of the name default', () => {
  expect(config({ cover: PolicyScope.namespace('shop'), concurrency: 4 })).toMatchObject({ metadata: { name: 'default', namespace: 'shop' }, spec: { concurrency: 4 } });
});

test.each([
  [ProxyImageType.DEFAULT, 'default'], [ProxyImageType.DEBUG, 'debug'], [ProxyImageType.of('centos'), 'centos'],
])('image %#', (image, imageType) => {
  expect(config({ image }).spec.image).toEqual({ imageType });
});

test('a second writer of a namespace is refused', () => {
  const chart = bookinfoChart();
  const cover = PolicyScope.namespace('shop');
  config({ cover, concurrency: 1 }, chart, 'a');
  expect(() => config({ cover, concurrency: 1 }, chart, 'b')).toThrow(
    `ProxyConfig 'bookinfo/b': the ProxyConfig shop/default is written by ProxyConfig 'bookinfo/a' already, one writer is allowed; cover that scope once`);
});

test('a second writer of a workload is refused', () => {
  const chart = bookinfoChart();
  config({ concurrency: 1 }, chart, 'a');
  expect(() => config({ concurrency: 1 }, chart, 'b')).toThrow('the ProxyConfig of the workload of shop (app=cart) is written by');
});

test.each<[Partial<ProxyConfigProps>, string]>([
  [{}, `ProxyConfig 'bookinfo/small': it says nothing; give at least one of concurrency, environmentVariables and image`],
  [{ environmentVariables: {} }, 'it says nothing'],
  [{ concurrency: -1 }, 'concurrency is -1, a whole number from 0'],
  [{ environmentVariables: { '1A': '' } }, `'1A' is not a name of an environment variable (letters, digits and '_', first no digit); rename it`],
  [{ environmentVariables: { A: 'x'.repeat(2049) } }, 'the environment variable A has 2049 characters, at most 2048 are allowed; shorten it'],
  [{ image: ProxyImageType.of('A B') }, `the image type is 'A B', lower case letters, digits, '-', '_' and '.' are allowed; name the end of the image's tag`],
  [{ cover: PolicyScope.gateway('shop', 'ingress'), concurrency: 1 },
    `it can't cover the gateway shop/ingress, a ProxyConfig covers the mesh, namespaces or workloads; cover one of these`],
])('%j is refused', (props, message) => {
  expect(() => config(props)).toThrow(message);
});
