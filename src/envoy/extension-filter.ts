import { IConstruct } from 'constructs';
import { extensions } from '../api';
import { luaScript } from './lua-script';
import { WasmModule } from './wasm-module';
import { wasmModuleSpec } from './wasm-module-spec';

type Filter = Pick<extensions.TrafficExtensionSpec, 'wasm' | 'lua'>;

/** What the proxies of a `TrafficExtension` run. */
export class ExtensionFilter {
  /** A WebAssembly module. */
  public static wasm(module: WasmModule): ExtensionFilter {
    return new ExtensionFilter((place) => ({ wasm: wasmModuleSpec(place, module) }));
  }

  /** A script in Lua, with `envoy_on_request(handle)`, `envoy_on_response(handle)` or both; at most 64 KiB. */
  public static lua(script: string): ExtensionFilter {
    return new ExtensionFilter((place) => ({ lua: { inlineCode: luaScript(place, script) } }));
  }

  private constructor(private readonly render: (place: IConstruct) => Filter) {}

  /** @internal */
  public _toSpec(place: IConstruct): Filter {
    return this.render(place);
  }
}
