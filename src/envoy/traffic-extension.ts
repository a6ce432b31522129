import { Construct } from 'constructs';
import { extensions } from '../api';
import { ExtensionFilter } from './extension-filter';
import { extensionMatchSpec } from './extension-match-spec';
import { ExtensionOptions } from './extension-options';
import { extensionMetadata, extensionPriority, extensionTarget } from './extension-place';

/** A Wasm module or a Lua script, and whose proxies run it. */
export interface TrafficExtensionProps extends ExtensionOptions {
  /** What the proxies run. */
  readonly filter: ExtensionFilter;
}

/**
 * A Wasm module or a Lua script in proxies. The kind is there from Istio 1.30 on; `WasmPlugin` and `LuaFilter` do the same in older ones.
 *
 * @see https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/
 */
export class TrafficExtension extends Construct {
  /** The TrafficExtension. */
  public readonly apiObject: extensions.TrafficExtension;

  public constructor(scope: Construct, id: string, props: TrafficExtensionProps) {
    super(scope, id);
    this.apiObject = new extensions.TrafficExtension(this, 'TrafficExtension', {
      metadata: extensionMetadata(this, 'TrafficExtension', id, props),
      spec: {
        ...extensionTarget(this, props),
        phase: props.phase && extensions.TrafficExtensionExecutionPhase[props.phase],
        priority: extensionPriority(this, props),
        match: extensionMatchSpec(this, props.match),
        ...props.filter._toSpec(this),
      },
    });
  }
}
