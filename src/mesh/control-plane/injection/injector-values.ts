import { InjectionSettings } from './settings';

/** What istiod itself, rather than a template, reads of the installation: image names, cluster, network, probes, order of containers. */
export function injectorValues(settings: InjectionSettings): string {
  const { proxy } = settings;
  return JSON.stringify({
    global: {
      hub: settings.hub,
      tag: settings.tag,
      variant: settings.variant ?? '',
      istioNamespace: settings.namespace,
      network: settings.network,
      multiCluster: { clusterName: settings.clusterName },
      proxy: { image: proxy.image, holdApplicationUntilProxyStarts: proxy.holdApplicationUntilProxyStarts },
      proxy_init: { image: proxy.initImage },
    },
    revision: settings.revision,
    // istioctl analyze ends with a panic where enableNamespacesByDefault is missing.
    sidecarInjectorWebhook: {
      rewriteAppHTTPProbe: settings.rewriteAppHTTPProbe ?? true,
      enableNamespacesByDefault: settings.enableNamespacesByDefault ?? false,
    },
  }, undefined, 2);
}
