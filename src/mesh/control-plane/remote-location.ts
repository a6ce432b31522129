import { isIP } from 'node:net';
import { IConstruct } from 'constructs';
import { fail } from '../../ground/fail';
import { hostName, labelValue } from '../../ground/names';
import { RemoteControlPlaneOptions } from '../control-plane-location-options';
import { RemoteWebhooks } from '../remote-webhooks';
import { LocationPlan, LocationSite, remoteAddress } from './location-plan';

const WEBHOOK_PORT = 15017;
const CONTROL_PLANE_CLUSTERS = 'topology.istio.io/controlPlaneClusters';

/** istiod runs in another cluster of the mesh. */
export function remote(place: IConstruct, site: LocationSite, address: string, options: RemoteControlPlaneOptions): LocationPlan {
  const { istiodName: name, namespace } = site;
  const { webhooks = isIP(address) ? RemoteWebhooks.service() : webhooksOf(address) } = options;
  return { ...elsewhere(place, site, options, webhooks, `${name}.${namespace}.svc`), service: { name, address: remoteAddress(place, address) } };
}

/** istiod runs outside of the mesh. */
export function external(place: IConstruct, site: LocationSite, host: string, options: RemoteControlPlaneOptions): LocationPlan {
  hostName(place, 'host of the control plane', host, false);
  const { webhooks = webhooksOf(host) } = options;
  if (webhooks._byService) {
    fail(place, `the external control plane '${host}' has RemoteWebhooks.service(), but no Service leads to it`, 'take RemoteWebhooks.url(), or ControlPlaneLocation.remote()');
  }
  return elsewhere(place, site, options, webhooks, host);
}

function elsewhere(place: IConstruct, site: LocationSite, options: RemoteControlPlaneOptions, webhooks: RemoteWebhooks, host: string): LocationPlan {
  const { istiodName: name, namespace } = site;
  return {
    runsHere: false,
    readsHere: options.configCluster ?? false,
    writesFromElsewhere: true,
    istiodHost: host,
    discoveryHost: host,
    env: {},
    namespaceAnnotations: namespaceAnnotations(place, options),
    injectionPath: injectionPath(place, site),
    client: (path) => webhooks._client(place, { name, namespace }, path),
  };
}

/** istiod takes who asks from the path, so a cluster without a name would be taken for the control plane's own. */
function injectionPath(place: IConstruct, { clusterName, network }: LocationSite): string {
  if (clusterName === undefined) {
    fail(place, 'the control plane is elsewhere, but the cluster has no clusterName, by which that tells it from its own', 'give it the name that its remote secret has there');
  }
  return `/inject/cluster/${clusterName}${network && `/net/${network}`}`;
}

/** An istiod elsewhere writes roots and bundles only where it is told that it may; where its config is, it does so anyway. */
function namespaceAnnotations(place: IConstruct, { configCluster, controlPlaneClusters }: RemoteControlPlaneOptions): Record<string, string> {
  if (configCluster) {
    if (controlPlaneClusters) fail(place, 'controlPlaneClusters is given for a config cluster, to which istiod writes anyway', 'leave out one of them');
    return {};
  }
  if (controlPlaneClusters?.length === 0) {
    fail(place, 'controlPlaneClusters is empty, so nobody would give the proxies their root certificate', "name the control plane's cluster, or leave it out");
  }
  const names = controlPlaneClusters?.map((name) => labelValue(place, 'cluster of the control plane', name)) ?? ['*'];
  return { [CONTROL_PLANE_CLUSTERS]: names.join(',') };
}

function webhooksOf(host: string): RemoteWebhooks {
  return RemoteWebhooks.url(`https://${host}:${WEBHOOK_PORT}`);
}
