import { IConstruct } from 'constructs';
import { dnsName } from '../ground/names';

/** What can be said of a ServiceAccount that a gateway makes. */
export interface OwnGatewayAccountOptions {
  /**
   * Its name, a DNS name.
   * @default - that of the gateway
   */
  readonly name?: string;
  /**
   * Its annotations, e.g. those by which a cloud gives it an identity.
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
}

/** The ServiceAccount of a gateway's proxies: their identity in the mesh. */
export class GatewayAccount {
  /**
   * One that the gateway makes.
   *
   * @param options Its name and annotations.
   */
  public static own(options: OwnGatewayAccountOptions = {}): GatewayAccount {
    return new GatewayAccount(options.name, options);
  }

  /**
   * One that exists in the gateway's namespace.
   *
   * @param name Its name, a DNS name.
   */
  public static existing(name: string): GatewayAccount {
    return new GatewayAccount(name);
  }

  private constructor(private readonly name: string | undefined, private readonly options?: OwnGatewayAccountOptions) {}

  /** @internal */
  public _name(place: IConstruct, gateway: string): string {
    return dnsName(place, 'name of the ServiceAccount', this.name ?? gateway);
  }

  /**
   * What the gateway makes; nothing for one that exists.
   * @internal
   */
  public get _own(): OwnGatewayAccountOptions | undefined {
    return this.options;
  }
}
