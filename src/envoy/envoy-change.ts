import { IConstruct } from 'constructs';
import { networking } from '../api';
import { checkChange } from './check-change';
import { EnvoyExtension } from './envoy-extension';
import { extensionSpec } from './extension-spec';

type Render = (place: IConstruct) => networking.EnvoyFilterEnvoyConfigObjectPatch;

/**
 * One change of the configuration that istiod gives to proxies. `EnvoyConfig` makes them for each place of it.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-EnvoyConfigObjectPatch
 */
export class EnvoyChange {
  /**
   * Adds the configuration of an HTTP filter that is inserted with `configDiscovery`.
   *
   * @param extension The name is that of the filter.
   */
  public static extensionConfig(extension: EnvoyExtension): EnvoyChange {
    return new EnvoyChange((place) => ({
      applyTo: networking.EnvoyFilterApplyTo.EXTENSION_CONFIG,
      patch: { operation: networking.EnvoyFilterPatchOperation.ADD, value: extensionSpec(place, extension) },
    }));
  }

  /**
   * The last resort: an entry of `configPatches` as it stands in an EnvoyFilter. What Istio would refuse or ignore is an error here, too.
   *
   * @param patch `applyTo`, `match` and `patch`
   */
  public static raw(patch: { [field: string]: any }): EnvoyChange {
    return new EnvoyChange(() => patch);
  }

  /** @internal */
  public static _of(render: Render): EnvoyChange {
    return new EnvoyChange(render);
  }

  private constructor(private readonly render: Render) {}

  /** @internal */
  public _toSpec(place: IConstruct): networking.EnvoyFilterEnvoyConfigObjectPatch {
    return checkChange(place, this.render(place));
  }
}
