import { IConstruct } from 'constructs';
import { networking } from '../api';
import { PolicyLevel } from './policy-level';
import { PolicyLevels } from './policy-levels';
import { layered, OF_HOST_ONLY, PolicyParts, said, trafficPolicy } from './policy-parts';

/**
 * The layers of a rule: the host, one of its versions, the clients that the rule is for.
 *
 * In Istio the settings of a port replace those of the host as a whole, those of a version replace them field by field, and a tunnel is not
 * inherited by versions at all. Here what is not said is inherited, so it is written out wherever Istio would not.
 */
export class RuleLayers {
  constructor(private readonly layers: readonly PolicyLevels[]) {}

  /** The ports that have settings of their own in any layer. */
  get ports(): number[] {
    return [...new Set(this.layers.flatMap(({ ports }) => ports))];
  }

  /** What holds for a port, or for all others. */
  partsFor(port?: number): PolicyParts {
    return layered(...this.levelsFor(port).map(({ parts }) => parts));
  }

  /** The last who wrote a part that holds for a port. */
  writerOf(part: keyof PolicyParts, port?: number): IConstruct | undefined {
    return this.levelsFor(port).map((level) => level.writerOf(part)).filter((writer) => writer !== undefined).pop();
  }

  /** The policy of the host. */
  hostPolicy(): networking.TrafficPolicy | undefined {
    return said({ ...trafficPolicy(this.partsFor()), ...portLevelSettings(this, this.ports) });
  }

  /** The policy of a version, which is one of the layers: what it says itself, with what Istio would not let it inherit. */
  versionPolicy(version: PolicyLevels): networking.TrafficPolicy | undefined {
    const { tunnel, ...parts } = this.partsFor();
    const own = Object.keys(version.all.parts);
    if (own.includes('locality') || own.includes('loadBalancer')) own.push('locality', 'loadBalancer');
    const ports = version.all.isEmpty ? version.ports : this.ports;
    return said({
      ...trafficPolicy({ tunnel, ...Object.fromEntries(Object.entries(parts).filter(([part]) => own.includes(part))) }),
      ...portLevelSettings(this, ports),
    });
  }

  private levelsFor(port?: number): PolicyLevel[] {
    return this.layers.flatMap((layer) => layer.levelsFor(port));
  }
}

function portLevelSettings(layers: RuleLayers, ports: readonly number[]): networking.TrafficPolicy {
  if (ports.length === 0) return {};
  return {
    portLevelSettings: ports.map((number) => ({
      port: { number },
      ...trafficPolicy({ ...layers.partsFor(number), ...Object.fromEntries(OF_HOST_ONLY.map((part) => [part, undefined])) }),
    })),
  };
}
