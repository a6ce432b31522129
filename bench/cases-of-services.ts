import { Run, sample, writeTemplate } from './child';
import { BOUND_AT, exponent, Measurement } from './measurement';
import { Sample } from './programs/clock';

const OBJECTS_A_SERVICE = 5;
const WORDS = ['nameofservice', 'nameofspace'] as const;

interface Size {
  readonly count: number;
  readonly samples: Sample[];
}

/** Services through the intent API, against the same objects in plain cdk8s, and against JSON.stringify of them. */
export function casesOfServices(lib: string, counts: readonly number[], times: number): Measurement[] {
  const template = writeTemplate(lib, ...WORDS);
  const ways = ['intent', 'plain', 'json'];
  const sizes = counts.map((count): Size => {
    const runs = ways.map((way): Run => ({ program: 'services', args: [lib, way, `${count}`, template, ...WORDS] }));
    return { count, samples: sample(runs, times) };
  });
  return [...sizes.flatMap((size) => compare(size)), ...growth(sizes)];
}

function compare({ count, samples: [intent, plain, json] }: Size): Measurement[] {
  const each = (millis: number) => `${(millis * 1000 / count / OBJECTS_A_SERVICE).toFixed(1)} µs`;
  const same = intent.output === plain.output;
  const services = `${count.toLocaleString('en')} services`;
  return [
    {
      name: `${services}: intent API / plain cdk8s`, ratio: intent.cpu / plain.cpu, unit: 'of the time',
      detail: `${each(intent.cpu)} and ${each(plain.cpu)} an object, ${same ? 'same output' : 'OUTPUT DIFFERS'}`,
      bound: count === BOUND_AT ? { atMost: 0.5, also: same } : undefined,
    },
    {
      name: `${services}: intent API / plain cdk8s`, ratio: intent.memory / plain.memory, unit: 'of the memory',
      detail: `${intent.memory.toFixed(0)} and ${plain.memory.toFixed(0)} MB at the peak`,
    },
    {
      name: `${services}: intent API / JSON.stringify`, ratio: intent.cpu / json.synth, unit: 'of the time',
      detail: `${each(intent.cpu)} and ${each(json.synth)} an object`,
    },
  ];
}

function growth(sizes: readonly Size[]): Measurement[] {
  return sizes.slice(1).map(({ count, samples: [large] }, index) => {
    const { count: smallCount, samples: [small] } = sizes[index];
    return {
      name: `growth from ${smallCount.toLocaleString('en')} to ${count.toLocaleString('en')} services`,
      ratio: exponent(small.cpu, large.cpu, count / smallCount), unit: 'exponent' as const,
      detail: `${small.cpu.toFixed(0)} ms to ${large.cpu.toFixed(0)} ms`, bound: { atMost: 1.1 },
    };
  });
}
