import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { EnvoyExtension } from './envoy-extension';

/** A filter in Envoy's JSON form. */
export function extensionSpec(place: IConstruct, extension: EnvoyExtension): { [field: string]: any } {
  const { name, typedConfig, configDiscovery, disabled } = extension;
  if (name === '') fail(place, 'a filter has no name', `name it, e.g. 'envoy.filters.http.lua'`);
  if ((typedConfig === undefined) === (configDiscovery === undefined)) {
    fail(place, `the filter '${name}' has ${typedConfig ? 'both' : 'neither'} typedConfig ${typedConfig ? 'and' : 'nor'} configDiscovery, one is needed`,
      `give typedConfig, e.g. { '@type': 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua', ... }`);
  }
  return {
    name,
    ...typedConfig && { typed_config: typedConfig },
    ...configDiscovery && { config_discovery: configDiscovery },
    ...disabled && { disabled },
  };
}
