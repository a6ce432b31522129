import { IConstruct } from 'constructs';
import { fail, placeOf } from '../ground/fail';
import { warn } from '../ground/warning';
import { DestinationPolicy } from './destination-policy';
import { OF_HOST_ONLY, PolicyParts } from './policy-parts';
import { PolicyPlace, placeText } from './policy-place';

/** The policies that stand at one place: of a host, of a port, of a version. Each part has one writer. */
export class PolicyLevel {
  private readonly writers = new Map<string, IConstruct>();
  private said: PolicyParts = {};

  constructor(private readonly place: PolicyPlace) {}

  get parts(): PolicyParts {
    return this.said;
  }

  get isEmpty(): boolean {
    return this.writers.size === 0;
  }

  /** Who wrote a part here. */
  writerOf(part: keyof PolicyParts): IConstruct | undefined {
    return this.writers.get(part);
  }

  /** Adds the parts of a policy; none of them may be there already. */
  add(writer: IConstruct, policy: DestinationPolicy): void {
    const parts = policy._parts(writer, this.place);
    this.refuseForPort(writer, parts);
    for (const part of new Set([policy._name, ...Object.keys(parts)])) {
      const first = this.writers.get(part);
      if (first) {
        fail(writer, `the ${part} of ${placeText(this.place)} is set by ${placeOf(first)} already, one writer is allowed`, cureOf(part));
      }
      this.writers.set(part, writer);
    }
    this.said = { ...this.said, ...parts };
    for (const { problem, cure } of policy._advice(this.place)) warn(writer, problem, cure);
  }

  private refuseForPort(writer: IConstruct, parts: PolicyParts): void {
    const part = this.place.port && OF_HOST_ONLY.find((name) => parts[name] !== undefined);
    if (part) fail(writer, `Istio knows no ${part} of a single port, and it is given for ${placeText(this.place)}`, 'give it to the host, without a port');
  }
}

function cureOf(part: string): string {
  return part === 'loadBalancer' ? 'choose one: a consistent hash takes the place of round robin and the like' : 'put all of it into one of them';
}
