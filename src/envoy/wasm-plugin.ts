import { Construct } from 'constructs';
import { extensions } from '../api';
import { extensionMatchSpec } from './extension-match-spec';
import { ExtensionOptions } from './extension-options';
import { extensionMetadata, extensionPriority, extensionTarget } from './extension-place';
import { WasmModule } from './wasm-module';
import { wasmModuleSpec } from './wasm-module-spec';

/** A WebAssembly module, and whose proxies run it. */
export interface WasmPluginProps extends ExtensionOptions, WasmModule {}

/**
 * A WebAssembly module in proxies.
 *
 * @see https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/
 */
export class WasmPlugin extends Construct {
  /** The WasmPlugin. */
  public readonly apiObject: extensions.WasmPlugin;

  public constructor(scope: Construct, id: string, props: WasmPluginProps) {
    super(scope, id);
    this.apiObject = new extensions.WasmPlugin(this, 'WasmPlugin', {
      metadata: extensionMetadata(this, 'WasmPlugin', id, props),
      spec: {
        ...extensionTarget(this, props),
        ...wasmModuleSpec(this, props),
        phase: props.phase && extensions.PluginPhase[props.phase],
        priority: extensionPriority(this, props),
        match: extensionMatchSpec(this, props.match),
      },
    });
  }
}
