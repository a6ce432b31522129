import { isIP } from 'node:net';
import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { hostName } from '../ground/names';
import { portList, tcpPorts, tlsPorts } from '../host/host-port';
import { portNumber } from '../host/port-number';
import { PolicyPlace } from './policy-place';
import { TunnelOptions, TunnelProtocol } from './tunnel';

/** A tunnel as it stands in a traffic policy. */
export function tunnelSpec(writer: IConstruct, { host }: PolicyPlace, options: TunnelOptions): networking.TrafficPolicyTunnelSettings {
  const { targetHost, targetPort, protocol = TunnelProtocol.CONNECT } = options;
  if (host.ports.length > 0 && tcpPorts(host).length + tlsPorts(host).length === 0) {
    fail(writer, `a tunnel takes connections of TCP and TLS, and ${host.fqdn} has ${portList(host)}`, 'declare a port of the forward proxy as ServicePort.tcp(...)');
  }
  return {
    protocol,
    targetHost: isIP(targetHost) ? targetHost : hostName(writer, 'targetHost', targetHost, false),
    targetPort: portNumber(writer, 'targetPort', targetPort),
  };
}
