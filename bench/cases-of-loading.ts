import { sample } from './child';
import { Measurement } from './measurement';

const OTHERS = ['cdk8s', 'cdk8s-plus-28'];

/** Loading this package, against those it stands on and beside: as a program begins, and with every module that a program could come to use. */
export function casesOfLoading(lib: string, times: number): Measurement[] {
  const programs = [[lib], [lib, 'use'], ...OTHERS.map((name) => [name])];
  const [own, used, ...rest] = sample(programs.map((args) => ({ program: 'load' as const, args })), times);
  return rest.flatMap((other, index): Measurement[] => {
    const bound = OTHERS[index] === 'cdk8s-plus-28' ? { atMost: 1 } : undefined;
    const against = (what: string, { cpu, memory }: typeof own, limit?: typeof bound): Measurement[] => [
      { name: what, ratio: cpu / other.cpu, unit: 'of the time', detail: `${cpu.toFixed(0)} and ${other.cpu.toFixed(0)} ms`, bound: limit },
      { name: what, ratio: memory / other.memory, unit: 'of the memory', detail: `${memory.toFixed(1)} and ${other.memory.toFixed(1)} MB`, bound: limit },
    ];
    return [
      ...against(`loading istos / loading ${OTHERS[index]}`, own, bound),
      ...against(`loading istos and all its modules / loading ${OTHERS[index]}`, used),
    ];
  });
}
