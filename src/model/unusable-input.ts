import { Position } from './position';

/** One reason why manifests cannot be read. */
export interface InputProblem {
  readonly problem: string;
  readonly cure: string;
  /** Where; nothing if no text could be read at all. */
  readonly position?: Position;
}

/** Input that no manifests can be read from: one line of the message for each problem. */
export class UnusableInput extends Error {
  constructor(readonly problems: readonly InputProblem[]) {
    super(problems.map(({ problem, cure, position }) =>
      `${position ? `${position.file}:${position.line}:${position.column}: ` : ''}${problem}; ${cure}`).join('\n'));
    this.name = 'UnusableInput';
  }
}
