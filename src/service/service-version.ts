import { DestinationReference, IDestination } from '../host/destination';
import { HostReference } from '../host/host';

/** One version of a service, to which routes can send requests. Made by `MeshService.addVersion`. */
export class ServiceVersion implements IDestination {
  /** @internal */
  public static _of(name: string, host: HostReference, labels: { [key: string]: string }): ServiceVersion {
    return new ServiceVersion(name, host, labels);
  }

  /** The name of the version: the subset of the DestinationRule. */
  public readonly name: string;
  public readonly destinationRef: DestinationReference;

  private constructor(name: string, host: HostReference, private readonly podLabels: { [key: string]: string }) {
    this.name = name;
    this.destinationRef = { host, subset: name };
  }

  /** The labels that tell its Pods from those of the other versions. */
  public get labels(): { [key: string]: string } {
    return { ...this.podLabels };
  }
}
