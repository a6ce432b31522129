import { Construct } from 'constructs';
import { fail } from '../ground/fail';
import { selectorText } from '../match/label-selector';
import { Sidecar } from '../proxy/sidecar';
import { SidecarHosts } from '../proxy/sidecar-hosts';
import { SidecarOutboundTraffic } from '../proxy/sidecar-outbound-traffic';
import { CallEdge } from '../security/call-edge';
import { PolicyScope } from '../security/policy-scope';
import { PrivilegeSite } from './privilege-site';
import { workloadName } from './workload-name';

type Labels = { [key: string]: string };

/** Sidecars that know the hosts which their workload calls: one for each workload, and one for those that call nobody. */
export class SidecarScopes extends Construct {
  private readonly others: Sidecar;
  private readonly workloads = new Map<string, Sidecar>();
  /** What selects all Pods of a workload that is known, and more. */
  private readonly wider = new Set<string>();
  /** What all workloads of the namespace call, and their proxies. */
  private readonly ofAll: SidecarHosts[];
  private readonly outboundTraffic: SidecarOutboundTraffic;

  constructor(scope: Construct, id: string, private readonly site: PrivilegeSite) {
    super(scope, id);
    const { namespace, mesh, options: { proxyHosts, outboundTraffic = SidecarOutboundTraffic.registryOnly() } } = site;
    this.ofAll = proxyHosts?.map((host) => SidecarHosts.host(host)) ?? [SidecarHosts.namespace(mesh.namespace)];
    this.outboundTraffic = outboundTraffic;
    this.others = new Sidecar(this, 'default', {
      cover: PolicyScope.namespace(namespace), outboundTraffic, hosts: this.ofAll.length > 0 ? this.ofAll : [SidecarHosts.none()],
    });
  }

  calls({ place, caller: { clientRef: { labels, namespace } }, host, ofGateway }: CallEdge): void {
    if (ofGateway) return;
    const hosts = SidecarHosts.host({ hostRef: host });
    if (labels) {
      this.of(labels, () => fail(place, `the Pods of ${selectorText(labels)} and of another caller of namespace '${namespace}' may be the same, and a Pod has one Sidecar`,
        'name both by the same labels, or leave out the narrower one')).addHosts(hosts);
      return;
    }
    this.ofAll.push(hosts);
    for (const sidecar of [this.others, ...this.workloads.values()]) sidecar.addHosts(hosts);
  }

  private of(labels: Labels, refuse: () => never): Sidecar {
    const key = selectorText(labels);
    const known = this.workloads.get(key);
    if (known) return known;
    const wider = widerThan(labels);
    if (this.wider.has(key) || wider.some((other) => this.workloads.has(other))) refuse();
    for (const other of wider) this.wider.add(other);
    const { namespace } = this.site;
    const sidecar = new Sidecar(this, workloadName(labels), {
      cover: PolicyScope.workload(namespace, labels), outboundTraffic: this.outboundTraffic, hosts: this.ofAll.length > 0 ? this.ofAll : undefined,
    });
    this.workloads.set(key, sidecar);
    return sidecar;
  }
}

/** The selectors, as their keys, that have some of the labels, but not all. */
function widerThan(labels: Labels): string[] {
  const parts = Object.entries(labels).reduce<[string, string][][]>((all, label) => [...all, ...all.map((some) => [...some, label])], [[]]);
  return parts.slice(1, -1).map((some) => selectorText(Object.fromEntries(some)));
}
