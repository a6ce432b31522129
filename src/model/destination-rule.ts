import { PlainObject } from './plain';
import { FieldPath } from './position';
import { Resource } from './resource';
import { Visibility } from './visibility';

/** A part of a DestinationRule, and the object that says it. */
export interface RulePart {
  readonly resource: Resource;
  readonly path: FieldPath;
  readonly value: PlainObject;
}

export interface Subset extends RulePart {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** What istiod makes of the DestinationRules of one host in one namespace that hold for the same clients. */
export interface MergedDestinationRule {
  /** The full host, perhaps a wildcard. */
  readonly host: string;
  readonly namespace: string;
  /** The objects, as istiod takes them: those with selectors before those without, the oldest first. */
  readonly resources: readonly Resource[];
  readonly visibility: Visibility;
  /** The labels of the clients for which alone it holds. */
  readonly selector?: Readonly<Record<string, string>>;
  readonly trafficPolicy?: RulePart;
  readonly subsets: readonly Subset[];
  /** Traffic policies and subsets that lose without a word: an older object says one, or one of that name. */
  readonly ignored: readonly RulePart[];
}
