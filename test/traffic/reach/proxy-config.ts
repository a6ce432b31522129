import { Chart } from 'cdk8s';
import { PolicyScope, ProxyConfig, ProxyImageType } from 'istos';

/** Writes every field of ProxyConfig that the library offers. */
export function reach(chart: Chart): void {
  new ProxyConfig(chart, 'small', {
    cover: PolicyScope.workload('shop', { app: 'cart' }),
    concurrency: 1,
    environmentVariables: { ISTIO_META_DNS_CAPTURE: 'true' },
    image: ProxyImageType.DISTROLESS,
  });
}
