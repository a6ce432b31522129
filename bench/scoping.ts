import { parseArgs } from 'util';
import { buildDiscovery, discover, Sizes } from './scoping/discovery';
import { meshOf, Scope } from './scoping/generated-mesh';

/** `npm run bench:scoping -- [--json]`: what istiod sends to a sidecar, with and without the Sidecars of a call graph. Needs Go. */
const { values: { json } } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

const MEASURES: readonly { readonly name: string; readonly of: (sizes: Sizes) => number; readonly unit: string }[] = [
  { name: 'clusters', of: ({ clusters }) => clusters, unit: '' },
  { name: 'configuration', of: ({ clusterBytes, endpointBytes, listenerBytes, routeBytes }) => clusterBytes + endpointBytes + listenerBytes + routeBytes, unit: 'bytes' },
];

buildDiscovery();
const measured = [200, 1000].flatMap((services) => {
  const [all, called] = [Scope.ALL, Scope.CALLED].map((scope) => discover(meshOf(services, scope)));
  return MEASURES.map(({ name, of, unit }) => {
    const [without, withGraph] = [median(all.map(of)), median(called.map(of))];
    return { services, name, unit, without, withGraph, ratio: withGraph / without, proxies: all.length };
  });
});

if (json) {
  console.log(JSON.stringify(measured, undefined, 2));
} else {
  console.log(`What istiod sends to a sidecar, the median of ${measured[0].proxies} sidecars of the mesh. A service has 2 Pods and calls 5 others.\n`);
  for (const { services, name, unit, without, withGraph, ratio } of measured) {
    const number = (value: number) => `${value.toLocaleString('en')}${unit && ` ${unit}`}`;
    console.log(`${services.toLocaleString('en').padStart(5)} services, ${name.padEnd(14)} with the call graph / without: ${ratio.toFixed(4)}  (1/${(1 / ratio).toFixed(0)}; `
      + `${number(withGraph)} and ${number(without)})`);
  }
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
