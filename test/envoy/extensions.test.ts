import { ExtensionFilter } from '../../src/envoy/extension-filter';
import { ExtensionMode } from '../../src/envoy/extension-match';
import { ExtensionPhase } from '../../src/envoy/extension-phase';
import { TrafficExtension } from '../../src/envoy/traffic-extension';
import { WasmFailStrategy, WasmPullPolicy, WasmType } from '../../src/envoy/wasm-module';
import { WasmPlugin, WasmPluginProps } from '../../src/envoy/wasm-plugin';
import { WARNING } from '../../src/ground/warning';
import { bookinfoChart, object } from '../service/objects';
import { cart, ingress } from './synth';

const sha256 = 'ab'.repeat(32);
const url = 'oci://registry.example.com/filters/auth:v1';

function plugin(props: Partial<WasmPluginProps> = {}): any {
  const chart = bookinfoChart();
  new WasmPlugin(chart, 'auth', { cover: cart, url, ...props });
  return object(chart, 'WasmPlugin');
}

test('a Wasm module with all that can be said', () => {
  expect(plugin({
    sha256, imagePullPolicy: WasmPullPolicy.ALWAYS, imagePullSecret: 'registry', pluginName: 'auth', pluginConfig: { realm: 'shop' },
    failStrategy: WasmFailStrategy.FAIL_OPEN, environment: { A: 'b' }, hostEnvironment: ['POD_NAME'], type: WasmType.NETWORK,
    phase: ExtensionPhase.AUTHN, priority: 5, match: [{ mode: ExtensionMode.SERVER, ports: [8080] }, { ports: [80] }],
  })).toEqual({
    apiVersion: 'extensions.istio.io/v1alpha1', kind: 'WasmPlugin', metadata: { name: 'auth', namespace: 'shop' },
    spec: {
      selector: { matchLabels: { app: 'cart' } }, url, sha256, imagePullPolicy: 'Always', imagePullSecret: 'registry', pluginName: 'auth',
      pluginConfig: { realm: 'shop' }, failStrategy: 'FAIL_OPEN', type: 'NETWORK', phase: 'AUTHN', priority: 5,
      vmConfig: { env: [{ name: 'A', value: 'b' }, { name: 'POD_NAME', valueFrom: 'HOST' }] },
      match: [{ mode: 'SERVER', ports: [{ number: 8080 }] }, { ports: [{ number: 80 }] }],
    },
  });
});

test('a module of a Gateway of the Gateway API', () => {
  expect(plugin({ cover: ingress, name: 'other' })).toMatchObject({ metadata: { name: 'other' }, spec: { targetRefs: [{ kind: 'Gateway', name: 'ingress' }] } });
});

test.each<[Partial<WasmPluginProps>, string]>([
  [{ url: 'registry.example.com/auth:v1' }, `WasmPlugin 'bookinfo/auth': the url 'registry.example.com/auth:v1' has no scheme of 'oci', 'https', 'http' or 'file'; write e.g. 'oci://`],
  [{ url: 'ftp://example.com/auth.wasm' }, `the url 'ftp://example.com/auth.wasm' has no scheme of`],
  [{ sha256: 'ABC' }, `sha256 is 'ABC', 64 hexadecimal digits in lower case are allowed; take what sha256sum prints of the module`],
  [{ url: 'https://example.com/auth.wasm', imagePullSecret: 'x' }, `imagePullSecret is without effect for 'https://example.com/auth.wasm'; leave it out, or serve the module from a registry`],
  [{ imagePullSecret: 'Registry' }, `imagePullSecret 'Registry' is not a DNS name`],
  [{ pluginName: '' }, 'pluginName has 0 characters, 1 to 256 are allowed; change it, or leave it out'],
  [{ environment: { A: '' }, hostEnvironment: ['A'] }, `the environment variable 'A' is given twice; keep it in environment or in hostEnvironment`],
  [{ hostEnvironment: [''] }, `an environment variable's name has 0 characters, 1 to 256 are allowed; rename it`],
  [{ match: [{}] }, 'a match has no condition; leave match out to see every request'],
  [{ match: [{ ports: [0] }] }, 'port of a match is 0, a whole number from 1 to 65535 is allowed'],
  [{ priority: 1.5 }, 'priority is 1.5, a whole number of 32 bits is allowed; change it, or leave it out for 0'],
])('%j is refused', (props, message) => {
  expect(() => plugin(props)).toThrow(message);
});

test('two of one name are refused', () => {
  const chart = bookinfoChart();
  new WasmPlugin(chart, 'a', { cover: cart, url, name: 'same' });
  expect(() => new WasmPlugin(chart, 'b', { cover: cart, url, name: 'same' })).toThrow(`the WasmPlugin shop/same is written by WasmPlugin 'bookinfo/a' already`);
});

test('a module that anyone on the way can replace is said aloud, unless its checksum is known', () => {
  const warnings = (props: Partial<WasmPluginProps>) =>
    new WasmPlugin(bookinfoChart(), 'auth', { cover: cart, url: 'http://files.example.com/auth.wasm', ...props }).node.metadata.filter(({ type }) => type === WARNING);
  expect(warnings({})).toMatchObject([{ data: expect.stringContaining(`proxies run whatever 'http://files.example.com/auth.wasm' serves, without TLS; say its sha256`) }]);
  expect(warnings({ sha256 })).toEqual([]);
});

describe('TrafficExtension', () => {
  const extension = (filter: ExtensionFilter) => {
    const chart = bookinfoChart();
    new TrafficExtension(chart, 'extension', { cover: cart, filter, phase: ExtensionPhase.STATS, match: [{ mode: ExtensionMode.CLIENT }] });
    return object(chart, 'TrafficExtension');
  };

  test('of a Lua script', () => {
    const script = 'function envoy_on_request(handle) end';
    expect(extension(ExtensionFilter.lua(script))).toEqual({
      apiVersion: 'extensions.istio.io/v1alpha1', kind: 'TrafficExtension', metadata: { name: 'extension', namespace: 'shop' },
      spec: { selector: { matchLabels: { app: 'cart' } }, phase: 'STATS', match: [{ mode: 'CLIENT' }], lua: { inlineCode: script } },
    });
  });

  test('of a Wasm module', () => {
    expect(extension(ExtensionFilter.wasm({ url, sha256 })).spec).toMatchObject({ wasm: { url, sha256 } });
  });

  test('of a script of which Envoy calls nothing', () => {
    expect(() => extension(ExtensionFilter.lua('print(1)'))).toThrow(`TrafficExtension 'bookinfo/extension': the script has neither envoy_on_request nor envoy_on_response`);
  });
});
