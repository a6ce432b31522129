import { MtlsMode } from './mtls-mode';

/** What must hold before workloads come to a stage of mutual TLS. */
export interface MtlsCheck {
  /** The stage to which the step leads. */
  readonly stage: MtlsMode;
  /** What must hold before the step is applied. */
  readonly before: string;
  /** What this program has that is to be looked at; empty if it has nothing. */
  readonly found: string[];
  /**
   * A query for Prometheus. It holds if the answer is empty.
   * @default - no metric shows it
   */
  readonly promql?: string;
  /**
   * A command for a shell that shows it.
   * @default - no command shows it
   */
  readonly command?: string;
}
