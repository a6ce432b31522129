import { Construct } from 'constructs';
import { fail, placeOf } from '../ground/fail';
import { IHostRef } from '../host/host';
import { ExposeOptions, ExposeTcpOptions, ExposeTlsOptions } from './expose-options';
import { ExposedHost } from './exposed-host';
import { ExposedTcpHost } from './exposed-tcp-host';
import { ExposedTlsHost } from './exposed-tls-host';
import { IGatewayRef } from './gateway-ref';

/** The hosts that are exposed at a gateway, each a construct below it. */
export class Exposures {
  public constructor(private readonly scope: Construct, private readonly gateway: IGatewayRef) {}

  public http(host: IHostRef, { id: given, ...options }: ExposeOptions): ExposedHost {
    const id = given ?? nameOf(options.hosts);
    this.checkFree(id, 'add a route there with addRoute(), its action may forward to any host; or give another id');
    return new ExposedHost(this.scope, id, { ...options, gateway: this.gateway, host });
  }

  public tcp(host: IHostRef, { id: given, ...options }: ExposeTcpOptions): ExposedTcpHost {
    const id = given ?? host.hostRef.name;
    this.checkFree(id, 'give another id');
    return new ExposedTcpHost(this.scope, id, { ...options, gateway: this.gateway, host });
  }

  public tls(host: IHostRef, { id: given, ...options }: ExposeTlsOptions): ExposedTlsHost {
    const id = given ?? nameOf(options.hosts);
    this.checkFree(id, 'give another id');
    return new ExposedTlsHost(this.scope, id, { ...options, gateway: this.gateway, host });
  }

  private checkFree(id: string, cure: string): void {
    const taken = this.scope.node.tryFindChild(id);
    if (taken) fail(this.scope, `'${id}' is exposed already, by ${placeOf(taken)}`, cure);
  }
}

const nameOf = (hosts: string[]) => hosts[0]?.toLowerCase().replace('*', 'any') ?? 'ExposedHost';
