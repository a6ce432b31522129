import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { networking } from '../api';
import { fail, oneOf } from '../ground/fail';
import { checkedLabels } from '../ground/labels';
import { dnsLabel, dnsName } from '../ground/names';
import { claim } from '../ground/one-writer';
import { PerApp } from '../ground/per-app';
import { DestinationReference, IDestination } from './destination';
import { checkExternalHost, externalPort } from './external-host-check';
import { ExternalHostName } from './external-host-name';
import { ExternalHostProps } from './external-host-props';
import { HostReference, IHostRef } from './host';
import { HostLocation } from './host-location';
import { HostResolution } from './host-resolution';
import { ServicePort } from './service-port';
import { plainName } from './wildcard';

/** Those of an app by each of their names. */
const declared = new PerApp(() => new Map<string, ExternalHost[]>());

/**
 * A host that Kubernetes does not know: an API on the internet, a database beside the cluster, a virtual machine. Makes its `ServiceEntry`.
 *
 * Workloads reach it where `OutboundTraffic.REGISTRY_ONLY` lets them call known hosts only, and what is said of a service can be said of it:
 * `new MeshService(chart, 'api', { host })` gives it routes, and versions that choose endpoints by their labels; `CircuitBreaker` and other
 * policies take it as it is. `mesh.egress()` sends its clients through a gateway, or encrypts what they send.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/
 */
export class ExternalHost extends Construct implements IHostRef, IDestination {
  /** Those that the app declares under this name. @internal */
  public static _declared(place: IConstruct, host: string): ExternalHost[] {
    return declared.of(place).get(host) ?? [];
  }

  /** The names by which clients call it, in lower case. */
  public readonly hosts: string[];
  /** The first of its names as a host. */
  public readonly hostRef: HostReference;
  /** The namespaces that know it, as the ServiceEntry says it. @internal */
  public readonly _exportTo?: readonly string[];
  /** @internal */
  public readonly _resolution: HostResolution;

  private readonly names: Map<string, ExternalHostName>;

  public constructor(scope: Construct, id: string, props: ExternalHostProps) {
    super(scope, id);
    const name = dnsName(this, 'name', props.name ?? id);
    const namespace = dnsLabel(this, 'namespace', props.namespace ?? this.namespaceOfChart());
    this.hosts = props.hosts.map((host) => host.toLowerCase());
    this._resolution = props.resolution ?? HostResolution.dns();
    this._exportTo = props.exportTo?._toSpec(this);
    checkExternalHost(this, this.hosts, props);
    this.names = this.makeNames(name, namespace, props.ports);
    this.hostRef = this.names.get(this.hosts[0])!.hostRef;
    this.register(namespace);
    this.makeServiceEntry(name, namespace, props);
  }

  public get destinationRef(): DestinationReference {
    return { host: this.hostRef };
  }

  /** One of its names as a host with routes and policies of its own; an error lists those that there are. */
  public named(host: string): ExternalHostName {
    return this.names.get(host.toLowerCase())
      ?? fail(this, `it has no name '${host}', it has ${oneOf(this.hosts)}`, 'call one of them, or add the name to its hosts');
  }

  private makeNames(name: string, namespace: string, ports: ServicePort[]): Map<string, ExternalHostName> {
    return new Map(this.hosts.map((fqdn, i) => (
      [fqdn, ExternalHostName._of({ name: i === 0 ? name : plainName(fqdn), namespace, fqdn, ports: [...ports] })]
    )));
  }

  private register(namespace: string): void {
    const known = declared.of(this);
    for (const host of this.hosts) {
      claim(this, `ServiceEntry of ${host} in namespace '${namespace}'`, 'put all ports and endpoints into one of them');
      known.set(host, [...known.get(host) ?? [], this]);
    }
  }

  private makeServiceEntry(name: string, namespace: string, props: ExternalHostProps): void {
    const { ports, addresses, location = HostLocation.MESH_EXTERNAL, subjectAltNames, labels, annotations } = props;
    this.node.defaultChild = new networking.ServiceEntry(this, 'ServiceEntry', {
      metadata: { name, namespace, labels: labels && checkedLabels(this, 'labels', labels), annotations },
      spec: {
        hosts: this.hosts,
        addresses,
        ports: ports.map(externalPort),
        location: networking.ServiceEntryLocation[location],
        ...this._resolution._toSpec(this, { hosts: this.hosts, ports, addresses: addresses ?? [] }),
        subjectAltNames,
        exportTo: this._exportTo && [...this._exportTo],
      },
    });
  }

  private namespaceOfChart(): string {
    return Chart.of(this).namespace
      ?? fail(this, 'it has no namespace, and neither has its chart', `give the chart one: new Chart(app, 'shop', { namespace: 'shop' })`);
  }
}
