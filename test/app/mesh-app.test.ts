import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, App, Chart, IResolver, JsonPatch, Lazy, ResolutionContext, YamlOutputType } from 'cdk8s';
import { Deployment, EnvValue } from 'cdk8s-plus-33';
import * as fc from 'fast-check';
import { networking } from '../../src/api';
import { MeshApp } from '../../src/app/mesh-app';
import { anyCycle, synthBoth } from './both-apps';
import { build, randomApp } from './random-app';

const TYPES = Object.values(YamlOutputType).filter((type) => typeof type === 'number');

function object(scope: Chart, id: string, spec: unknown = {}): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'Thing', metadata: { name: id }, spec });
}

/** Expects the same files from both apps, and returns them joined. */
function expectSame(build: (chart: Chart) => void, props = {}): string {
  const { plain, mesh } = synthBoth((app) => build(new Chart(app, 'c')), props);
  expect(mesh).toEqual(plain);
  return Object.values(mesh.files).join('');
}

describe('MeshApp writes what App writes', () => {
  test.each(TYPES)('for random apps and YamlOutputType %s', (yamlOutputType) => {
    fc.assert(fc.property(randomApp, fc.boolean(), (description, recordConstructMetadata) => {
      const { plain, mesh } = synthBoth((app) => build(app, description), { yamlOutputType, recordConstructMetadata });
      expect(anyCycle(mesh)).toEqual(anyCycle(plain));
    }), { numRuns: 200 });
  });

  test('for random values in specs and metadata', () => {
    const key = fc.oneof(fc.constantFrom('z', 'a', 'B', 'toJSON', 'resolve', 'value', 'constructor', '01', '4294967295', ''), fc.nat({ max: 12 }).map(String));
    const { value } = fc.letrec<{ value: unknown }>((tie) => {
      const nested = fc.oneof({ depthSize: 'small' }, tie('value'), fc.array(tie('value'), { maxLength: 3 }));
      return {
        value: fc.oneof(
          { depthSize: 'small' }, fc.constantFrom(null, undefined, 'text', 'on', 8080, 0.5, true), fc.constant(0).map(() => []), nested,
          nested.map((produced) => Lazy.any({ produce: () => produced })),
          fc.array(fc.tuple(key, nested), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
        ),
      };
    });
    fc.assert(fc.property(value, value, (spec, extra) => {
      const { plain, mesh } = synthBoth((app) => object(new Chart(app, 'c'), 'a', spec).metadata.add('extra', extra));
      expect(mesh).toEqual(plain);
    }), { numRuns: 1000 });
  });

  test('for maps of many keys, and for keys that JavaScript treats apart', () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${i % 2 ? 'k' : ''}${(i * 7) % 30}`, i]));
    expect(expectSame((chart) => object(chart, 'a', { many, proto: JSON.parse('{"__proto__":{"a":1},"b":2}') }))).toContain('proto:\n    b: 2\n');
  });

  test('for random apps as one text', () => {
    fc.assert(fc.property(randomApp, (description) => {
      const [plain, mesh] = [App, MeshApp].map((AppOfTest) => {
        const app = new AppOfTest();
        build(app, { ...description, dependencies: [] });
        return app.synthYaml();
      });
      expect(mesh).toBe(plain);
    }), { numRuns: 100 });
  });

  test('for an app without charts, and a chart without objects', () => {
    const { plain, mesh } = synthBoth((app) => { new Chart(app, 'empty'); });
    expect(mesh).toEqual(plain);
    expect(mesh.files).toEqual({ 'empty.k8s.yaml': '' });
    expect(synthBoth(() => undefined, { yamlOutputType: YamlOutputType.FILE_PER_APP }).mesh.files).toEqual({});
  });

  test('for Lazy values, at every depth and in metadata', () => {
    expect(expectSame((chart) => {
      const thing = object(chart, 'lazy', Lazy.any({ produce: () => ({ list: [Lazy.any({ produce: () => 'item' })] }) }));
      thing.metadata.add('generation', Lazy.any({ produce: () => 3 }));
    })).toMatch(/generation: 3\n.*\n.*\n {2}list:\n {4}- item\n/);
  });

  test('for labels, annotations, owners and other metadata added later', () => {
    expect(expectSame((chart) => {
      const { metadata } = object(chart, 'a');
      metadata.addLabel('on', 'yes');
      metadata.addAnnotation('note', 'two\nlines');
      metadata.addFinalizers('f');
      metadata.addOwnerReference({ apiVersion: 'v1', kind: 'Thing', name: 'b', uid: '1' });
      metadata.add('labels', 'lost in App as well');
      metadata.add('empty', { list: [], map: {} });
    })).toContain('annotations:\n    note: |-\n      two\n      lines\n');
  });

  test('for JSON patches', () => {
    expect(expectSame((chart) => object(chart, 'a', { keep: 1 }).addJsonPatch(JsonPatch.add('/spec/more', [{}])))).toContain('more:\n    - {}');
  });

  test('for custom resolvers', () => {
    class Shout implements IResolver {
      public resolve(context: ResolutionContext): void {
        if (context.value === 'quiet') context.replaceValue('LOUD');
      }
    }
    expect(expectSame((chart) => object(chart, 'a', { voice: 'quiet' }), { resolvers: [new Shout()] })).toContain('voice: LOUD');
  });

  test('for implicit tokens, and unions of number and string', () => {
    class Union { constructor(public readonly value: number) {} }
    expect(expectSame((chart) => object(chart, 'a', { token: { resolve: () => 'resolved' }, union: new Union(8080) })))
      .toMatch(/token: resolved\n {2}union:\n {4}value: 8080\n/);
  });

  test('for objects and charts that render themselves', () => {
    class Shared extends ApiObject {
      public toJson(): unknown {
        const shared = { a: 1 };
        return { ...super.toJson() as object, first: shared, second: shared };
      }
    }
    expect(expectSame((chart) => { new Shared(chart, 'a', { apiVersion: 'v1', kind: 'Thing' }); })).toContain('second: *a1');

    class Filtered extends Chart {
      public toJson(): unknown[] {
        return [undefined, ...super.toJson().slice(1)];
      }
    }
    const both = synthBoth((app) => { const chart = new Filtered(app, 'c'); object(chart, 'a'); object(chart, 'b'); });
    expect(both.mesh).toEqual(both.plain);
    expect(both.mesh.files['c.k8s.yaml']).toBe('\n---\napiVersion: v1\nkind: Thing\nmetadata:\n  name: b\nspec: {}\n');
  });

  test('for cdk8s-plus', () => {
    expect(expectSame((chart) => {
      new Deployment(chart, 'd', { containers: [{ image: 'nginx', portNumber: 80, envVariables: { A: EnvValue.fromValue('1') } }] });
    })).toContain('kind: Deployment');
  });

  test('for a chart larger than the chunks it is written in', () => {
    expect(expectSame((chart) => {
      for (let i = 0; i < 40; i++) object(chart, `o${i}`, { text: `${'é'.repeat(i * 700)}`, lines: 'a\n\n' });
      object(chart, 'huge', { text: 'x'.repeat(600_000) });
    }).length).toBeGreaterThan(1_000_000);
  });

  test('with another file extension', () => {
    const { plain, mesh } = synthBoth((app) => { object(new Chart(app, 'c'), 'a'); }, { outputFileExtension: '.yaml' });
    expect(mesh).toEqual(plain);
    expect(Object.keys(mesh.files)).toEqual(['c.yaml']);
  });
});

describe('environment variables of cdk8s', () => {
  const saved = { ...process.env };
  afterEach(() => { process.env = { ...saved }; });

  test('CDK8S_DISABLE_SORT keeps the order of keys', () => {
    process.env.CDK8S_DISABLE_SORT = '1';
    expect(expectSame((chart) => object(chart, 'a', { z: 1, a: { d: 2, b: 3 } }))).toContain('spec:\n  z: 1\n  a:\n    d: 2\n    b: 3\n');
  });

  test('CDK8S_OUTDIR and CDK8S_RECORD_CONSTRUCT_METADATA are heard', () => {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'mesh-app-'));
    process.env.CDK8S_OUTDIR = path.join(outdir, 'deep', 'er');
    process.env.CDK8S_RECORD_CONSTRUCT_METADATA = 'true';
    const app = new MeshApp();
    object(new Chart(app, 'c'), 'a');
    app.synth();
    expect(JSON.parse(fs.readFileSync(path.join(outdir, 'deep', 'er', 'construct-metadata.json'), 'utf8')))
      .toEqual({ version: '1.0.0', resources: { a: { path: 'c/a' } } });
    fs.rmSync(outdir, { recursive: true });
  });
});

describe('errors of cdk8s are those of App', () => {
  test('of validations, each asked once', () => {
    let asked = 0;
    const { plain, mesh } = synthBoth((app) => {
      for (const id of ['c', 'd']) new Chart(app, id).node.addValidation({ validate: () => [`${id} is wrong`, `asked ${++asked}`].slice(0, 1) });
    });
    expect(mesh).toEqual(plain);
    expect(mesh.error).toBe('Validation failed with the following errors:\n  [c] c is wrong\n  [d] d is wrong');
    expect(asked).toBe(4);
  });

  test.each([
    ['a producer that throws', Lazy.any({ produce: () => { throw new Error('not yet'); } })],
    ['a class', new Map()],
    ['a date', new Date(0)],
  ])('of %s', (_, spec) => {
    const { plain, mesh } = synthBoth((app) => { object(new Chart(app, 'c'), 'a', { spec }); });
    expect(mesh).toEqual(plain);
    expect(mesh.error).toContain(`Failed serializing construct at path 'c/a' with name 'a': `);
  });

  test('of a dependency outside of charts', () => {
    const { plain, mesh } = synthBoth((app) => app.node.addDependency(object(new Chart(app, 'c'), 'a')));
    expect(mesh).toEqual(plain);
    expect(mesh.error).toBe('cannot find a parent chart (directly or indirectly)');
  });
});

test('plain objects and those of the api are written without their toJson, others by it', () => {
  const toJson = jest.spyOn(ApiObject.prototype, 'toJson');
  const app = new MeshApp();
  const chart = new Chart(app, 'c');
  object(chart, 'plain', Lazy.any({ produce: () => ({ a: ['x', 1.5, 'two words'] }) }));
  new networking.VirtualService(chart, 'api', { metadata: { name: 'api' }, spec: { hosts: ['*.example.com'] } });
  expect(app.synthYaml()).toContain('hosts:\n    - "*.example.com"');
  expect(toJson).not.toHaveBeenCalled();
  object(chart, 'patched').addJsonPatch(JsonPatch.add('/spec/a', 1));
  expect(app.synthYaml()).toContain('spec:\n  a: 1');
  expect(toJson).toHaveBeenCalledTimes(1);
  toJson.mockRestore();
});

test('a synthesis that fails leaves an earlier large file as it was', () => {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'mesh-app-'));
  const file = path.join(outdir, 'c.k8s.yaml');
  fs.writeFileSync(file, 'earlier');
  const app = new MeshApp({ outdir });
  const chart = new Chart(app, 'c');
  object(chart, 'large', { text: 'x'.repeat(300_000) });
  object(chart, 'bad', new Date(0));
  expect(() => app.synth()).toThrow(/can't render non-simple object of type 'Date'/);
  expect(fs.readdirSync(outdir)).toEqual(['c.k8s.yaml']);
  expect(fs.readFileSync(file, 'utf8')).toBe('earlier');
  fs.rmSync(outdir, { recursive: true });
});
