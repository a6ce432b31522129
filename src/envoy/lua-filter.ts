import { Construct } from 'constructs';
import { networking } from '../api';
import { EnvoyConfig } from './envoy-config';
import { EnvoyRecipeOptions } from './envoy-recipe-options';
import { luaScript } from './lua-script';
import { trafficOf } from './recipe';
import { writeEnvoyFilter } from './write-envoy-filter';

/** A script, and whose proxies run it. */
export interface LuaFilterProps extends EnvoyRecipeOptions {
  /** The script in Lua, with `envoy_on_request(handle)`, `envoy_on_response(handle)` or both; at most 64 KiB. */
  readonly script: string;

  /**
   * The port: inbound, that on which the Pod's container listens; of a gateway, that on which the proxy listens.
   *
   * @default - all ports
   */
  readonly port?: number;

  /**
   * Whether it comes before all other filters, also before authentication and authorization.
   *
   * @default false
   */
  readonly first?: boolean;
}

/**
 * A script in Lua that sees, and may change or answer, each request and response. `TrafficExtension` does the same by an API of Istio's own, where
 * the mesh has it.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/lua_filter
 */
export class LuaFilter extends Construct {
  /** The EnvoyFilter. */
  public readonly envoyFilter: networking.EnvoyFilter;

  public constructor(scope: Construct, id: string, props: LuaFilterProps) {
    super(scope, id);
    const { port, first, script } = props;
    const name = `lua.${id}`;
    const filters = EnvoyConfig.of(trafficOf(this, props)).httpFilters({ port });
    const typedConfig = {
      '@type': 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua',
      default_source_code: { inline_string: luaScript(this, script) },
    };
    const change = first ? filters.first({ name, typedConfig }) : filters.beforeRouter({ name, typedConfig });
    this.envoyFilter = writeEnvoyFilter(this, id, props, 'A script in Lua that sees each request.', [change]);
  }
}
