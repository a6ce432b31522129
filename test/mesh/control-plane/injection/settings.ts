import { InjectionSettings, PROXY_DEFAULTS, ProxySettings, WAYPOINT_DEFAULTS } from '../../../../src/mesh/control-plane/injection/injection';

export const SETTINGS: InjectionSettings = {
  hub: 'registry.istio.io/release',
  tag: '1.31.1',
  imagePullSecrets: [],
  namespace: 'istio-system',
  revision: '',
  caAddress: 'istiod.istio-system.svc:15012',
  trustDomain: 'cluster.local',
  clusterDomain: 'cluster.local',
  meshId: '',
  network: '',
  clusterName: 'Kubernetes',
  logLevel: 'default:info',
  proxy: PROXY_DEFAULTS,
  waypoint: WAYPOINT_DEFAULTS,
};

export function withProxy(proxy: Partial<ProxySettings>): InjectionSettings {
  return { ...SETTINGS, proxy: { ...PROXY_DEFAULTS, ...proxy } };
}
