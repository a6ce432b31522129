import { Chart } from 'cdk8s';
import { EnvoyChange } from '../../src/envoy/envoy-change';
import { EnvoyPatch, EnvoyPatchProps } from '../../src/envoy/envoy-patch';
import { PolicyScope } from '../../src/security/policy-scope';
import { bookinfoChart, object } from '../service/objects';

export const cart = PolicyScope.workload('shop', { app: 'cart' });
export const ingress = PolicyScope.gateway('shop', 'ingress');
export const LUA = 'envoy.filters.http.lua';
export const luaConfig = { '@type': 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua' };
export const lua = { name: LUA, typedConfig: luaConfig };
export const luaValue = { name: LUA, typed_config: luaConfig };

/** The spec of the EnvoyFilter that a construct makes. */
export function specOf(make: (chart: Chart) => void): any {
  const chart = bookinfoChart();
  make(chart);
  return object(chart, 'EnvoyFilter').spec;
}

/** The changes of the EnvoyFilter that a construct makes. */
export function changesOf(make: (chart: Chart) => void): any[] {
  return specOf(make).configPatches;
}

/** The EnvoyFilter of a patch. */
export function patch(changes: EnvoyChange[], props: Partial<EnvoyPatchProps> = {}): any {
  const chart = bookinfoChart();
  new EnvoyPatch(chart, 'tuned', { cover: cart, reason: 'a bug of Envoy', changes, ...props });
  return object(chart, 'EnvoyFilter');
}

/** A change as it stands in the EnvoyFilter. */
export function spec(change: EnvoyChange): any {
  return patch([change]).spec.configPatches[0];
}
