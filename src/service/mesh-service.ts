import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Dialect } from '../dialect/dialect';
import { fail } from '../ground/fail';
import { dnsLabel } from '../ground/names';
import { ClientReference, IClientRef } from '../host/client';
import { DestinationReference, IDestination } from '../host/destination';
import { ExportTo } from '../host/export-to';
import { HostReference, IHostRef } from '../host/host';
import { labelSelector, selectorText } from '../match/label-selector';
import { DestinationPolicy } from '../policy/destination-policy';
import { HostRules } from '../policy/host-rules';
import { PolicyOptions } from '../policy/policy-options';
import { HttpRoute, HttpRouteOptions } from '../route/http-route';
import { TcpRoute, TcpRouteOptions } from '../route/tcp-route';
import { TlsRoute, TlsRouteOptions } from '../route/tls-route';
import { CallGraph } from '../security/call-graph';
import { CallOptions } from '../security/call-options';
import { declareCall } from '../security/declared-call';
import { ServiceAccess } from '../security/service-access';
import { adoptWorkload } from './adopted-workload';
import { Canary } from './canary';
import { CanaryOptions } from './canary-options';
import { CanaryStrategy } from './canary-strategy';
import { ServiceSite } from './delivery/service-site';
import { givenAccount } from './given-account';
import { makeDeployment } from './image-workload';
import { MeshServiceProps } from './mesh-service-props';
import { ServiceRoutes } from './service-routes';
import { serviceSource } from './service-source';
import { ServiceVersion } from './service-version';
import { makeVersionHost } from './version-host';
import { VersionOptions } from './version-options';
import { checkSource, sourceOf } from './version-source';

/**
 * A service as its clients in the mesh see it: a host with versions, routes and policies.
 *
 * Makes the Service, or adopts one; a ServiceAccount and Deployments for versions with an image; the host's DestinationRule
 * if there are versions or policies, and its VirtualService if there are routes. Without routes, requests go to all versions.
 *
 * @see https://istio.io/latest/docs/concepts/traffic-management/
 */
export class MeshService extends Construct implements IHostRef, IDestination, IClientRef {
  public readonly hostRef: HostReference;
  /** The ServiceAccount as which versions made from images run. */
  public readonly serviceAccountName: string;
  /** Who may do what with the service: rules of authorization. */
  public readonly access: ServiceAccess;

  private readonly selector?: { readonly [key: string]: string };
  private readonly rules: HostRules;
  private readonly routes: ServiceRoutes;
  private readonly site: ServiceSite;
  private readonly versionsByName = new Map<string, ServiceVersion>();
  /** Whether each version has a Service of its own. */
  private readonly ownHosts: boolean;
  private readonly exportTo?: ExportTo;
  private makesAccount: boolean;

  public constructor(scope: Construct, id: string, props: MeshServiceProps) {
    super(scope, id);
    const { host, selector, origin, object } = serviceSource(this, props);
    this.hostRef = host;
    this.selector = selector;
    const account = givenAccount(this, props);
    this.serviceAccountName = account ?? host.name;
    this.makesAccount = account === undefined;
    this.rules = HostRules.of(this, this);
    if (props.exportTo) this.rules.exportTo(this, props.exportTo);
    this.ownHosts = props.dialect === Dialect.GATEWAY_API;
    this.exportTo = props.exportTo;
    this.routes = new ServiceRoutes(this, host, { dialect: props.dialect, exportTo: props.exportTo, origin });
    this.access = ServiceAccess._of(this, { host, selector, mesh: props.mesh, client: this, service: object });
    const { rules, routes, access } = this;
    CallGraph.of(this).addService({ place: this, host, selector, access, object });
    this.site = new ServiceSite(this, { host, selector, origin, rules, routes, exportTo: props.exportTo, dialect: props.dialect });
  }

  public get destinationRef(): DestinationReference {
    return { host: this.hostRef };
  }

  /** Its Pods as those who call others. Their account is known if it is given, or when a version is made from an image. */
  public get clientRef(): ClientReference {
    const { hostRef: { name, namespace }, selector: labels = {}, makesAccount, serviceAccountName } = this;
    if (Object.keys(labels).length === 0) fail(this, `it is not known which Pods Service '${name}' selects`, 'name those who call: Clients.workloads(...)');
    return { namespace, labels, serviceAccountName: makesAccount ? undefined : serviceAccountName };
  }

  /** The versions in the order in which they were added. */
  public get versions(): ServiceVersion[] {
    return [...this.versionsByName.values()];
  }

  /** The version of this name; an error lists those that there are. */
  public version(name: string): ServiceVersion {
    return this.versionsByName.get(name)
      ?? fail(this, `has no version '${name}', it has ${this.versionNames()}`, `add it: addVersion('${name}', ...)`);
  }

