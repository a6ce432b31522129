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
  private readonly workloads = new Map<string, { readonly labels: Labels; readonly sidecar: Sidecar }>();
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
    for (const sidecar of [this.others, ...[...this.workloads.values()].map((one) => one.sidecar)]) sidecar.addHosts(hosts);
  }

  private of(labels: Labels, refuse: () => never): Sidecar {
    const key = selectorText(labels);
    const known = this.workloads.get(key);
    if (known) return known.sidecar;
    if ([...this.workloads.values()].some((other) => isPart(other.labels, labels) || isPart(labels, other.labels))) refuse();
    const { namespace } = this.site;
    const sidecar = new Sidecar(this, workloadName(labels), {
      cover: PolicyScope.workload(namespace, labels), outboundTraffic: this.outboundTraffic, hosts: this.ofAll.length > 0 ? this.ofAll : undefined,
    });
    this.workloads.set(key, { labels, sidecar });
    return sidecar;
  }
}

/** Whether all Pods with the labels of `narrow` have those of `wide`. */
function isPart(wide: Labels, narrow: Labels): boolean {
  return Object.entries(wide).every(([name, value]) => narrow[name] === value);
}
