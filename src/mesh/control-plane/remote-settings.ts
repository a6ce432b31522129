import { IConstruct } from 'constructs';
import { fail, oneOf } from '../../ground/fail';
import { MeshProps } from '../mesh-props';

type Settings = Readonly<Record<string, unknown>>;

/** What an istiod does, and what proxies are told by the one that injects them. */
const OF_ISTIOD = ['istiod', 'ca', 'gatewayClasses'];
/** What stands in the mesh's config, which an istiod elsewhere reads in its config cluster. */
const OF_CONFIG = ['config', 'accessLog', 'outboundTraffic', 'metrics', 'discoverySelectors', 'meshNetworks', 'dualStack'];
/** What of these options has a meaning in the cluster itself: for webhooks and for the agents of its nodes. */
const IN_THE_CLUSTER: Readonly<Record<string, readonly string[]>> = {
  injection: ['webhookAnnotations', 'reinvocationPolicy', 'enableNamespacesByDefault'],
  proxy: ['nativeNftables'],
};

/** Where istiod runs elsewhere, its settings would have no effect. */
export function checkRemoteSettings(place: IConstruct, props: MeshProps, configCluster: boolean): void {
  const names = [...OF_ISTIOD, ...configCluster ? [] : OF_CONFIG, ...Object.keys(IN_THE_CLUSTER)];
  const inert = names.flatMap((name) => inertParts(name, (props as Settings)[name]));
  if (inert.length > 0) {
    fail(place, `the control plane is elsewhere, so ${oneOf(inert).replace(/ or ('[^']*')$/, ' and $1')} would have no effect`, 'say it at the mesh that has the control plane');
  }
}

function inertParts(name: string, value: unknown): string[] {
  if (value === undefined) return [];
  const meant = IN_THE_CLUSTER[name];
  if (!meant) return [name];
  return Object.entries(value as Settings).filter(([key, item]) => item !== undefined && !meant.includes(key)).map(([key]) => `${name}.${key}`);
}
