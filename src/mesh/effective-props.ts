import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { MeshProps } from './mesh-props';
import { Profile } from './profile';
import { PRESETS } from './profile-presets';

type Settings = { readonly [key: string]: unknown };

/** So deep go properties, options such as `istiod`, and their maps such as `istiod.env`. What is below is one value. */
const DEPTH = 3;

/**
 * What a mesh is made of: the defaults, over them the profile, and over both whatever the user says. What a platform needs fills the gaps
 * that are left. There is no other order.
 */
export function effectiveProps(place: IConstruct, said: MeshProps): MeshProps {
  const { name } = said.profile ?? Profile.DEFAULT;
  checkProfile(place, name, said);
  const preset = PRESETS[name];
  return merged(namesVariant(said.tag) ? { ...preset, variant: undefined } as Settings : preset as Settings, said as Settings, DEPTH);
}

/** A profile without what makes it that profile would be no more than a misleading name. */
function checkProfile(place: IConstruct, name: string, { dataPlane, stableValidationPolicy, controlPlane }: MeshProps): void {
  if (name === Profile.AMBIENT.name && dataPlane && !dataPlane._isAmbient) {
    fail(place, "profile 'ambient' and a dataPlane with sidecars contradict each other", 'leave out one of them, or take DataPlane.ambient()');
  }
  if (name === Profile.STABLE.name && stableValidationPolicy === false) {
    fail(place, "profile 'stable' and stableValidationPolicy false contradict each other", 'leave out one of them');
  }
  if (name === Profile.REMOTE.name && !controlPlane?._isElsewhere) {
    fail(place, "profile 'remote' is that of a cluster whose control plane is elsewhere, but controlPlane does not say where",
      "give controlPlane, e.g. ControlPlaneLocation.remote('192.0.2.1')");
  }
}

/** A tag with a variant says it already. */
function namesVariant(tag: string | undefined): boolean {
  return /-(debug|distroless)$/.test(tag ?? '');
}

function merged(below: Settings, above: Settings, depth: number): Settings {
  const result: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    if (value === undefined) continue;
    const lower = result[key];
    result[key] = depth > 1 && isOptions(lower) && isOptions(value) ? merged(lower, value, key === 'config' ? Infinity : depth - 1) : value;
  }
  return result;
}

/** Whether it is a set of options, rather than a value such as `Scaling.fixed(1)`. */
function isOptions(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}
