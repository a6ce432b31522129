import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import * as fc from 'fast-check';

/** A construct of a random app; objects are numbered so that no two have one name. */
export interface RandomNode {
  readonly kind: 'chart' | 'group' | 'object';
  readonly id: string;
  readonly children: readonly RandomNode[];
}

/** A random app: constructs, and dependencies between them by their numbers in the order of building. */
export interface RandomApp {
  readonly nodes: readonly RandomNode[];
  readonly dependencies: [source: number, target: number][];
}

const ids = fc.oneof(fc.nat({ max: 12 }).map(String), fc.constantFrom('a', 'b', 'B', 'c-d', 'e_f', 'Resource', 'x/y', '4294967295', '01'));
const children = fc.letrec<{ node: RandomNode; nodes: RandomNode[] }>((tie) => ({
  node: fc.record({
    kind: fc.constantFrom('chart' as const, 'group' as const, 'object' as const, 'object' as const),
    id: ids,
    children: fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.constant<RandomNode[]>([]), tie('nodes')),
  }),
  nodes: fc.uniqueArray(tie('node'), { maxLength: 5, selector: ({ id }) => id }),
})).nodes;

export const randomApp: fc.Arbitrary<RandomApp> = fc.record({
  nodes: children,
  dependencies: fc.array(fc.tuple(fc.nat({ max: 25 }), fc.nat({ max: 25 })), { maxLength: 7 }),
});

/** Builds a random app; objects only stand in charts, dependencies only between constructs of charts. */
export function build(app: App, { nodes, dependencies }: RandomApp): void {
  const inCharts: Construct[] = [];
  let objects = 0;
  const add = (scope: Construct, node: RandomNode, inChart: boolean): void => {
    const construct = node.kind === 'chart' ? new Chart(scope, node.id, { namespace: node.id.startsWith('a') ? 'shop' : undefined })
      : node.kind === 'object' && inChart ? randomObject(scope, node.id, objects++)
        : new Construct(scope, node.id);
    const below = inChart || node.kind === 'chart';
    if (below) inCharts.push(construct);
    for (const child of node.children) add(construct, child, below);
  };
  for (const node of nodes) add(app, node, false);
  for (const [source, target] of dependencies) {
    if (source < inCharts.length && target < inCharts.length && source !== target) {
      inCharts[source].node.addDependency(inCharts[target]);
    }
  }
}

function randomObject(scope: Construct, id: string, number: number): ApiObject {
  const data = number % 3 === 0 ? Lazy.any({ produce: () => ({ z: Lazy.any({ produce: () => number }), a: [null, {}], none: undefined }) }) : { number: `${number}` };
  const object = new ApiObject(scope, id, {
    apiVersion: number % 2 === 0 ? 'v1' : 'networking.istio.io/v1',
    kind: 'Thing',
    metadata: number % 4 === 0 ? undefined : { name: `thing-${number}`, annotations: {}, labels: { app: id } },
    data,
  });
  if (number % 5 === 0) object.addJsonPatch(JsonPatch.add('/data', { list: ['x', ''] }));
  return object;
}