  /** Adds a version: a subset of the service's Pods, to which routes can send requests. Its name is a DNS label. */
  public addVersion(name: string, options: VersionOptions): ServiceVersion {
    dnsLabel(this, 'version', name);
    if (this.versionsByName.has(name)) fail(this, `has a version '${name}' already, it has ${this.versionNames()}`, 'name them apart');
    checkSource(this, name, options);
    const labels = options.labels ? labelSelector(this, `labels of version '${name}'`, options.labels) : { version: name };
    this.refuseSamePods(name, labels);
    const workload = this.makePods(name, options);
    const destination = this.destinationOf(name, labels);
    const version = ServiceVersion._of(name, { destination, labels, service: this, rules: this.rules, workload });
    this.versionsByName.set(name, version);
    for (const policy of options.policies ?? []) version.addPolicy(policy);
    return version;
  }

  /**
   * Adds a route for HTTP requests to the host. Routes are tried in the order of the calls, and the first whose match fits
   * decides; the last has no match and takes all the rest.
   */
  public addRoute(id: string, options: HttpRouteOptions): HttpRoute {
    return this.routes.addHttp(id, options);
  }

  /** Adds a route for connections to the host's ports of TCP. The first whose match fits decides; what none takes goes to all versions. */
  public addTcpRoute(id: string, options: TcpRouteOptions): TcpRoute {
    return this.routes.addTcp(id, options);
  }

  /**
   * Adds a route for connections to the host's ports of TLS, which the proxies do not open. The match with the most specific server name
   * decides. With the first such route, connections that ask for another name are refused.
   */
  public addTlsRoute(id: string, options: TlsRouteOptions): TlsRoute {
    return this.routes.addTls(id, options);
  }

  /**
   * Adds a canary: two versions share the requests, as you say (manual weights, blue-green), or as a controller decides (Flagger, Argo Rollouts).
   * Its catch-all is the last route of the service.
   */
  public canary(options: CanaryOptions): Canary {
    const { strategy = CanaryStrategy.manual(), ...plan } = options;
    for (const version of [plan.stable, plan.canary]) this.checkOwnVersion(version);
    return strategy._apply(this.site, plan);
  }

  /** Adds a policy to the host's DestinationRule. A host has one of each kind, and so has each of its ports; a second one is an error. */
  public addPolicy(policy: DestinationPolicy, options: PolicyOptions = {}): void {
    this.rules.addPolicy(this, policy, { port: options.port });
  }

  /**
   * Declares that its Pods call a host: that is an edge of the call graph. By itself it changes nothing; `leastPrivilege()` of the mesh lets
   * declared calls pass and no others.
   *
   * An error are a port that the host does not have, and methods or paths where no HTTP is spoken.
   *
   * @param host Who is called: another service, a host outside of the mesh, also itself.
   * @param options Which requests and connections. @default - all
   */
  public calls(host: IHostRef, options: CallOptions = {}): void {
    declareCall(this, this, host, options);
  }

  /**
   * Declares that it is called by workloads that no `MeshService` stands for, or by a gateway whose routes lead here.
   *
   * @param client Who calls, e.g. `Clients.workloads(...)`.
   * @param options Which requests and connections. @default - all
   */
  public calledBy(client: IClientRef, options: CallOptions = {}): void {
    declareCall(this, client, this, options);
  }

  private destinationOf(version: string, labels: { [key: string]: string }): DestinationReference {
    const { hostRef: host, selector, ownHosts } = this;
    const own = ownHosts ? makeVersionHost(this, version, { host, selector, labels, exportTo: this.exportTo }) : undefined;
    this.rules.addSubset({ name: version, labels }, own);
    return own ? { host: own } : { host, subset: version };
  }

  private makePods(version: string, options: VersionOptions): ApiObject | undefined {
    const { hostRef: host, selector = {}, serviceAccountName } = this;
    switch (sourceOf(options)) {
      case 'image':
        if (Object.keys(selector).length === 0) {
          fail(this, `version '${version}' can't be made from an image, it is not known what Service '${host.name}' selects`, 'use workload or labels');
        }
        if (this.makesAccount) this.makeServiceAccount();
        return makeDeployment(this, version, options, { host, selector, serviceAccountName });
      case 'workload':
        return adoptWorkload(this, version, options.workload!, host.namespace, selector);
      case 'labels':
        return undefined;
    }
  }

  private makeServiceAccount(): void {
    this.makesAccount = false;
    new ApiObject(this, 'ServiceAccount', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: this.serviceAccountName, namespace: this.hostRef.namespace, labels: this.selector },
    });
  }

  private refuseSamePods(name: string, labels: { [key: string]: string }): void {
    const text = selectorText(labels);
    const other = this.versions.find((version) => selectorText(version.labels) === text);
    if (other) fail(this, `versions '${other.name}' and '${name}' have the same labels, ${text}`, 'tell their Pods apart by a label');
  }

  private checkOwnVersion(version: ServiceVersion | undefined): void {
    if (!version || this.versionsByName.get(version.name) === version) return;
    fail(this, `version '${version.name}' of ${version.destinationRef.host.fqdn} is not one of this service`, `choose among ${this.versionNames()}`);
  }

  private versionNames(): string {
    return [...this.versionsByName.keys()].join(', ') || 'none';
  }
}
