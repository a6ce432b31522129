import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { anyCycle, synthBoth, synthMesh } from './both-apps';

function object(scope: Construct, id: string): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'Thing', metadata: { name: id } });
}

/** The names of the objects of a file in their order. */
function names(text: string): string[] {
  return Array.from(text.matchAll(/^ {2}name: (\S+)$/gm), ([, name]) => name);
}

describe('objects and charts are sorted as App sorts them', () => {
  const edges = fc.array(fc.tuple(fc.nat({ max: 19 }), fc.nat({ max: 19 })), { maxLength: 30 });
  const ranks = fc.shuffledSubarray(Array.from({ length: 20 }, (_, rank) => rank), { minLength: 20 });

  test('in random acyclic graphs of one chart', () => {
    fc.assert(fc.property(edges, ranks, (pairs, rank) => {
      const { plain, mesh } = synthBoth((app) => {
        const chart = new Chart(app, 'c');
        const objects = rank.map((_, index) => object(chart, `o${index}`));
        for (const [a, b] of pairs) if (rank[a] > rank[b]) objects[a].addDependency(objects[b]);
      });
      expect(mesh).toEqual(plain);
    }), { numRuns: 200 });
  });

  test('in random acyclic graphs of groups across charts', () => {
    fc.assert(fc.property(edges, ranks, (pairs, rank) => {
      const { plain, mesh } = synthBoth((app) => {
        const charts = [3, 2, 1, 0].map((id) => new Chart(app, `${id}`));
        const groups = rank.slice(0, 8).map((_, index) => new Construct(charts[index % 4], `g${index}`));
        groups.forEach((group, index) => { object(group, `x${index}`); object(group, `y${index}`); });
        for (const [a, b] of pairs) if (a < 8 && b < 8 && rank[a] % 4 > rank[b] % 4) groups[a].node.addDependency(groups[b]);
      });
      expect(anyCycle(mesh)).toEqual(anyCycle(plain));
    }), { numRuns: 200 });
  });

  test('when a group depends on one of its own objects', () => {
    const { plain, mesh } = synthBoth((app) => {
      const group = new Construct(new Chart(app, 'c'), 'group');
      object(group, 'first');
      const namespace = object(group, 'namespace');
      object(group, 'last').addDependency(object(group, 'later'));
      group.node.addDependency(namespace);
    });
    expect(mesh).toEqual(plain);
    expect(names(mesh.files['c.k8s.yaml'])).toEqual(['namespace', 'first', 'later', 'last']);
  });
});

describe('time does not grow with the number of paths', () => {
  test('through full layers', () => {
    const { files } = synthMesh((app) => {
      const chart = new Chart(app, 'c');
      let below: ApiObject[] = [];
      for (let layer = 29; layer >= 0; layer--) {
        const here = [0, 1, 2].map((at) => object(chart, `layer${layer}-${at}`));
        for (const upper of below) upper.addDependency(...here);
        below = here;
      }
    });
    expect(names(files['c.k8s.yaml'])[0]).toBe('layer0-0');
    expect(names(files['c.k8s.yaml'])).toHaveLength(90);
  });

  test('between nested and dependent charts of many objects', () => {
    const { files } = synthMesh((app) => {
      const outer = new Chart(app, 'outer');
      const charts = [outer, new Chart(outer, 'inner'), new Chart(app, 'other')];
      charts.forEach((chart, index) => { for (let at = 0; at < 2000; at++) object(chart, `o${index}-${at}`); });
      outer.addDependency(charts[2]);
    });
    expect(Object.keys(files).map((file) => file.slice(0, 7))).toEqual(['0000-ot', '0001-ou', '0002-ou']);
  });

  test('along a chain too long for recursion', () => {
    const { files } = synthMesh((app) => {
      const chart = new Chart(app, 'c');
      const objects = Array.from({ length: 20_000 }, (_, at) => object(chart, `o${at}`));
      for (let at = 1; at < objects.length; at++) objects[at - 1].addDependency(objects[at]);
    });
    expect(names(files['c.k8s.yaml'])[0]).toBe('o19999');
  });
});

describe('a dependency cycle is an error that names it', () => {
  const cases: [string, string, (chart: Chart, app: App) => void][] = [
    ['of two objects', 'c/a => c/b => c/a', (chart) => {
      const [a, b] = [object(chart, 'a'), object(chart, 'b')];
      a.addDependency(b);
      b.addDependency(a);
    }],
    ['of an object with itself, which App loses', 'c/a => c/a', (chart) => {
      const a = object(chart, 'a');
      a.addDependency(a);
    }],
    ['of a group with two of its own objects', 'c/g/b => c/g/a => c/g/b', (chart) => {
      const group = new Construct(chart, 'g');
      group.node.addDependency(object(group, 'b'), object(group, 'a'));
    }],
    ['of two charts', 'c => d => c', (chart, app) => {
      const other = new Chart(app, 'd');
      object(chart, 'a').addDependency(object(other, 'b'));
      object(other, 'e').addDependency(object(chart, 'f'));
    }],
  ];

  test.each(cases)('%s', (_, cycle, add) => {
    const { error } = synthMesh((app) => add(new Chart(app, 'c'), app));
    expect(error).toBe(`MeshApp '': Dependency cycle detected: ${cycle}; remove one of these dependencies`);
  });
});

test('a dependency on another app orders nothing', () => {
  const foreign = object(new Chart(new App(), 'c'), 'a');
  const { plain, mesh } = synthBoth((app) => object(new Chart(app, 'd'), 'b').addDependency(foreign));
  expect(mesh).toEqual(plain);
});
