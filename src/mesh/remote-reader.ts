import { IConstruct } from 'constructs';
import { dnsLabel, dnsName } from '../ground/names';

/** A ServiceAccount, and whether this mesh makes it. */
interface ReaderAccount {
  readonly name: string;
  readonly namespace: string;
  readonly own: boolean;
}

/**
 * As whom the control planes of other clusters read in this one: all Services, pods and Secrets.
 *
 * @see https://istio.io/latest/docs/setup/install/multicluster/
 */
export class RemoteReader {
  /** The ServiceAccount `istio-reader-service-account` in istiod's namespace. */
  public static istioReader(): RemoteReader {
    return new RemoteReader((_, namespace) => ({ name: 'istio-reader-service-account', namespace, own: true }));
  }

  /**
   * A ServiceAccount that exists.
   *
   * @param name Its name, a DNS name.
   * @param namespace Its namespace. @default - istiod's
   */
  public static account(name: string, namespace?: string): RemoteReader {
    return new RemoteReader((place, istiods) => ({
      name: dnsName(place, 'name of the remote reader', name), namespace: dnsLabel(place, 'namespace of the remote reader', namespace ?? istiods), own: false,
    }));
  }

  /** Nobody: the mesh has one cluster. */
  public static none(): RemoteReader {
    return new RemoteReader(() => undefined);
  }

  private constructor(private readonly account: (place: IConstruct, namespace: string) => ReaderAccount | undefined) {}

  /** @internal */
  public _account(place: IConstruct, namespace: string): ReaderAccount | undefined {
    return this.account(place, namespace);
  }
}
