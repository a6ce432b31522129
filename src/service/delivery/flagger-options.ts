import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { IRouteGateway } from '../../host/route-gateway';
import { FlaggerMetric } from './flagger-metric';
import { FlaggerProgress } from './flagger-progress';
import { FlaggerSessionAffinity } from './flagger-session-affinity';
import { FlaggerWebhook } from './flagger-webhook';

/** How serious an event must be for an alert. */
export enum FlaggerSeverity { INFO = 'INFO', WARN = 'WARN', ERROR = 'ERROR' }

/** Where Flagger tells people of a canary. */
export interface FlaggerAlert {
  /** What it is called in Flagger's events. */
  readonly name: string;
  /** The name of the `AlertProvider`. */
  readonly provider: string;
  /**
   * The namespace of the `AlertProvider`.
   * @default - that of the service
   */
  readonly namespace?: string;
  /**
   * The least severity of which it tells.
   * @default FlaggerSeverity.INFO
   */
  readonly severity?: FlaggerSeverity;
}

/** The autoscaler of the Deployment, which Flagger copies for the stable Pods. */
export interface FlaggerAutoscaler {
  /** The construct of the HorizontalPodAutoscaler, or of KEDA's `ScaledObject`. Flagger stops it while no canary runs. */
  readonly scaler: IConstruct;
  /**
   * The least number of stable Pods.
   * @default - that of `scaler`
   */
  readonly primaryMinReplicas?: number;
  /**
   * The greatest number of stable Pods.
   * @default - that of `scaler`
   */
  readonly primaryMaxReplicas?: number;
}

/** How Flagger delivers a service. */
export interface FlaggerOptions {
  /** How the canary gets its requests. */
  readonly progress: FlaggerProgress;
  /** The time between two steps, whole seconds from 10. */
  readonly interval: Duration;
  /** After so many failed checks the canary is rolled back, at least 1. */
  readonly threshold: number;
  /**
   * What has to be good at each step.
   * @default - nothing: the canary fails only when its Pods or a webhook do
   */
  readonly metrics?: FlaggerMetric[];
  /**
   * What Flagger calls on the way.
   * @default - nothing
   */
  readonly webhooks?: FlaggerWebhook[];
  /**
   * Where Flagger tells people.
   * @default - as Flagger itself is set up
   */
  readonly alerts?: FlaggerAlert[];
  /**
   * The share of requests of which the canary gets copies before it gets any itself, in percent. Only for requests that may be answered twice.
   * @default - none
   */
  readonly mirrorPercent?: number;
  /**
   * Whether clients stay at the canary that answered them once.
   * @default - each request is shared anew
   */
  readonly sessionAffinity?: FlaggerSessionAffinity;
  /**
   * Gateways at which the host is served, beside the mesh. A gateway's own exposure of the host would know nothing of the canary.
   * @default - the mesh only
   */
  readonly gateways?: IRouteGateway[];
  /**
   * More names under which clients call it, e.g. those that `gateways` serve.
   * @default - the name of the service
   */
  readonly hosts?: string[];
  /**
   * The autoscaler of the Deployment.
   * @default - the stable Pods are as many as the Deployment had when Flagger found it
   */
  readonly autoscaler?: FlaggerAutoscaler;
  /**
   * How long the Pods of a canary may take, in whole seconds.
   * @default Duration.minutes(10)
   */
  readonly progressDeadline?: Duration;
  /**
   * The share of the stable Pods that must be ready, in percent.
   * @default 100
   */
  readonly primaryReadyThreshold?: number;
  /**
   * The share of the canary's Pods that must be ready, in percent.
   * @default 100
   */
  readonly canaryReadyThreshold?: number;
  /**
   * The address of Prometheus for this canary.
   * @default - that of Flagger itself
   */
  readonly metricsServer?: string;
  /**
   * Whether canaries are promoted at once, without any check.
   * @default false
   */
  readonly skipAnalysis?: boolean;
  /**
   * Whether the Deployment serves again, as before Flagger, when the `Canary` is deleted.
   * @default false
   */
  readonly revertOnDeletion?: boolean;
  /**
   * Whether Flagger leaves everything as it is, until this is false again.
   * @default false
   */
  readonly suspend?: boolean;
}
