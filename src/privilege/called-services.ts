import { Construct } from 'constructs';
import { security } from '../api';
import { fail, placeOf } from '../ground/fail';
import { isClusterService } from '../host/cluster-service';
import { HostReference } from '../host/host';
import { portOf } from '../host/host-port';
import { RouteTable } from '../route/route-table';
import { AccessPolicies } from '../security/access-policies';
import { CallEdge, callerText } from '../security/call-edge';
import { GraphService } from '../security/call-graph';
import { callRule, callRules } from '../security/call-rules';
import { PolicyScope } from '../security/policy-scope';
import { ScopeTarget } from '../security/scope-target';
import { PrivilegeSite } from './privilege-site';

/** Lets the declared callers of each service of a namespace pass. */
export class CalledServices extends Construct {
  /** By the host: whether its service is known, and its callers pass. */
  private readonly hosts = new Map<string, boolean>();
  private readonly withGateways = new Set<string>();

  private readonly services: GraphService[] = [];

  constructor(scope: Construct, id: string, private readonly site: PrivilegeSite) {
    super(scope, id);
    this.node.addValidation({ validate: () => [...this.unknown(), ...this.relabelled()] });
  }

  called(edge: CallEdge): void {
    const { host } = edge;
    if (!isClusterService(host)) return;
    this.hosts.set(host.fqdn, this.hosts.get(host.fqdn) ?? false);
    const service = this.add(host);
    if (service) this.check(service, edge);
  }

  /** A service that the program says after somebody calls it. */
  service(known: GraphService): void {
    const { host } = known;
    this.services.push(known);
    const service = this.add(host);
    if (service) for (const edge of this.site.graph.to(host.fqdn)) this.check(service, edge);
  }

  /** Lets the callers pass as soon as somebody calls the service, and the program says which it is. */
  private add({ fqdn }: HostReference): GraphService | undefined {
    const { site: { graph, dryRun, ambient }, hosts } = this;
    const service = graph.service(fqdn);
    if (!service?.selector || hosts.get(fqdn) === undefined) return undefined;
    if (!hosts.get(fqdn)) {
      hosts.set(fqdn, true);
      if (ambient) this.checkAmbient(service);
      service.access._allowLater(this, () => callRules(graph.to(fqdn)), { dryRun });
    }
    return service;
  }

  private check(service: GraphService, edge: CallEdge): void {
    const { ambient, dryRun } = this.site;
    service.access._checkAllowed(edge.place, callRule(edge), { dryRun });
    if (ambient && edge.ofGateway) this.letGatewaysPass(service, edge);
  }

  private checkAmbient({ place, object, host: { fqdn } }: GraphService): void {
    const { namespace, waypoint } = this.site;
    if (waypoint === undefined) {
      fail(place, `somebody calls ${fqdn}, and namespace '${namespace}' has no waypoint, which would let declared calls pass and no others`,
        `say which one its Services use: enroll('${namespace}', { labels: { 'istio.io/use-waypoint': 'waypoint' } })`);
    }
    if (object?.toJson().spec?.clusterIP === 'None') {
      fail(place, `somebody calls ${fqdn}, which is headless: its clients call the Pods past the waypoint, which alone may do so`,
        `let the namespace have sidecars, or call a Service with an address`);
    }
  }

  /** They come past the waypoint, so the proxies of the nodes know them, too. */
  private letGatewaysPass({ place, host: { name, fqdn }, selector }: GraphService, { conditions: { methods, paths } }: CallEdge): void {
    const { site: { graph, dryRun, namespace }, withGateways } = this;
    if (methods ?? paths) {
      fail(place, `a gateway may call ${fqdn} by certain methods or paths, but it comes past the waypoint, which alone sees these`,
        'leave them out, and say by routes of the gateway what it passes on');
    }
    if (withGateways.has(fqdn)) return;
    withGateways.add(fqdn);
    const target = new ScopeTarget(this, PolicyScope.workload(namespace, { ...selector }));
    AccessPolicies.of(this, { name: `${name}-gateways`, target, action: security.AuthorizationPolicyAction.ALLOW, dryRun })
      .addLater(this, () => callRules(graph.to(fqdn).filter(({ ofGateway }) => ofGateway).map(ofPods)));
  }

  /** Flagger runs the Pods of a service under other labels than the Service has here. */
  private relabelled(): string[] {
    return this.services.flatMap(({ place, host }) => {
      const keeper = RouteTable.of(place, { hostRef: host })?.keeper;
      return keeper === undefined ? [] : [
        `${placeOf(place)}: ${keeper} runs the Pods of ${host.fqdn} under labels of its own, and in namespace '${host.namespace}' Pods that nobody declared are refused; `
        + 'deliver with CanaryStrategy.argoRollouts or manual(), or leave the namespace out of leastPrivilege()',
      ];
    });
  }

  /** Who nobody knows can't be let in, and would be locked out. */
  private unknown(): string[] {
    const { site: { graph, namespace } } = this;
    return [...this.hosts].filter(([, known]) => !known).flatMap(([fqdn]) => graph.to(fqdn).slice(0, 1)).map(({ place, caller, host }) => (
      `${placeOf(place)}: ${callerText(caller)} calls ${host.fqdn} of namespace '${namespace}', where nothing is allowed but declared calls, and no MeshService says `
      + `which Pods that is; make one of it: new MeshService(..., { service })`
    ));
  }
}

/** The call with the ports on which the Pods listen. */
function ofPods(edge: CallEdge): CallEdge {
  const { host, conditions: { ports }, place } = edge;
  return { ...edge, conditions: { ports: ports?.map((number) => portOf(place, host, number).targetPort ?? number) } };
}
