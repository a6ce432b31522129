import { DestinationReference, IDestination } from './destination';
import { HostReference, IHostRef } from './host';

/** One name of an external host, for routes and policies of its own. Made by `ExternalHost.named()`. */
export class ExternalHostName implements IHostRef, IDestination {
  /** @internal */
  public static _of(hostRef: HostReference): ExternalHostName {
    return new ExternalHostName(hostRef);
  }

  public readonly hostRef: HostReference;

  private constructor(hostRef: HostReference) {
    this.hostRef = hostRef;
  }

  public get destinationRef(): DestinationReference {
    return { host: this.hostRef };
  }
}
