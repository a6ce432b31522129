import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { IClientRef } from '../host/client';
import { isClusterService } from '../host/cluster-service';
import { HostReference, IHostRef } from '../host/host';
import { portOf } from '../host/host-port';
import { isGateway } from './call-edge';
import { CallGraph } from './call-graph';
import { CallOptions } from './call-options';
import { callOperation } from './call-rules';
import { PortNumbers, RulePorts } from './rule-ports';
import { checkRule } from './rule-spec';

/** Notes that somebody calls a host. What can't hold is thrown now. */
export function declareCall(place: IConstruct, caller: IClientRef, host: IHostRef, conditions: CallOptions): void {
  const { hostRef } = host;
  for (const port of conditions.ports ?? []) portOf(place, hostRef, port);
  checkConditions(place, hostRef, conditions);
  CallGraph.of(place).addEdge({ place, caller, host: hostRef, conditions, ofGateway: isGateway(caller) });
}

function checkConditions(place: IConstruct, host: HostReference, conditions: CallOptions): void {
  const [given] = Object.entries(conditions).filter(([, value]) => value !== undefined).map(([field]) => field);
  if (given === undefined) return;
  if (!isClusterService(host)) {
    fail(place, `a call of ${host.fqdn} has ${given}, but it is outside of the mesh, where nobody looks at that`,
      'leave it out; egress() of the mesh has routes that answer what is not wanted');
  }
  const rule = { to: [callOperation(conditions)!] };
  checkRule(place, rule);
  new RulePorts(host, PortNumbers.OF_SERVICE).applyTo(place, rule);
}
