import { Construct } from 'constructs';
import { networking } from '../api';
import { Dialect } from '../dialect/dialect';
import { MeshRoutes } from '../dialect/mesh-routes';
import { fail, placeOf } from '../ground/fail';
import { claim } from '../ground/one-writer';
import { ExportTo } from '../host/export-to';
import { HostReference } from '../host/host';
import { covers } from '../host/host-cover';
import { HttpRoute, HttpRouteOptions } from '../route/http-route';
import { RouteTable } from '../route/route-table';
import { TcpRoute, TcpRouteOptions } from '../route/tcp-route';
import { TlsRoute, TlsRouteOptions } from '../route/tls-route';
import { writeVirtualService } from '../route/virtual-service';
import { ServiceOrigin } from './service-source';

/** How the routes of a service are written. */
export interface ServiceRoutesProps {
  readonly dialect?: Dialect;
  readonly exportTo?: ExportTo;
  readonly origin: ServiceOrigin;
}

/** The routes of a service, and what says them, which is made with the first: a VirtualService, or objects of the Gateway API. */
export class ServiceRoutes {
  private readonly table: RouteTable;
  /** The names under which clients call the service: its own, and those that TLS routes match beside. */
  private readonly names: string[];
  private readonly gatewayRoutes?: MeshRoutes;
  private written = false;

  constructor(private readonly place: Construct, private readonly host: HostReference, private readonly props: ServiceRoutesProps) {
    this.table = RouteTable.forHost(place, host);
    this.names = [host.fqdn];
    if (props.dialect !== Dialect.GATEWAY_API) return;
    this.gatewayRoutes = new MeshRoutes(place, host, props.exportTo !== undefined && props.origin !== ServiceOrigin.MADE);
  }

  addHttp(id: string, options: HttpRouteOptions): HttpRoute {
    this.checkKeeper(`route '${id}'`);
    const first = this.table.isEmpty;
    const route = this.table.add(id, options);
    if (first) this.place.node.addValidation({ validate: () => this.missingCatchAll() });
    this.write((gatewayRoutes) => gatewayRoutes.http(() => this.table.toSpec()));
    return route;
  }

  addTcp(id: string, options: TcpRouteOptions): TcpRoute {
    this.checkKeeper(`route '${id}'`);
    const route = this.table.tcp.add(id, options);
    this.write((gatewayRoutes) => gatewayRoutes.tcp(() => this.table.tcp.toSpec()));
    return route;
  }

  addTls(id: string, options: TlsRouteOptions): TlsRoute {
    this.checkKeeper(`route '${id}'`);
    const route = this.table.tls.add(id, options);
    for (const name of this.table.tls.sniHosts) {
      if (this.names.includes(name)) continue;
      claim(this.place, `VirtualService of ${name}`, 'name it in one of them');
      this.names.push(name);
    }
    this.write((gatewayRoutes) => gatewayRoutes.tls(id, route._spec));
    return route;
  }

  /** Leaves the routes to a controller, which makes them itself. */
  handOver(keeper: string): void {
    const { table } = this;
    table.keeper = keeper;
    if (!table.isEmpty || !table.tcp.isEmpty || !table.tls.isEmpty) this.checkKeeper('the routes before the canary');
  }

  private checkKeeper(what: string): void {
    const { table: { keeper }, place, host } = this;
    if (keeper === undefined) return;
    fail(place, `the routes of ${host.fqdn} are written by ${keeper}, but ${what} would be by ${placeOf(place)}`,
      'leave them out, or deliver with CanaryStrategy.argoRollouts, which keeps routes');
  }

  private write(inGatewayApi: (routes: MeshRoutes) => void): void {
    const first = !this.written;
    this.written = true;
    if (this.gatewayRoutes) inGatewayApi(this.gatewayRoutes);
    else if (first) this.makeVirtualService();
  }

  private makeVirtualService(): void {
    const { name, namespace } = this.host;
    const exportTo = this.props.exportTo?._toRuleSpec(this.place);
    writeVirtualService(this.place, { name, namespace }, () => ({ ...this.toSpec(), exportTo }));
  }

  private toSpec(): networking.VirtualServiceSpec {
    const { table, names } = this;
    return {
      hosts: names.filter((name) => !names.some((other) => other !== name && covers(other, name))),
      http: table.isEmpty ? undefined : table.toSpec(),
      tls: table.tls.isEmpty ? undefined : table.tls.toSpec(),
      tcp: table.tcp.isEmpty ? undefined : table.tcp.toSpec(),
    };
  }

  private missingCatchAll(): string[] {
    if (this.table.catchAll) return [];
    return [`${placeOf(this.place)}: no route takes what the others do not match, those requests get 404; add a last route without match`];
  }
}
