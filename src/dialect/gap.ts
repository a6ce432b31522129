import { fail } from '../ground/fail';

/** What stands in place of a feature that the Gateway API has no word for. */
export interface Gap {
  /** The feature in the words of the API that users write. */
  readonly feature: string;
  readonly instead: string;
}

/**
 * A gap for every field of a message that is not mapped. A field that comes with a new version of Istio does not compile
 * until it is mapped, or has a gap.
 */
export type Gaps<Message, Mapped extends keyof Message> = { readonly [field in Exclude<keyof Message, Mapped>]-?: Gap };

/** Refuses what the Gateway API can't say, and says what does it instead. */
export function refuse(place: string, feature: string, instead: string): never {
  return fail(place, `the Gateway API can't say ${feature}`, instead);
}

/** Refuses the fields of a message that have a gap. */
export function refuseGaps(place: string, message: object, gaps: { readonly [field: string]: Gap }): void {
  for (const [field, value] of Object.entries(message)) {
    if (value !== undefined && field in gaps) refuse(place, gaps[field].feature, gaps[field].instead);
  }
}
