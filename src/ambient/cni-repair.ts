import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';

/** What pods look like that started on a node before istio-cni could redirect their traffic. */
export interface CniRepairOptions {
  /**
   * The init container that fails in such pods.
   * @default 'istio-validation' - that of the injected template
   */
  readonly initContainerName?: string;
}

/** How pods are labelled that lack their redirection. */
export interface CniRepairLabelOptions extends CniRepairOptions {
  /**
   * The key of the label.
   * @default 'cni.istio.io/uninitialized'
   */
  readonly key?: string;
  /**
   * The value of the label.
   * @default 'true'
   */
  readonly value?: string;
}

type Mode = 'none' | 'repair' | 'delete' | 'label';

/**
 * What istio-cni does with pods that started before it was ready on their node: they lack the redirection of their traffic, and
 * the init container that checks it fails again and again.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/cni/#race-condition-mitigation
 */
export class CniRepair {
  /**
   * It sets up the redirection in the running pod. No rights in the cluster are needed for that.
   *
   * @param options What such pods look like.
   */
  public static repairPods(options: CniRepairOptions = {}): CniRepair {
    return new CniRepair('repair', options);
  }

  /**
   * It deletes the pod, whose owner makes a new one. istio-cni may then delete any pod.
   *
   * @param options What such pods look like.
   */
  public static deletePods(options: CniRepairOptions = {}): CniRepair {
    return new CniRepair('delete', options);
  }

  /**
   * It labels the pod, and somebody else has to see to it. istio-cni may then write the status of any pod.
   *
   * @param options The label, and what such pods look like.
   */
  public static labelPods(options: CniRepairLabelOptions = {}): CniRepair {
    return new CniRepair('label', options);
  }

  /** Nothing. */
  public static none(): CniRepair {
    return new CniRepair('none', {});
  }

  private constructor(private readonly mode: Mode, private readonly options: CniRepairLabelOptions) {}

  /** @internal */
  public get _mode(): Mode {
    return this.mode;
  }

  /**
   * The keys of istio-cni's ConfigMap.
   * @internal
   */
  public _toConfig(place: IConstruct): Record<string, string> {
    const { initContainerName = 'istio-validation', key = 'cni.istio.io/uninitialized', value = 'true' } = this.options;
    if (key === '') fail(place, "cni.repair has an empty label key, a label's key is needed", "leave it out for 'cni.istio.io/uninitialized'");
    return {
      REPAIR_ENABLED: String(this.mode !== 'none'),
      REPAIR_LABEL_PODS: String(this.mode === 'label'),
      REPAIR_DELETE_PODS: String(this.mode === 'delete'),
      REPAIR_REPAIR_PODS: String(this.mode === 'repair'),
      REPAIR_INIT_CONTAINER_NAME: initContainerName,
      REPAIR_BROKEN_POD_LABEL_KEY: key,
      REPAIR_BROKEN_POD_LABEL_VALUE: value,
    };
  }
}
