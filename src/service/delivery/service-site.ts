import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Dialect } from '../../dialect/dialect';
import { ExportTo } from '../../host/export-to';
import { HostReference } from '../../host/host';
import { HostRules } from '../../policy/host-rules';
import { HttpRoute, HttpRouteOptions } from '../../route/http-route';
import { ServiceRoutes } from '../service-routes';
import { ServiceOrigin } from '../service-source';
import { CanarySite, ServiceMetadata } from './canary-site';

interface SiteParts {
  readonly host: HostReference;
  readonly selector?: { readonly [key: string]: string };
  readonly origin: ServiceOrigin;
  readonly rules: HostRules;
  readonly routes: ServiceRoutes;
  readonly exportTo?: ExportTo;
  readonly dialect?: Dialect;
}

/** The Service, and those that versions have in the Gateway API. */
const isService = ({ node: { id } }: IConstruct) => id === 'Service' || id.startsWith('Service-');

/** A `MeshService` as a strategy sees it. */
export class ServiceSite implements CanarySite {
  readonly host: HostReference;
  readonly selector?: { readonly [key: string]: string };
  readonly origin: ServiceOrigin;
  readonly rules: HostRules;
  readonly exportTo?: ExportTo;
  readonly dialect: Dialect;

  private readonly routes: ServiceRoutes;

  constructor(readonly place: Construct, parts: SiteParts) {
    this.host = parts.host;
    this.selector = parts.selector;
    this.origin = parts.origin;
    this.rules = parts.rules;
    this.exportTo = parts.exportTo;
    this.dialect = parts.dialect ?? Dialect.ISTIO;
    this.routes = parts.routes;
  }

  addRoute(id: string, options: HttpRouteOptions): HttpRoute {
    return this.routes.addHttp(id, options);
  }

  handOver(keeper: string): ServiceMetadata {
    this.routes.handOver(keeper);
    if (this.origin !== ServiceOrigin.MADE) return {};
    const { node } = this.place;
    const { labels, annotations } = (node.findChild('Service') as ApiObject).metadata.toJson();
    for (const { node: { id } } of node.children.filter(isService)) node.tryRemoveChild(id);
    node.defaultChild = undefined;
    return { labels, annotations };
  }
}
