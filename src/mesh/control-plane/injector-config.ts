import { Duration } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { fail } from '../../ground/fail';
import { renderResources } from '../../workload/rendered-resources';
import { ProxyOptions } from '../proxy-options';
import { ControlPlane } from './control-plane';
import { injectorConfig, PROXY_DEFAULTS, ProxySettings } from './injection/injection';
import { namespacedObject } from './objects';

/** The templates of the injected proxies, which istiod reads at once and whenever they change. */
export class InjectorConfigMap extends Construct {
  public constructor(scope: Construct, id: string, plane: ControlPlane, proxy: ProxyOptions) {
    super(scope, id);
    const { config, values } = injectorConfig(scope, {
      hub: plane.hub,
      tag: plane.tag,
      imagePullPolicy: plane.imagePullPolicy,
      imagePullSecrets: plane.imagePullSecrets,
      namespace: plane.namespace,
      revision: plane.revision.name,
      caAddress: plane.discoveryAddress,
      trustDomain: plane.trustDomain,
      clusterDomain: plane.clusterDomain,
      meshId: plane.meshId,
      network: plane.network,
      clusterName: plane.clusterName,
      logLevel: plane.logLevel,
      proxy: proxySettings(scope, proxy),
    });
    namespacedObject(this, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: plane.revision.suffixed('istio-sidecar-injector'), namespace: plane.namespace, labels: plane.revisionLabels('istiod') },
      data: { config, values },
    });
  }
}

function proxySettings(place: IConstruct, proxy: ProxyOptions): ProxySettings {
  const { image = PROXY_DEFAULTS.image, readiness = {} } = proxy;
  return {
    ...PROXY_DEFAULTS,
    image,
    initImage: image,
    logLevel: proxy.logLevel ?? PROXY_DEFAULTS.logLevel,
    componentLogLevel: proxy.componentLogLevel ?? PROXY_DEFAULTS.componentLogLevel,
    resources: renderResources(place, 'proxy.resources', proxy.resources, PROXY_DEFAULTS.resources),
    statusPort: proxy.statusPort ?? PROXY_DEFAULTS.statusPort,
    readiness: {
      initialDelaySeconds: seconds(place, 'initialDelay', readiness.initialDelay, 0),
      periodSeconds: seconds(place, 'period', readiness.period ?? Duration.seconds(15), 1),
      failureThreshold: readiness.failureThreshold ?? PROXY_DEFAULTS.readiness.failureThreshold,
    },
    startup: startup(place, readiness.startupTimeout ?? Duration.minutes(10)),
    includeIPRanges: list(proxy.includeIpRanges, PROXY_DEFAULTS.includeIPRanges),
    excludeIPRanges: list(proxy.excludeIpRanges, PROXY_DEFAULTS.excludeIPRanges),
    includeInboundPorts: list(proxy.includeInboundPorts, PROXY_DEFAULTS.includeInboundPorts),
    excludeInboundPorts: list(proxy.excludeInboundPorts, PROXY_DEFAULTS.excludeInboundPorts),
    includeOutboundPorts: list(proxy.includeOutboundPorts, PROXY_DEFAULTS.includeOutboundPorts),
    excludeOutboundPorts: list(proxy.excludeOutboundPorts, PROXY_DEFAULTS.excludeOutboundPorts),
    holdApplicationUntilProxyStarts: proxy.holdApplicationUntilProxyStarts ?? PROXY_DEFAULTS.holdApplicationUntilProxyStarts,
  };
}

function list(given: (string | number)[] | undefined, otherwise: string): string {
  return given?.join(',') ?? otherwise;
}

function startup(place: IConstruct, timeout: Duration): ProxySettings['startup'] {
  const failureThreshold = seconds(place, 'startupTimeout', timeout, 0);
  return failureThreshold === 0 ? undefined : { failureThreshold };
}

function seconds(place: IConstruct, what: string, value: Duration = Duration.seconds(0), least: number): number {
  const count = value.toSeconds({ integral: false });
  if (!Number.isInteger(count) || count < least) {
    fail(place, `proxy.readiness.${what} is ${count} s, whole seconds from ${least} on are allowed`, 'give such a duration');
  }
  return count;
}
