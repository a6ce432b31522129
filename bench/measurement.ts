/** The size for which speed is promised; smaller ones measure the warming up of node as well. */
export const BOUND_AT = 10_000;

/** One line of the report. */
export interface Measurement {
  readonly name: string;
  readonly ratio: number;
  readonly unit: 'of the time' | 'of the memory' | 'times as fast' | 'exponent';
  /** The numbers behind the ratio. */
  readonly detail: string;
  /** What the ratio has to reach. */
  readonly bound?: Bound;
}

export interface Bound {
  readonly atLeast?: number;
  readonly atMost?: number;
  /** What else has to hold, besides the number. */
  readonly also?: boolean;
}

export function isMet({ ratio, bound }: Measurement): boolean {
  if (!bound) return true;
  return ratio >= (bound.atLeast ?? -Infinity) && ratio <= (bound.atMost ?? Infinity) && bound.also !== false;
}

/** By which power a measure grows with the size. */
export function exponent(small: number, large: number, growth: number): number {
  return Math.log(large / small) / Math.log(growth);
}
