import { GROUP, Inventory } from './inventory';
import { MeshSettings } from './mesh-settings';
import { oldestFirst } from './oldest-first';
import { labelsOf, objectOf, textOf } from './plain';
import { FieldPath } from './position';
import { Resource } from './resource';
import { Selecting, SelectorIndex } from './selector-index';
import { Workload } from './workload';

/** What a workload demands of its clients. */
export enum MtlsMode {
  DISABLE = 'DISABLE',
  PERMISSIVE = 'PERMISSIVE',
  STRICT = 'STRICT',
}

/** A mode, and the field that says it: none for Istio's default. */
export interface MtlsInEffect {
  readonly mode: MtlsMode;
  readonly resource?: Resource;
  readonly path?: FieldPath;
}

interface Policy extends Selecting {
  readonly resource: Resource;
}

const DEFAULT: MtlsInEffect = { mode: MtlsMode.PERMISSIVE };

/**
 * Which PeerAuthentications hold for which workloads: of each level the oldest alone.
 *
 * @see https://istio.io/latest/docs/reference/config/security/peer_authentication/
 */
export class PeerAuthentications {
  private readonly policies: SelectorIndex<Policy>;

  constructor(inventory: Inventory, private readonly mesh: MeshSettings) {
    this.policies = new SelectorIndex(oldestFirst(inventory.ofKind(GROUP.security, 'PeerAuthentication'))
      .map((resource) => ({ resource, namespace: resource.namespace, selector: labelsOf(objectOf(resource.spec.selector).matchLabels) })));
  }

  /** What the workload demands at a port of its own, or at those that no policy names. */
  inEffect(workload: Workload, port?: number): MtlsInEffect {
    const { rootNamespace } = this.mesh;
    const own = workload.namespace === rootNamespace ? [] : this.policies.selecting(workload);
    const ofWorkload = own.find((policy) => !isForAll(policy));
    const levels = [this.policies.selecting(workload, rootNamespace).find(isForAll), own.find(isForAll), ofWorkload];
    const ofPort = port === undefined ? undefined : said(ofWorkload, ['spec', 'portLevelMtls', String(port)]);
    return ofPort ?? levels.reduce<MtlsInEffect>((above, policy) => said(policy, ['spec', 'mtls']) ?? above, DEFAULT);
  }
}

function isForAll({ selector }: Policy): boolean {
  return Object.keys(selector).length === 0;
}

/** What a field of the policy says; nothing if it leaves it to the level above. */
function said(policy: Policy | undefined, path: FieldPath): MtlsInEffect | undefined {
  const field = path.reduce<unknown>((around, step) => objectOf(around)[step], policy?.resource.manifest);
  const mode = Object.values(MtlsMode).find((known) => known === textOf(objectOf(field).mode));
  return mode && { mode, resource: policy?.resource, path: [...path, 'mode'] };
}
