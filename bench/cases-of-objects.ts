import { Run, sample } from './child';
import { Bound, BOUND_AT, exponent, Measurement } from './measurement';
import { Sample } from './programs/clock';

/** Objects, how many a chart, and whether each depends on the one before and the first chart on all others. */
interface Shape {
  readonly name: string;
  readonly count: number;
  readonly perChart: number;
  readonly dependencies?: boolean;
}

/** MeshApp against App on plain ApiObjects, and how MeshApp's time grows. */
export function casesOfObjects(lib: string, count: number, times: number): Measurement[] {
  const small = count / 10;
  const run = (app: string, { count: objects, perChart, dependencies }: Shape): Run =>
    ({ program: 'objects', args: [lib, app, `${objects}`, `${perChart}`, ...(dependencies ? ['dependencies'] : [])] });
  const shapes: [small: Shape, large: Shape, bound?: Bound][] = [
    [{ name: 'one chart', count: small, perChart: small }, { name: 'one chart', count, perChart: count }, { atLeast: 8 }],
    [{ name: '10 objects a chart', count: small, perChart: 10 }, { name: '10 objects a chart', count, perChart: 10 }],
  ];
  const compared = shapes.flatMap(([smaller, larger, bound]) => {
    const [less, mesh, plain] = sample([run('MeshApp', smaller), run('MeshApp', larger), run('App', larger)], times);
    return [against(larger, mesh, plain, bound), growth(smaller, larger, less, mesh)];
  });
  const dependent = [small, count].map((objects): Shape => ({ name: '2 charts, each object dependent', count: objects, perChart: objects / 2, dependencies: true }));
  const [less, more] = sample(dependent.map((shape) => run('MeshApp', shape)), times);
  return [...compared, growth(dependent[0], dependent[1], less, more)];
}

function against({ name, count }: Shape, mesh: Sample, plain: Sample, bound?: Bound): Measurement {
  const same = mesh.output === plain.output;
  return {
    name: `${count.toLocaleString('en')} plain objects, ${name}: MeshApp.synth() against App.synth()`,
    ratio: plain.synth / mesh.synth, unit: 'times as fast',
    detail: `${mesh.synth.toFixed(0)} and ${plain.synth.toFixed(0)} ms, ${mesh.memory.toFixed(0)} and ${plain.memory.toFixed(0)} MB, `
      + `with construction ${(plain.cpu / mesh.cpu).toFixed(1)} times, ${same ? 'same output' : 'OUTPUT DIFFERS'}`,
    bound: bound && count === BOUND_AT ? { ...bound, also: same } : undefined,
  };
}

function growth(small: Shape, large: Shape, less: Sample, more: Sample): Measurement {
  return {
    name: `growth from ${small.count.toLocaleString('en')} to ${large.count.toLocaleString('en')} plain objects, ${large.name}`,
    ratio: exponent(less.synth, more.synth, large.count / small.count), unit: 'exponent',
    detail: `${less.synth.toFixed(0)} ms to ${more.synth.toFixed(0)} ms`, bound: { atMost: 1.1 },
  };
}
