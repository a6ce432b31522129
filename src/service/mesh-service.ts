import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { networking } from '../api';
import { fail, placeOf } from '../ground/fail';
import { dnsLabel } from '../ground/names';
import { DestinationReference, IDestination } from '../host/destination';
import { HostReference, IHostRef } from '../host/host';
import { labelSelector, selectorText } from '../match/label-selector';
import { DestinationPolicy } from '../policy/destination-policy';
import { HostRules } from '../policy/host-rules';
import { HttpRoute, HttpRouteOptions } from '../route/http-route';
import { RouteAction } from '../route/route-action';
import { RouteTable } from '../route/route-table';
import { adoptWorkload } from './adopted-workload';
import { Canary, CanaryOptions } from './canary';
import { givenAccount } from './given-account';
import { makeDeployment } from './image-workload';
import { MeshServiceProps } from './mesh-service-props';
import { serviceSource } from './service-source';
import { ServiceVersion } from './service-version';
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
export class MeshService extends Construct implements IHostRef, IDestination {
  public readonly hostRef: HostReference;
  /** The ServiceAccount as which versions made from images run. */
  public readonly serviceAccountName: string;

  private readonly selector?: { readonly [key: string]: string };
  private readonly rules: HostRules;
  private readonly routes: RouteTable;
  private readonly versionsByName = new Map<string, ServiceVersion>();
  private makesAccount: boolean;

  public constructor(scope: Construct, id: string, props: MeshServiceProps) {
    super(scope, id);
    const { host, selector } = serviceSource(this, props);
    this.hostRef = host;
    this.selector = selector;
    const account = givenAccount(this, props);
    this.serviceAccountName = account ?? host.name;
    this.makesAccount = account === undefined;
    this.rules = HostRules.of(this, this);
    this.routes = RouteTable.forHost(this, host);
  }

  public get destinationRef(): DestinationReference {
    return { host: this.hostRef };
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
    this.makePods(name, options);
    const version = ServiceVersion._of(name, this.hostRef, labels);
    this.rules.addSubset({ name, labels });
    this.versionsByName.set(name, version);
    return version;
  }

  /**
   * Adds a route for HTTP requests to the host. Routes are tried in the order of the calls, and the first whose match fits
   * decides; the last has no match and takes all the rest.
   */
  public addRoute(id: string, options: HttpRouteOptions): HttpRoute {
    const first = this.routes.isEmpty;
    const route = this.routes.add(id, options);
    if (first) this.makeVirtualService();
    return route;
  }

  /** Adds the routes of a canary: matches that go to it whole, and the catch-all that shares the rest by weight. */
  public canary(options: CanaryOptions): Canary {
    const { stable, canary, weight, match, id = 'canary', ...traffic } = options;
    this.checkCanary(options);
    if (match) this.addRoute(`${id}-match`, { ...traffic, match, action: RouteAction.forward(canary) });
    const action = RouteAction.split({ to: stable, weight: 100 - weight }, { to: canary, weight });
    return Canary._of(options, this.addRoute(id, { ...traffic, action }));
  }

  /** Adds a policy to the host's DestinationRule. A host has one of each kind; a second one is an error. */
  public addPolicy(policy: DestinationPolicy): void {
    this.rules.addPolicy(this, policy);
  }

  private makePods(version: string, options: VersionOptions): void {
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

  private makeVirtualService(): void {
    const { name, namespace, fqdn } = this.hostRef;
    new networking.VirtualService(this, 'VirtualService', {
      metadata: { name, namespace },
      spec: Lazy.any({ produce: (): networking.VirtualServiceSpec => ({ hosts: [fqdn], http: this.routes.toSpec() }) }),
    });
    this.node.addValidation({ validate: () => this.missingCatchAll() });
  }

  private missingCatchAll(): string[] {
    if (this.routes.catchAll) return [];
    return [`${placeOf(this)}: no route takes what the others do not match, those requests get 404; add a last route without match`];
  }

  private refuseSamePods(name: string, labels: { [key: string]: string }): void {
    const text = selectorText(labels);
    const other = this.versions.find((version) => selectorText(version.labels) === text);
    if (other) fail(this, `versions '${other.name}' and '${name}' have the same labels, ${text}`, 'tell their Pods apart by a label');
  }

  private checkCanary(options: CanaryOptions): void {
    const { stable, canary, weight } = options;
    for (const version of [stable, canary]) {
      if (version.destinationRef.host.fqdn !== this.hostRef.fqdn) {
        fail(this, `version '${version.name}' of ${version.destinationRef.host.fqdn} is not one of this service`, `choose among ${this.versionNames()}`);
      }
    }
    if (!Number.isInteger(weight) || weight < 0 || weight > 100) {
      fail(this, `the weight of the canary is ${weight}, a whole number from 0 to 100 is allowed`, `give its share in percent; '${stable.name}' gets the rest`);
    }
  }

  private versionNames(): string {
    return [...this.versionsByName.keys()].join(', ') || 'none';
  }
}
