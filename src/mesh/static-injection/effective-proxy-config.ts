import { mesh } from '../../api';

type Settings = Readonly<Record<string, any>>;

/** istiod's defaults, of which proxies are told nothing. */
const DEFAULTS: Settings = {
  configPath: './etc/istio/proxy',
  binaryPath: '/usr/local/bin/envoy',
  serviceCluster: 'istio-proxy',
  drainDuration: '45s',
  terminationDrainDuration: '5s',
  proxyAdminPort: 15000,
  controlPlaneAuthPolicy: 'MUTUAL_TLS',
  discoveryAddress: 'istiod.istio-system.svc:15012',
  statNameLength: 189,
  statusPort: 15020,
  interceptionMode: 'REDIRECT',
};

export const PROXY_CONFIG = 'proxy.istio.io/config';

/** The configuration that holds for one proxy: the mesh's and, over it, that of the pod's annotation. */
export function effectiveProxyConfig({ defaultConfig = {} }: mesh.MeshConfig, ofPod: mesh.ProxyConfig): mesh.ProxyConfig {
  return {
    ...DEFAULTS,
    ...defaultConfig,
    ...ofPod,
    proxyMetadata: { ...defaultConfig.proxyMetadata, ...ofPod.proxyMetadata },
    ...(defaultConfig.proxyHeaders && ofPod.proxyHeaders && { proxyHeaders: { ...defaultConfig.proxyHeaders, ...ofPod.proxyHeaders } }),
  };
}

/** What of it differs from the defaults: so much the proxy is told. */
export function toldProxyConfig(config: mesh.ProxyConfig): object {
  const { proxyMetadata = {}, ...rest } = config as Settings;
  const told = Object.entries(rest).filter(([name, value]) => value !== undefined && value !== DEFAULTS[name]);
  return { ...Object.fromEntries(told), ...(Object.keys(proxyMetadata).length > 0 && { proxyMetadata }) };
}
