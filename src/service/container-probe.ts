import { Duration } from 'cdk8s';
import { fail } from '../ground/fail';
import { portNumber } from '../host/port-number';

/** How a probe is repeated. */
export interface ContainerProbeOptions {
  /**
   * The port on which the container listens.
   * @default - the target of the Service's first port
   */
  readonly port?: number;

  /**
   * The time between the start of the container and the first probe, in whole seconds.
   * @default Duration.seconds(0)
   */
  readonly initialDelay?: Duration;

  /**
   * The time between two probes, in whole seconds.
   * @default Duration.seconds(10)
   */
  readonly period?: Duration;

  /**
   * The time for an answer, in whole seconds.
   * @default Duration.seconds(1)
   */
  readonly timeout?: Duration;

  /**
   * The number of failures in a row that count.
   * @default 3
   */
  readonly failureThreshold?: number;
}

type Probe = Record<string, unknown>;

/**
 * How the kubelet asks whether a container is well. Istio's injector lets the probes pass mutual TLS.
 *
 * @see https://istio.io/latest/docs/ops/configuration/mesh/app-health-check/
 */
export class ContainerProbe {
  /** A GET of this path is answered with a status of 200 to 399. */
  public static httpGet(path: string, options: ContainerProbeOptions = {}): ContainerProbe {
    return new ContainerProbe((port) => ({ httpGet: { path, port } }), options);
  }

  /** The port takes a connection. */
  public static tcpSocket(options: ContainerProbeOptions = {}): ContainerProbe {
    return new ContainerProbe((port) => ({ tcpSocket: { port } }), options);
  }

  /** The health service of gRPC answers SERVING. */
  public static grpc(options: ContainerProbeOptions = {}): ContainerProbe {
    return new ContainerProbe((port) => ({ grpc: { port } }), options);
  }

  private constructor(private readonly handler: (port: number) => Probe, private readonly options: ContainerProbeOptions) {}

  /** @internal */
  public _toSpec(place: string, targetPort: number | undefined): Probe {
    const port = this.options.port ?? targetPort ?? fail(place, 'a probe does not know its port, the Service names it only', 'give the probe a port');
    return {
      ...this.handler(portNumber(place, 'port of the probe', port)),
      initialDelaySeconds: this.options.initialDelay?.toSeconds(),
      periodSeconds: this.options.period?.toSeconds(),
      timeoutSeconds: this.options.timeout?.toSeconds(),
      failureThreshold: this.options.failureThreshold,
    };
  }
}
