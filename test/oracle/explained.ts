import { Difference } from './difference';

/** A difference from upstream that is meant; docs/injection.md gives the reason under the same title. */
export interface Explained {
  readonly title: string;
  covers(difference: Difference): boolean;
}

const gatewayEnv = (name: string) => new RegExp(`^Deployment [a-z-]*gateway[a-z-]* / spec / containers / istio-proxy / env / ${name}( / value)?$`);

export const EXPLAINED: readonly Explained[] = [
  {
    title: 'An empty list of outbound ports is no option',
    covers: ({ path, ours, upstream }) => / args \/ -[qo]$/.test(path) && ours === undefined && upstream === '',
  },
  {
    title: 'A gateway\'s canonical name fits into a label',
    covers: ({ path, ours, upstream }) =>
      / labels \/ service.istio.io\/canonical-name$/.test(path) && String(upstream).length > 63 && String(upstream).startsWith(String(ours)),
  },
  {
    title: 'A gateway\'s environment is that of a sidecar',
    covers: ({ path }) => ['ISTIO_META_WORKLOAD_NAME', 'ISTIO_META_INTERCEPTION_MODE', 'OTEL_RESOURCE_ATTRIBUTES'].some((name) => gatewayEnv(name).test(path)),
  },
];
