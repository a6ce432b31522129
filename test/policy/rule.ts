import { Chart } from 'cdk8s';
import { Hosts, ServiceHost } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { DestinationPolicy } from '../../src/policy/destination-policy';
import { HostRules } from '../../src/policy/host-rules';
import { bookinfoChart, object } from '../service/objects';

/** A Service with ports of HTTP, gRPC and TCP. */
export const ratings: ServiceHost = Hosts.named({
  name: 'ratings', namespace: 'data', ports: [ServicePort.http(9080), ServicePort.grpc(9090), ServicePort.tcp(6379)],
});

/** The rules of a host in a chart of their own. */
export class TestRule {
  readonly chart: Chart = bookinfoChart();
  readonly rules: HostRules;

  constructor(host: ServiceHost = ratings) {
    this.rules = HostRules.of(this.chart, host);
  }

  add(policy: DestinationPolicy, target?: { readonly port?: number; readonly version?: string }): this {
    this.rules.addPolicy(this.chart, policy, target);
    return this;
  }

  version(name: string): this {
    this.rules.addSubset({ name, labels: { version: name } });
    return this;
  }

  get spec(): any {
    return object(this.chart, 'DestinationRule').spec;
  }

  /** The errors that validations find. */
  get errors(): string[] {
    return this.chart.node.findAll().flatMap(({ node }) => node.validate());
  }
}

/** The policy of a host that has only this one. */
export function policyOf(policy: DestinationPolicy, host?: ServiceHost): any {
  return new TestRule(host).add(policy).spec.trafficPolicy;
}
