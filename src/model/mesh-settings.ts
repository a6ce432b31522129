import { GROUP, Inventory } from './inventory';
import { objectOf, PlainObject, textOf, textsOf } from './plain';
import { documentsOf } from './yaml-text';

/**
 * What the configuration of the mesh says about the meaning of other objects.
 *
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/
 */
export class MeshSettings {
  /** The namespace whose policies hold for the whole mesh. */
  readonly rootNamespace: string;
  readonly trustDomain: string;
  /** The domain of the cluster's Services. */
  readonly clusterDomain: string;
  /** To which namespaces Services and ServiceEntries, VirtualServices and DestinationRules without `exportTo` are visible. */
  readonly defaultServiceExportTo: readonly string[];
  readonly defaultVirtualServiceExportTo: readonly string[];
  readonly defaultDestinationRuleExportTo: readonly string[];

  /**
   * @param config The mesh config; what it leaves out is istiod's default.
   * @param clusterDomain The domain of the cluster, which no mesh config names.
   */
  constructor(readonly config: PlainObject = {}, clusterDomain: string = 'cluster.local') {
    this.rootNamespace = textOf(config.rootNamespace) ?? 'istio-system';
    this.trustDomain = textOf(config.trustDomain) ?? 'cluster.local';
    this.clusterDomain = clusterDomain;
    this.defaultServiceExportTo = exportTo(config.defaultServiceExportTo);
    this.defaultVirtualServiceExportTo = exportTo(config.defaultVirtualServiceExportTo);
    this.defaultDestinationRuleExportTo = exportTo(config.defaultDestinationRuleExportTo);
  }

  /** The settings that istiod's ConfigMap among the objects gives, that of the default revision first; the defaults if there is none. */
  static in(inventory: Inventory): MeshSettings {
    const maps = inventory.ofKind(GROUP.core, 'ConfigMap').flatMap(({ name, manifest }) => {
      const text = /^istio(-|$)/.test(name) ? textOf(objectOf(manifest.data).mesh) : undefined;
      return text === undefined ? [] : [{ name, text }];
    });
    const { text = '' } = maps.find(({ name }) => name === 'istio') ?? maps[0] ?? {};
    const [document] = documentsOf(text);
    return new MeshSettings(objectOf(document?.value));
  }
}

function exportTo(given: unknown): readonly string[] {
  return Array.isArray(given) ? textsOf(given) : ['*'];
}
