import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Crd, crdsOf } from './crds';
import { GoStruct, GoTypes, goTypesOf } from './go-types';

/** Kinds that only the experimental channel has and that istiod reads (its pkg/config/schema/metadata.yaml). */
const EXPERIMENTAL = ['xbackendtrafficpolicies.yaml'];
const PACKAGES: Record<string, string> = { v1: 'apis/v1', xv1alpha1: 'apisx/v1alpha1' };

/** The kinds of the standard channel, then the experimental ones that Istio uses. */
export function gatewayCrdsOf(module: string): Crd[] {
  const files = [...filesOf(module, 'standard', () => true),
    ...filesOf(module, 'experimental', (file) => EXPERIMENTAL.some((name) => file.endsWith(`_${name}`)))];
  return files.flatMap((file) => crdsOf(readFileSync(file, 'utf8')));
}

function filesOf(module: string, channel: string, wanted: (file: string) => boolean): string[] {
  const folder = join(module, 'config/crd', channel);
  return readdirSync(folder).filter((file) => file.startsWith('gateway.') && wanted(file)).sort().map((file) => join(folder, file));
}

/** The Go types that the specs of `crds` are made of, by package and name: the names that the reference knows them by. */
export function gatewayTypesOf(module: string, crds: Crd[]): Record<string, GoTypes> {
  const all = Object.fromEntries(Object.entries(PACKAGES).map(([name, folder]) => [name, goTypesOf(join(module, folder))]));
  const used = new Set<string>();
  const visit = (home: string, type: string): void => {
    const name = bare(type);
    const [at, plain] = name.startsWith('v1.') ? ['v1', name.slice(3)] : [home, name];
    const found = all[at][plain];
    if (found === undefined || used.has(`${at}.${plain}`)) return;
    used.add(`${at}.${plain}`);
    for (const mention of mentions(found)) visit(at, mention);
  };
  for (const { group, names } of crds) {
    const home = group.includes('x-k8s') ? 'xv1alpha1' : 'v1';
    visit(home, (all[home][names.kind] as GoStruct).fields.spec);
  }
  return Object.fromEntries(Object.entries(all).map(([at, types]) => [at,
    Object.fromEntries(Object.entries(types).filter(([name]) => used.has(`${at}.${name}`)).sort(([a], [b]) => a < b ? -1 : 1))]));
}

function mentions(type: GoStruct | string): string[] {
  return typeof type === 'string' ? [type] : [...type.embeds ?? [], ...Object.values(type.fields)];
}

/** `[]Hostname` and `map[AnnotationKey]AnnotationValue` without list and map. */
function bare(type: string): string {
  return type.replace(/^(\[\]|map\[[\w.]+\]|\*)+/, '');
}
