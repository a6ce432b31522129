import { IConstruct } from 'constructs';
import { fail } from '../../ground/fail';
import { hostName } from '../../ground/names';
import { LocalControlPlaneOptions } from '../control-plane-location-options';
import { RemoteWebhooks } from '../remote-webhooks';
import { LocationPlan, LocationSite, remoteAddress } from './location-plan';

/** The Service of an istiod elsewhere, beside that of an istiod here. istiod's certificate has this name, and no other of the kind. */
const BESIDE = 'istiod-remote';

/** istiod runs in the cluster. */
export function local(place: IConstruct, { istiodName: name, namespace }: LocationSite, options: LocalControlPlaneOptions): LocationPlan {
  const { servesRemoteClusters, hosts = [] } = options;
  hosts.forEach((each) => hostName(place, 'host of the control plane', each, false));
  const host = `${name}.${namespace}.svc`;
  return {
    runsHere: true,
    readsHere: true,
    writesFromElsewhere: false,
    istiodHost: host,
    discoveryHost: host,
    env: { ...(servesRemoteClusters && { EXTERNAL_ISTIOD: 'true' }), ...(hosts.length > 0 && { ISTIOD_CUSTOM_HOST: hosts.join(',') }) },
    namespaceAnnotations: {},
    injectionPath: '/inject',
    client: (path) => RemoteWebhooks.service()._client(place, { name, namespace }, path),
  };
}

/** istiod runs in the cluster, but another one configures the proxies. */
export function localInjector(place: IConstruct, site: LocationSite, address: string): LocationPlan {
  const { istiodName, namespace } = site;
  if (istiodName !== 'istiod') {
    fail(place, `controlPlane is ControlPlaneLocation.localInjector() for '${istiodName}', but the certificate of the other istiod has the name '${BESIDE}' only`,
      'leave out the revision, or take ControlPlaneLocation.remote()');
  }
  return {
    ...local(place, site, {}),
    writesFromElsewhere: true,
    discoveryHost: `${BESIDE}.${namespace}.svc`,
    service: { name: BESIDE, address: remoteAddress(place, address) },
  };
}
