/** Where the rotation of a root stands. Each stage follows the one before it. */
export enum RotationStage {
  /** Nothing has begun: the old root is trusted, and the old CA signs. */
  OLD_ROOT = 'old root',
  /** Both roots are trusted, and the old CA still signs. */
  BOTH_ROOTS = 'both roots',
  /** Both roots are trusted, and the new CA signs. */
  NEW_INTERMEDIATE = 'new intermediate',
  /** Only the new root is trusted: the rotation is done. */
  NEW_ROOT = 'new root',
}

/** A step of the rotation of a root. */
export interface RotationStep {
  /** The stage to which the step leads. */
  readonly stage: RotationStage;
  /** What must hold before the step is applied. */
  readonly before: string;
  /** What shows whether it holds: commands for a shell. */
  readonly check: string;
}
