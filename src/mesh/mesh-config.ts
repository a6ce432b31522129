import { IConstruct } from 'constructs';
import { mesh } from '../api';
import { fail } from '../ground/fail';
import { ControlPlane } from './control-plane/control-plane';
import { MeshProps } from './mesh-props';

/** The property that makes a setting of the mesh config, and so is its only writer. */
const WRITERS: { readonly setting: string; readonly prop: string; readonly always?: true }[] = [
  { setting: 'trustDomain', prop: 'trustDomain', always: true },
  { setting: 'rootNamespace', prop: 'namespace', always: true },
  { setting: 'defaultConfig.discoveryAddress', prop: 'namespace and revision', always: true },
  { setting: 'defaultConfig.meshId', prop: 'meshId', always: true },
  { setting: 'defaultConfig.statusPort', prop: 'proxy.statusPort', always: true },
  { setting: 'defaultConfig.holdApplicationUntilProxyStarts', prop: 'proxy.holdApplicationUntilProxyStarts', always: true },
  { setting: 'outboundTrafficPolicy.mode', prop: 'outboundTraffic' },
  { setting: 'accessLogFile', prop: 'accessLog' },
  { setting: 'accessLogEncoding', prop: 'accessLog' },
  { setting: 'accessLogFormat', prop: 'accessLog' },
  { setting: 'defaultProviders.metrics', prop: 'metrics' },
];

type Settings = { readonly [key: string]: unknown };

/** The mesh's config: what its properties make, and over it what the user says besides. */
export function meshConfig(place: IConstruct, plane: ControlPlane, props: MeshProps): mesh.MeshConfig {
  const config = (props.config ?? {}) as Settings;
  for (const { setting, prop, always } of WRITERS) {
    const value = at(config, setting);
    if (value !== undefined && (always || at(props as Settings, prop) !== undefined)) {
      fail(place, `config.${setting} is ${JSON.stringify(value)}, but property ${prop} makes this setting`, `say it with ${prop} only`);
    }
  }
  return merged(ownConfig(place, plane, props) as Settings, config) as mesh.MeshConfig;
}

function ownConfig(place: IConstruct, plane: ControlPlane, props: MeshProps): mesh.MeshConfig {
  const { outboundTraffic, accessLog, metrics = true, proxy } = props;
  return {
    trustDomain: plane.trustDomain,
    rootNamespace: plane.namespace,
    enablePrometheusMerge: true,
    ...(metrics && { defaultProviders: { metrics: ['prometheus'] } }),
    ...(outboundTraffic && { outboundTrafficPolicy: { mode: mesh.MeshConfigOutboundTrafficPolicyMode[outboundTraffic] } }),
    ...accessLog?._toMeshConfig(place),
    defaultConfig: {
      discoveryAddress: plane.discoveryAddress,
      ...(plane.meshId && { meshId: plane.meshId }),
      ...(proxy?.statusPort !== undefined && { statusPort: proxy.statusPort }),
      ...(proxy?.holdApplicationUntilProxyStarts !== undefined && { holdApplicationUntilProxyStarts: proxy.holdApplicationUntilProxyStarts }),
    },
  };
}

function merged(below: Settings, above: Settings): Settings {
  const result: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    if (value === undefined) continue;
    result[key] = isMap(result[key]) && isMap(value) ? merged(result[key], value) : value;
  }
  return result;
}

function at(settings: Settings, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), settings);
}

function isMap(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
