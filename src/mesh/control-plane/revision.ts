import { IConstruct } from 'constructs';
import { fail } from '../../ground/fail';
import { dnsLabel } from '../../ground/names';

/** How upstream names the revision that has no name, where a name must stand. */
export const DEFAULT = 'default';
/** `istiod-<revision>` is the name of a Service, which has at most 63 characters. */
const MAX_LENGTH = 63 - 'istiod-'.length;

/** A revision of the control plane and the names that follow from it. */
export class Revision {
  /** The revision's name; empty for the default one. */
  public readonly name: string;

  public constructor(place: IConstruct, name: string = DEFAULT) {
    this.name = name === DEFAULT ? '' : name;
    if (this.name === '') return;
    dnsLabel(place, 'revision', name);
    if (name.length > MAX_LENGTH) {
      fail(place, `revision '${name}' has ${name.length} characters, at most ${MAX_LENGTH} are allowed (the Service is called 'istiod-${name}')`, 'shorten it');
    }
  }

  public get isDefault(): boolean {
    return this.name === '';
  }

  /** The value of the label `istio.io/rev`. */
  public get label(): string {
    return this.name || DEFAULT;
  }

  /** A name that every revision has of its own, e.g. `istiod` or `istiod-canary`. */
  public suffixed(name: string): string {
    return this.isDefault ? name : `${name}-${this.name}`;
  }
}
