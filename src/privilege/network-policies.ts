import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { dnsLabel } from '../ground/names';
import { isClusterService } from '../host/cluster-service';
import { selectorText } from '../match/label-selector';
import { CallEdge } from '../security/call-edge';
import { GraphEgress, GraphGateway, GraphService, Workloads } from '../security/call-graph';
import { HBONE, NetworkRule, Peer, podPorts, podsOf, Port, tcp, together } from './network-peers';
import { CallNetworkPolicyOptions } from './network-policy-options';
import { PrivilegeSite } from './privilege-site';
import { workloadName } from './workload-name';

type Labels = { readonly [key: string]: string };

/** What is known of Pods with the same labels. */
interface Workload {
  /** The hosts that they serve. */
  readonly served: Set<string>;
  /** What else they have to be reached by, and to reach. */
  readonly ingress: (() => NetworkRule[])[];
  readonly egress: (() => NetworkRule[])[];
}

/** From here the kubelet's probes of Pods come in ambient mode. */
const PROBES: Peer[] = [{ ipBlock: { cidr: '169.254.7.127/32' } }, { ipBlock: { cidr: 'fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128' } }];

/**
 * NetworkPolicies that let through what is declared: one for all Pods of a namespace, with what each of them needs, and one for each workload
 * that calls or is called.
 */
export class NetworkPolicies extends Construct {
  private readonly workloads = new Map<string, Workload>();
  private readonly dnsNamespace: string;

  constructor(scope: Construct, id: string, private readonly site: PrivilegeSite, private readonly options: CallNetworkPolicyOptions) {
    super(scope, id);
    this.dnsNamespace = dnsLabel(this, 'dnsNamespace', options.dnsNamespace ?? 'kube-system');
    this.write('least-privilege', undefined, () => this.forAll(), () => [...this.neededByAll(), ...this.callsOf({ namespace: site.namespace })]);
    if (site.waypoint !== undefined) this.waypoint(site.waypoint);
  }

  service({ host, selector }: GraphService): void {
    if (selector && this.site.graph.to(host.fqdn).length > 0) this.workload(selector).served.add(host.fqdn);
  }

  called({ host }: CallEdge): void {
    const service = this.site.graph.service(host.fqdn);
    if (service) this.service(service);
  }

  calls({ caller: { clientRef: { labels } } }: CallEdge): void {
    if (labels) this.workload(labels);
  }

  gateway({ proxies: { clientRef: { labels } }, open }: GraphGateway): void {
    if (!labels || !open) return;
    this.workload(labels).ingress.push(() => [{ ports: tcp(15021, ...open()) }]);
  }

  egress({ host, gateway, from }: GraphEgress): void {
    const { ingress, egress } = this.workload(gateway!.selector);
    const peers = from?.map(({ clientRef }) => podsOf(clientRef)) ?? [{ namespaceSelector: { matchLabels: {} } }];
    ingress.push(() => [{ from: peers, ports: tcp(...host.ports.map(({ number }) => number)) }]);
    egress.push(() => [{ ports: podPorts(host) }]);
  }

  private workload(labels: Labels): Workload {
    const key = selectorText(labels);
    let workload = this.workloads.get(key);
    if (!workload) {
      this.workloads.set(key, workload = { served: new Set(), ingress: [], egress: [] });
      const { served, ingress, egress } = workload;
      this.write(workloadName(labels), labels,
        () => [...[...served].flatMap((fqdn) => this.callersOf(fqdn)), ...ingress.flatMap((rules) => rules())],
        () => [...this.callsOf({ namespace: this.site.namespace, labels }), ...egress.flatMap((rules) => rules())]);
    }
    return workload;
  }

  private callersOf(fqdn: string): NetworkRule[] {
    return this.site.graph.to(fqdn).map(({ caller, host, conditions }) => (
      { from: [podsOf(caller.clientRef)], ports: this.withTunnel(podPorts(host, conditions.ports)) }
    ));
  }

  private callsOf(caller: Workloads): NetworkRule[] {
    return this.site.graph.by(caller).map(({ host, conditions: { ports } }) => this.callOf(host, ports));
  }

  private callOf(host: CallEdge['host'], ports?: number[]): NetworkRule {
    const { graph } = this.site;
    const gateway = graph.egress(host.fqdn)?.gateway;
    if (gateway) {
      const { namespace, selector: labels } = gateway;
      return { to: [podsOf({ namespace, labels })], ports: tcp(...ports ?? host.ports.map(({ number }) => number)) };
    }
    const { namespace, fqdn } = host;
    const called = podPorts(host, ports);
    if (!isClusterService(host)) return { ports: called };
    const selector = graph.service(fqdn)?.selector;
    // A waypoint may stand before the Pods, so their namespace is all that is known of whom the tunnel leads to.
    return { to: [podsOf({ namespace, labels: this.site.mesh.ambient ? undefined : selector && { ...selector } })], ports: this.withTunnel(called) };
  }

  private withTunnel(ports: Port[] | undefined): Port[] | undefined {
    return ports && this.site.mesh.ambient ? [...ports, HBONE] : ports;
  }

  private forAll(): NetworkRule[] {
    const { site: { ambient, waypoint, namespace }, options: { prometheus } } = this;
    return [
      ...prometheus ? [{ from: [podsOf(prometheus.clientRef)], ports: tcp(15020, 15090) }] : [],
      ...ambient ? [{ from: PROBES }] : [],
      ...waypoint !== undefined ? [{ from: [podsOf({ namespace, labels: waypointLabels(waypoint) })], ports: [HBONE] }] : [],
    ];
  }

  private neededByAll(): NetworkRule[] {
    const { site: { mesh, options: { proxyHosts } }, dnsNamespace } = this;
    const dns = [53, 5353].flatMap((port) => ['UDP', 'TCP'].map((protocol) => ({ protocol, port })));
    return [
      { to: [podsOf({ namespace: dnsNamespace })], ports: dns },
      { to: [podsOf({ namespace: mesh.namespace })], ports: proxyHosts ? tcp(15012) : undefined },
      ...(proxyHosts ?? []).map(({ hostRef }) => this.callOf(hostRef)),
    ];
  }

  /** It decides itself who may pass, and calls the Pods of its namespace. */
  private waypoint(name: string): void {
    const { namespace } = this.site;
    this.write(name, waypointLabels(name), () => [{ ports: [HBONE] }, { ports: tcp(15021) }], () => [{ to: [podsOf({ namespace })] }]);
  }

  private write(name: string, matchLabels: Labels | undefined, ingress: () => NetworkRule[], egress: () => NetworkRule[]): void {
    new ApiObject(this, name, {
      apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: this.site.namespace },
      spec: {
        podSelector: matchLabels ? { matchLabels } : {},
        policyTypes: ['Ingress', 'Egress'],
        ingress: Lazy.any({ produce: () => together(ingress()) }),
        egress: Lazy.any({ produce: () => together(egress()) }),
      },
    });
  }
}

function waypointLabels(name: string): Labels {
  return { 'gateway.networking.k8s.io/gateway-name': name };
}
