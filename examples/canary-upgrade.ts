import { App, Chart } from 'cdk8s';
import { IstioVersion, Mesh, MeshProps } from 'istos';

/** How far an upgrade has come. A rollback goes back a step. */
export enum UpgradeStep {
  /** The old control plane is alone. */
  OLD_ALONE = 1,
  /** The new one runs beside it and serves nobody. */
  NEW_BESIDE,
  /** The namespaces of the tag `canary` have moved. */
  CANARY_MOVED,
  /** Those of the tag `prod`, too. */
  ALL_MOVED,
  /** The new control plane is alone, and the default one. */
  OLD_REMOVED,
}

export interface UpgradeOptions {
  readonly old?: MeshProps;
  readonly new?: MeshProps;
}

/** An upgrade of Istio by a second control plane. Namespaces keep the tag that they joined by; the tags move. */
export function canaryUpgrade(app: App, step: UpgradeStep, options: UpgradeOptions = {}): void {
  const chart = new Chart(app, 'mesh');

  const after = step > UpgradeStep.OLD_ALONE
    ? new Mesh(chart, 'new', { version: IstioVersion.V1_31, revision: '1-31', ...options.new })
    : undefined;
  const before = step < UpgradeStep.OLD_REMOVED
    ? new Mesh(chart, 'old', { version: IstioVersion.V1_30, clusterWide: step === UpgradeStep.OLD_ALONE, ...options.old })
    : undefined;

  const canary = (step < UpgradeStep.CANARY_MOVED ? before : after)?.addTag('canary');
  const prod = (step < UpgradeStep.ALL_MOVED ? before : after)?.addTag('prod');
  if (step === UpgradeStep.OLD_REMOVED) after?.addTag('default');

  canary?.enroll('cart');
  prod?.enroll('shop');
}
