import { Duration } from 'cdk8s';

/** When Flagger calls a webhook, and what it makes of the answer. */
export enum FlaggerHook {
  /** Before the canary's Pods are scaled up; Flagger waits for 200. */
  CONFIRM_ROLLOUT = 'CONFIRM_ROLLOUT',
  /** Before the canary gets requests: tests of it. */
  PRE_ROLLOUT = 'PRE_ROLLOUT',
  /** At each step of the analysis, before the metrics: makes load, or checks. */
  ROLLOUT = 'ROLLOUT',
  /** Before each step that gives the canary more requests; Flagger waits for 200. */
  CONFIRM_TRAFFIC_INCREASE = 'CONFIRM_TRAFFIC_INCREASE',
  /** Before the canary is promoted; Flagger waits for 200. */
  CONFIRM_PROMOTION = 'CONFIRM_PROMOTION',
  /** After the canary was promoted or rolled back. */
  POST_ROLLOUT = 'POST_ROLLOUT',
  /** While the analysis runs or waits; an answer of 200 rolls back. */
  ROLLBACK = 'ROLLBACK',
  /** With each event. */
  EVENT = 'EVENT',
}

/**
 * An address that Flagger calls.
 *
 * @see https://docs.flagger.app/usage/webhooks
 */
export interface FlaggerWebhook {
  /** When it is called. */
  readonly hook: FlaggerHook;
  /** What it is called in Flagger's events. */
  readonly name: string;
  /** The address, `http://` or `https://`. */
  readonly url: string;
  /**
   * The time for an answer, in whole seconds.
   * @default Duration.seconds(10)
   */
  readonly timeout?: Duration;
  /**
   * How often a call that failed is repeated.
   * @default 0
   */
  readonly retries?: number;
  /**
   * What the call carries beside what Flagger says of the canary. Not for secrets: what is written here stands in the output.
   * @default - nothing
   */
  readonly metadata?: { [name: string]: string };
  /**
   * Whether its failures raise no alert.
   * @default false
   */
  readonly muteAlert?: boolean;
  /**
   * Whether the certificate of the address is not checked.
   * @default false
   */
  readonly disableTls?: boolean;
}
