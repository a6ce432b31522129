import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { fail } from '../../ground/fail';
import { renderResources } from '../../workload/rendered-resources';
import { ProxyOptions } from '../proxy-options';
import { PROXY_DEFAULTS, ProxySettings } from './injection/injection';

/** What every proxy gets, in the form of Istio's own settings. */
export function proxySettings(place: IConstruct, proxy: ProxyOptions): ProxySettings {
  const { image = PROXY_DEFAULTS.image, readiness = {}, concurrency } = proxy;
  if (concurrency !== undefined && !(Number.isInteger(concurrency) && concurrency >= 0)) {
    fail(place, `proxy.concurrency is ${concurrency}, whole numbers from 0 on are allowed`, 'give such a number');
  }
  return {
    image,
    initImage: proxy.initImage ?? image,
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
    privileged: proxy.privileged ?? PROXY_DEFAULTS.privileged,
    capNetBindService: proxy.capNetBindService ?? PROXY_DEFAULTS.capNetBindService,
    seccompProfile: proxy.seccompProfile?._toSpec(place, 'proxy.seccompProfile'),
    lifecycle: proxy.lifecycle,
    outlierLogPath: proxy.outlierLogPath,
    stsPort: proxy.stsPort,
    nativeNftables: proxy.nativeNftables,
    forceApplyIptables: proxy.forceApplyIptables,
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
