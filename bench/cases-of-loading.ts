import { sample } from './child';
import { Measurement } from './measurement';

/** Loading this package, against those it stands on and beside. */
export function casesOfLoading(lib: string, times: number): Measurement[] {
  const others = ['cdk8s', 'cdk8s-plus-28'];
  const [own, ...rest] = sample([lib, ...others].map((name) => ({ program: 'load' as const, args: [name] })), times);
  return rest.flatMap((other, index): Measurement[] => {
    const bound = others[index] === 'cdk8s-plus-28' ? { atMost: 1 } : undefined;
    const name = `loading istos / loading ${others[index]}`;
    return [
      { name, ratio: own.cpu / other.cpu, unit: 'of the time', detail: `${own.cpu.toFixed(0)} and ${other.cpu.toFixed(0)} ms`, bound },
      { name, ratio: own.memory / other.memory, unit: 'of the memory', detail: `${own.memory.toFixed(1)} and ${other.memory.toFixed(1)} MB`, bound },
    ];
  });
}
