import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { fail, placeOf } from '../ground/fail';
import { dnsLabel, dnsName } from '../ground/names';
import { ExportTo } from '../host/export-to';
import { DelegateReference, IDelegateRef } from './delegate-ref';
import { Delegation } from './delegations';
import { HttpRoute, HttpRouteOptions } from './http-route';
import { RouteTable } from './route-table';
import { writeVirtualService } from './virtual-service';

/** What delegated routes are made of. */
export interface DelegateRoutesProps {
  /**
   * The name of the `VirtualService`.
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * The namespace of the `VirtualService`: that of the team whose routes they are.
   * @default - the namespace of the chart; an error if it has none
   */
  readonly namespace?: string;

  /**
   * The namespaces that may delegate to the routes.
   * @default - as the mesh says in `defaultVirtualServiceExportTo`: all
   */
  readonly exportTo?: ExportTo;
}

/**
 * The routes of a part of a host's requests, written by whom that part belongs to: a `VirtualService` without hosts. The owner of the host
 * leaves the part to them by a route with the action `RouteAction.delegate(...)`.
 *
 * istiod puts each of these routes in place of that one: the conditions of both hold, and what a route does not say itself
 * (timeout, retry, headers, ...) it takes over. A match has to narrow that of the route which delegates; one that does not is an error.
 * Requests that none of these routes takes go on to the routes after the one that delegates.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#Delegate
 */
export class DelegateRoutes extends Construct implements IDelegateRef {
  /** Delegated routes that are not part of this program, by the namespace and name of their `VirtualService`. */
  public static fromName(namespace: string, name: string): IDelegateRef {
    const place = `DelegateRoutes.fromName('${namespace}/${name}')`;
    return { delegateRef: { namespace: dnsLabel(place, 'namespace', namespace), name: dnsName(place, 'VirtualService name', name) } };
  }

  public readonly delegateRef: DelegateReference;

  private readonly routes: RouteTable;

  public constructor(scope: Construct, id: string, props: DelegateRoutesProps = {}) {
    super(scope, id);
    const name = dnsName(this, 'VirtualService name', props.name ?? id);
    const namespace = props.namespace ?? Chart.of(this).namespace
      ?? fail(this, 'neither the props nor the chart name a namespace', `give the chart one: new Chart(app, 'shop', { namespace: 'shop' })`);
    this.delegateRef = { name, namespace: dnsLabel(this, 'namespace', namespace) };
    const exportTo = props.exportTo?._toRuleSpec(this);
    if (exportTo) Delegation.of(this, this.delegateRef).restrict(exportTo);
    this.routes = new RouteTable(this, { delegate: this.delegateRef });
    writeVirtualService(this, this.delegateRef, () => ({ http: this.routes.toSpec(), exportTo }));
    this.node.addValidation({ validate: () => this.missingRoutes() });
  }

  /** Adds a route. Routes are tried in the order of the calls. They can't delegate further. */
  public addRoute(id: string, options: HttpRouteOptions): HttpRoute {
    return this.routes.add(id, options);
  }

  private missingRoutes(): string[] {
    return this.routes.isEmpty ? [`${placeOf(this)}: it has no routes, Istio refuses that; add one with addRoute()`] : [];
  }
}
