import { readFileSync } from 'fs';
import { join } from 'path';
import { Difference } from './difference';

/** A difference from upstream that is meant; docs/injection.md gives the reason under the same title. */
interface Explained {
  readonly title: string;
  covers(difference: Difference): boolean;
}

const gatewayEnv = (name: string) => new RegExp(`^Deployment [a-z-]*gateway[a-z-]* / spec / containers / istio-proxy / env / ${name}( / value)?$`);

const unmounted = (volume: string): Explained => ({
  title: 'Volumes that nothing mounts are left out',
  covers: ({ path, ours }) => ours === undefined && new RegExp(` / volumes / ${volume}$`).test(path),
});

const EXPLAINED = {
  'pods': [
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
  ],
  'grpc-agent': [
    unmounted('custom-bootstrap-volume'),
    {
      title: 'A proxyless workload is called as its label says',
      covers: ({ path, ours }) => / env \/ ISTIO_META_WORKLOAD_NAME \/ value$/.test(path) && ours === 'warehouse',
    },
    {
      title: 'An agent without a status port has its resources and mounts',
      covers: ({ path, upstream }) => /no-status-port .* (resources|volumeMounts) \/ /.test(path) && upstream === undefined,
    },
  ],
  'gateways': [
    unmounted('go-proxy-(envoy|data)'),
    {
      title: 'A waypoint\'s token is for the mesh\'s CA',
      covers: ({ path, upstream }) => /^Deployment (waypoint|east-west)\S* .* serviceAccountToken \/ audience$/.test(path) && upstream === 'istio-ca',
    },
  ],
} satisfies Record<string, Explained[]>;

/** The meant differences of one kind, and which of them were met. */
export function explanations(kind: keyof typeof EXPLAINED) {
  const all: readonly Explained[] = EXPLAINED[kind];
  const met = new Set<string>();
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'injection.md'), 'utf8');
  return {
    lacks(difference: Difference): boolean {
      const explanation = all.find((explained) => explained.covers(difference));
      if (explanation) met.add(explanation.title);
      return !explanation;
    },
    get unused(): string[] {
      return all.map(({ title }) => title).filter((title) => !met.has(title));
    },
    get undocumented(): string[] {
      return all.map(({ title }) => title).filter((title) => !page.includes(`**${title}.**`));
    },
  };
}
