import { IConstruct } from 'constructs';
import { portOf } from '../host/host-port';
import { PolicyLevel } from './policy-level';
import { PolicyPlace } from './policy-place';

/** The policies of a host or of one of its versions: those for all ports, and those for single ones. */
export class PolicyLevels {
  readonly all: PolicyLevel;
  private readonly byPort = new Map<number, PolicyLevel>();

  constructor(private readonly place: PolicyPlace) {
    this.all = new PolicyLevel(place);
  }

  /** The ports that have policies of their own. */
  get ports(): number[] {
    return [...this.byPort.keys()];
  }

  get isEmpty(): boolean {
    return this.all.isEmpty && this.byPort.size === 0;
  }

  /** Where a policy is added, for all ports or for one. */
  at(writer: IConstruct, port?: number): PolicyLevel {
    if (port === undefined) return this.all;
    const known = this.byPort.get(port);
    if (known) return known;
    const level = new PolicyLevel({ ...this.place, port: portOf(writer, this.place.host, port) });
    this.byPort.set(port, level);
    return level;
  }

  /** What holds for a port, the general before the special; for all ports if none is given. */
  levelsFor(port?: number): PolicyLevel[] {
    const single = port === undefined ? undefined : this.byPort.get(port);
    return single ? [this.all, single] : [this.all];
  }
}
