import { IConstruct } from 'constructs';
import { portNumber } from '../host/port-number';
import { socketPath } from './listen-spec';

/** Where the workload listens behind its sidecar. */
export class SidecarEndpoint {
  /** A port of the loopback interface: `127.0.0.1`. */
  public static localhost(port: number): SidecarEndpoint {
    return new SidecarEndpoint((place) => `127.0.0.1:${portNumber(place, 'port of the endpoint', port)}`);
  }

  /** A port of the Pod's own address. */
  public static podAddress(port: number): SidecarEndpoint {
    return new SidecarEndpoint((place) => `0.0.0.0:${portNumber(place, 'port of the endpoint', port)}`);
  }

  /** A Unix domain socket, by its absolute path. */
  public static socket(path: string): SidecarEndpoint {
    return new SidecarEndpoint((place) => `unix://${socketPath(place, path)}`);
  }

  private constructor(private readonly render: (place: IConstruct) => string) {}

  /** @internal */
  public _toSpec(place: IConstruct): string {
    return this.render(place);
  }
}
