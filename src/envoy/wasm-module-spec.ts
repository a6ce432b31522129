import { IConstruct } from 'constructs';
import { extensions } from '../api';
import { fail, oneOf } from '../ground/fail';
import { dnsName } from '../ground/names';
import { warn } from '../ground/warning';
import { WasmModule, WasmPullPolicy } from './wasm-module';

const SCHEMES = ['oci', 'https', 'http', 'file'];

/** A Wasm module as it stands in WasmPlugin and TrafficExtension. */
export function wasmModuleSpec(place: IConstruct, module: WasmModule): extensions.WasmConfig {
  const { url, pluginName, pluginConfig, imagePullPolicy, failStrategy, type } = module;
  const scheme = schemeOf(place, url);
  if (pluginName !== undefined && (pluginName === '' || pluginName.length > 256)) {
    fail(place, `pluginName has ${pluginName.length} characters, 1 to 256 are allowed`, 'change it, or leave it out');
  }
  const sha256 = checksum(place, module);
  if (scheme === 'http' && sha256 === undefined) {
    warn(place, `proxies run whatever '${url}' serves, without TLS`, 'say its sha256, or serve it by https');
  }
  return {
    url,
    sha256,
    imagePullPolicy: imagePullPolicy && extensions.PullPolicy[imagePullPolicy as keyof typeof WasmPullPolicy],
    imagePullSecret: pullSecret(place, module, scheme),
    pluginConfig,
    pluginName,
    failStrategy: failStrategy && extensions.FailStrategy[failStrategy],
    vmConfig: environment(place, module),
    type: type && extensions.PluginType[type],
  };
}

function schemeOf(place: IConstruct, url: string): string {
  const scheme = /^([a-z]+):\/\/[^\s/]*\/?\S+$/.exec(url)?.[1];
  if (scheme && SCHEMES.includes(scheme)) return scheme;
  return fail(place, `the url '${url}' has no scheme of ${oneOf(SCHEMES)}`, `write e.g. 'oci://registry.example.com/filters/auth:v1'`);
}

function checksum(place: IConstruct, { sha256 }: WasmModule): string | undefined {
  if (sha256 === undefined || /^[0-9a-f]{64}$/.test(sha256)) return sha256;
  return fail(place, `sha256 is '${sha256}', 64 hexadecimal digits in lower case are allowed`, 'take what sha256sum prints of the module');
}

function pullSecret(place: IConstruct, { imagePullSecret, url }: WasmModule, scheme: string): string | undefined {
  if (imagePullSecret === undefined) return undefined;
  if (scheme !== 'oci') fail(place, `imagePullSecret is without effect for '${url}'`, `leave it out, or serve the module from a registry: 'oci://'`);
  return dnsName(place, 'imagePullSecret', imagePullSecret);
}

function environment(place: IConstruct, { environment: own = {}, hostEnvironment: host = [] }: WasmModule): extensions.VmConfig | undefined {
  const names = [...Object.keys(own), ...host];
  const wrong = names.find((name) => name === '' || name.length > 256);
  if (wrong !== undefined) fail(place, `an environment variable's name has ${wrong.length} characters, 1 to 256 are allowed`, 'rename it');
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) fail(place, `the environment variable '${twice}' is given twice`, 'keep it in environment or in hostEnvironment');
  if (names.length === 0) return undefined;
  return {
    env: [
      ...Object.entries(own).map(([name, value]) => ({ name, value })),
      ...host.map((name) => ({ name, valueFrom: extensions.EnvValueSource.HOST })),
    ],
  };
}
