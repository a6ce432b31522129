import { IConstruct } from 'constructs';
import { mesh } from '../api';
import { fail } from '../ground/fail';
import { declareProviders, refuseSameNames } from '../security/ext-authz-uses';
import { ControlPlane } from './control-plane/control-plane';
import { discoverySelectors } from './control-plane/discovery-selectors';
import { MeshProps } from './mesh-props';
import { MessageCheck } from './schema/message-check';
import { protosOf } from './schema/protos';

/** The property that makes a setting of the mesh config, and so is its only writer. */
const WRITERS: { readonly setting: string; readonly prop: string; readonly always?: true }[] = [
  { setting: 'trustDomain', prop: 'trustDomain', always: true },
  { setting: 'rootNamespace', prop: 'namespace', always: true },
  { setting: 'defaultConfig.discoveryAddress', prop: 'namespace, revision or controlPlane', always: true },
  { setting: 'defaultConfig.meshId', prop: 'meshId', always: true },
  { setting: 'defaultConfig.statusPort', prop: 'proxy.statusPort', always: true },
  { setting: 'defaultConfig.holdApplicationUntilProxyStarts', prop: 'proxy.holdApplicationUntilProxyStarts', always: true },
  { setting: 'defaultConfig.concurrency', prop: 'proxy.concurrency' },
  { setting: 'defaultConfig.proxyMetadata.ISTIO_META_DNS_CAPTURE', prop: 'proxy.dnsCapture' },
  { setting: 'defaultConfig.image.imageType', prop: 'variant' },
  { setting: 'outboundTrafficPolicy.mode', prop: 'outboundTraffic' },
  { setting: 'accessLogFile', prop: 'accessLog' },
  { setting: 'accessLogEncoding', prop: 'accessLog' },
  { setting: 'accessLogFormat', prop: 'accessLog' },
  { setting: 'defaultProviders.metrics', prop: 'metrics' },
  { setting: 'discoverySelectors', prop: 'discoverySelectors' },
  { setting: 'defaultConfig.proxyMetadata.ISTIO_DUAL_STACK', prop: 'dualStack', always: true },
];

/** In an ambient mesh of several clusters, services with the label are one service in all of them. */
const LABELLED_GLOBAL: mesh.MeshConfigServiceScopeConfigs = {
  servicesSelector: { matchExpressions: [{ key: 'istio.io/global', operator: 'In', values: ['true'] }] },
  scope: mesh.MeshConfigServiceScopeConfigsScope.GLOBAL,
};

/** Proxies listen on addresses of both families, and redirect traffic of both. */
const DUAL_STACK: mesh.MeshConfig = { defaultConfig: { proxyMetadata: { ISTIO_DUAL_STACK: 'true' } } };

type Settings = { readonly [key: string]: unknown };

/** The mesh's config: what its properties make, and over it what is said besides. `said` is what the user says, without the profile. */
export function meshConfig(place: IConstruct, plane: ControlPlane, props: MeshProps, said: MeshProps): mesh.MeshConfig {
  const config = (props.config ?? {}) as Settings;
  new MessageCheck(place, protosOf(plane.version.minor)).check('config', 'istio.mesh.v1alpha1.MeshConfig', config);
  const writers = [...WRITERS, ...madeBy('ca', plane.ca.meshConfig), ...madeBy('dataPlane', plane.dataPlane.meshConfig)];
  for (const { setting, prop, always } of writers) {
    const value = at(config, setting);
    if (value !== undefined && (always || at(said as Settings, prop) !== undefined)) {
      fail(place, `config.${setting} is ${JSON.stringify(value)}, but property ${prop} makes this setting`, `say it with ${prop} only`);
    }
  }
  const { dualStack, ca, dataPlane } = plane;
  const parts = [
    ownConfig(place, plane, props), dualStack ? DUAL_STACK : {}, ca.meshConfig, dataPlane.meshConfig, config, extensionProviders(place, props),
  ] as Settings[];
  return parts.reduce(merged) as mesh.MeshConfig;
}

function ownConfig(place: IConstruct, plane: ControlPlane, props: MeshProps): mesh.MeshConfig {
  const { outboundTraffic, accessLog, metrics = plane.location.runsHere, proxy } = props;
  return {
    trustDomain: plane.trustDomain,
    rootNamespace: plane.namespace,
    enablePrometheusMerge: true,
    ...(metrics && { defaultProviders: { metrics: ['prometheus'] } }),
    ...(outboundTraffic && { outboundTrafficPolicy: { mode: mesh.MeshConfigOutboundTrafficPolicyMode[outboundTraffic] } }),
    ...accessLog?._toMeshConfig(place),
    ...(plane.dataPlane.ambient && { serviceScopeConfigs: [LABELLED_GLOBAL] }),
    ...(props.discoverySelectors && { discoverySelectors: discoverySelectors(place, plane.namespace, props.discoverySelectors) }),
    defaultConfig: {
      discoveryAddress: plane.discoveryAddress,
      ...(plane.meshId && { meshId: plane.meshId }),
      ...(props.variant && { image: { imageType: props.variant } }),
      ...(proxy?.concurrency !== undefined && { concurrency: proxy.concurrency }),
      ...(proxy?.dnsCapture !== undefined && { proxyMetadata: { ISTIO_META_DNS_CAPTURE: String(proxy.dnsCapture) } }),
      ...(proxy?.statusPort !== undefined && { statusPort: proxy.statusPort }),
      ...(proxy?.holdApplicationUntilProxyStarts !== undefined && { holdApplicationUntilProxyStarts: proxy.holdApplicationUntilProxyStarts }),
    },
  };
}

/** Those that a property makes, and those that the config has. */
function extensionProviders(place: IConstruct, { config, extAuthzProviders = [] }: MeshProps): mesh.MeshConfig {
  const providers = [...extAuthzProviders.map((provider) => provider._toMeshConfig(place)), ...config?.extensionProviders ?? []];
  const names = providers.map(({ name = '' }) => name);
  refuseSameNames(place, names);
  declareProviders(place, names);
  return extAuthzProviders.length > 0 ? { extensionProviders: providers } : {};
}

function merged(below: Settings, above: Settings): Settings {
  const result: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    if (value === undefined) continue;
    result[key] = isMap(result[key]) && isMap(value) ? merged(result[key], value) : value;
  }
  return result;
}

function madeBy(prop: string, settings: mesh.MeshConfig): { setting: string; prop: string; always: true }[] {
  return paths(settings as Settings).map((setting) => ({ setting, prop, always: true }));
}

/** Where in the settings a value stands. */
function paths(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([key, value]) => (isMap(value) ? paths(value).map((path) => `${key}.${path}`) : [key]));
}

function at(settings: Settings, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), settings);
}

function isMap(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
