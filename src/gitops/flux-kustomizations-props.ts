import { Chart, Duration } from 'cdk8s';

/** From where and how Flux applies the charts of an app. */
export interface FluxKustomizationsProps {
  /** The name of Flux's source that has the output of the app. */
  readonly sourceName: string;
  /**
   * The kind of that source, e.g. `OCIRepository`.
   * @default 'GitRepository'
   */
  readonly sourceKind?: string;
  /**
   * The namespace of that source.
   * @default - that of the Kustomizations
   */
  readonly sourceNamespace?: string;
  /**
   * Where the source has the output, a path from its root.
   * @default './dist'
   */
  readonly path?: string;
  /**
   * The charts of one cluster.
   * @default - all of the app, but the one in which the Kustomizations are
   */
  readonly charts?: Chart[];
  /**
   * The namespace of the Kustomizations.
   * @default 'flux-system'
   */
  readonly namespace?: string;
  /**
   * How often Flux compares the cluster with the source.
   * @default Duration.minutes(10)
   */
  readonly interval?: Duration;
  /**
   * Whether Flux deletes objects that are no longer in the output.
   * @default true
   */
  readonly prune?: boolean;
  /**
   * How long the objects of a chart may take until they work.
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;
}
