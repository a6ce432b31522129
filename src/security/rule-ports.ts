import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { given } from '../ground/given';
import { HostReference } from '../host/host';
import { httpPorts, portList, portOf } from '../host/host-port';
import { ServicePort } from '../host/service-port';
import { AccessRule } from './access-rule';
import { Operation } from './operation';
import { httpFieldsOf } from './rule-spec';

/** By which numbers a policy knows the ports of a service, and by which the user says them. */
export enum PortNumbers {
  /** Both as the Pods listen. */
  OF_PODS,
  /** Said as the Service has them, for proxies beside the Pods. */
  OF_SERVICE_FOR_PODS,
  /** Both as the Service has them: a waypoint stands before it. */
  OF_SERVICE,
}

/**
 * The ports of a service, as rules of a policy need them. What only HTTP has is limited to the ports of HTTP: elsewhere Istio leaves such
 * conditions out of a DENY rule, which then refuses every connection.
 */
export class RulePorts {
  constructor(private readonly host: HostReference, private readonly numbers: PortNumbers) {}

  /** The rule as a policy has to say it. */
  applyTo(place: IConstruct, rule: AccessRule): AccessRule {
    const ofAll = httpFieldsOf({ from: rule.from, when: rule.when });
    const limit = ofAll.length > 0 ? this.limit(place, ofAll[0]) : undefined;
    if (!rule.to) return limit ? { ...rule, to: [Operation.ports(...limit)] } : rule;
    return { ...rule, to: rule.to.map((operation) => this.operation(place, operation, ofAll)) };
  }

  /** Ports that may speak HTTP, but do not say so, among those for which the rule asks something of HTTP. */
  undeclared(rule: AccessRule): ServicePort[] {
    if (httpFieldsOf(rule).length === 0) return [];
    const said = rule.to?.flatMap(({ _conditions: { ports = [] } }) => ports) ?? [];
    return httpPorts(this.host).filter((port) => port._isTcp && (said.length === 0 || said.includes(this.said(port)!)));
  }

  private operation(place: IConstruct, operation: Operation, ofAll: string[]): Operation {
    const { ports, notPorts, ...conditions } = operation._conditions;
    const [http]: (string | undefined)[] = [...ofAll, ...operation._httpFields];
    if (http && ports) for (const port of ports) this.refuseOpaque(place, port, http);
    return Operation.all(given({
      ...conditions,
      ports: ports ? ports.map((port) => this.written(place, port)) : http ? this.limit(place, http) : undefined,
      notPorts: notPorts?.map((port) => this.written(place, port)),
    }));
  }

  /** The ports of HTTP, if there are others. */
  private limit(place: IConstruct, field: string): number[] | undefined {
    const { host } = this;
    const http = httpPorts(host);
    if (http.length === 0) {
      fail(place, `a rule has ${field}, which only HTTP has, and ${host.fqdn} has ${portList(host)}`,
        `say it by clients, addresses and ports alone, or declare the port that speaks HTTP: ServicePort.http(...)`);
    }
    const all = host.ports.filter(({ _transport }) => _transport === 'TCP');
    return http.length === all.length ? undefined : http.map((port) => this.numberOf(place, port));
  }

  private refuseOpaque(place: IConstruct, number: number, field: string): void {
    const port = this.host.ports.find((candidate) => this.said(candidate) === number);
    if (!port || port._isHttp) return;
    fail(place, `a rule has ${field}, which only HTTP has, for port ${number}, which speaks ${port.protocol}`,
      'leave the port out of that operation, or give it a rule of its own by clients and addresses');
  }

  private written(place: IConstruct, said: number): number {
    if (this.numbers !== PortNumbers.OF_PODS) return this.numberOf(place, portOf(place, this.host, said));
    this.refuseOfService(place, said);
    return said;
  }

  /** A rule by a number on which no Pod listens would take nothing: what it denies would pass. */
  private refuseOfService(place: IConstruct, said: number): void {
    const { fqdn, ports } = this.host;
    if (ports.some(({ targetPort }) => targetPort === said)) return;
    const meant = ports.find(({ number }) => number === said)?.targetPort;
    if (meant === undefined) return;
    fail(place, `a rule names port ${said}, which is one of the Service, and the Pods of ${fqdn} listen on ${meant}`,
      `write ${meant}, or say it by access of the MeshService; if the Pods listen on ${said} as well, cover them by PolicyScope.workload()`);
  }

  private said(port: ServicePort): number | undefined {
    return this.numbers === PortNumbers.OF_PODS ? port.targetPort : port.number;
  }

  private numberOf(place: IConstruct, port: ServicePort): number {
    if (this.numbers === PortNumbers.OF_SERVICE) return port.number;
    return port.targetPort ?? fail(place,
      `targetPort of port ${port.number} of ${this.host.fqdn} is a name, and policies know ports by the number on which the Pods listen`,
      'let the Service say the number, or cover the Pods: new AuthorizationPolicy(..., { cover: PolicyScope.workload(...) })');
  }
}
