import { Construct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { dnsLabel } from '../ground/names';
import { claim } from '../ground/one-writer';
import { HostReference } from '../host/host';
import { httpPorts } from '../host/host-port';
import { ServicePort } from '../host/service-port';
import { plainName } from '../host/wildcard';
import { ClientTls } from '../policy/client-tls';
import { DestinationPolicy } from '../policy/destination-policy';
import { HostRules } from '../policy/host-rules';
import { EgressGatewayReference } from './egress-gateway-ref';
import { GatewayObject } from './gateway-object';
import { GatewayTls } from './gateway-tls';
import { Listener } from './listener';

/**
 * The way of one host through an egress gateway: what the gateway listens on for it, and how the proxies of clients call it there. Both use
 * the mesh's mutual TLS, and the SNI says which host is meant: so all hosts share the ports, whatever protocol is inside.
 */
export class EgressPassage {
  /** The `Gateway` as routes name it. */
  public readonly gateway: string;
  private readonly subset: string;

  public constructor(place: Construct, private readonly via: EgressGatewayReference, private readonly host: HostReference, subset?: string) {
    this.subset = dnsLabel(place, `subset of ${via.fqdn}`, subset ?? plainName(host.fqdn).replace(/\./g, '-'));
    claim(place, `subset '${this.subset}' of ${via.fqdn}`, 'give one of them another name with subset');
    this.gateway = `${host.namespace}/${this.subset}`;
    this.checkPorts(place);
    this.listen(place);
    this.callGateway(place);
  }

  /** Where the clients' proxies send what is for a port of the host. */
  public destination(port: number): networking.Destination {
    return { host: this.via.fqdn, subset: this.subset, port: { number: port } };
  }

  private checkPorts(place: Construct): void {
    const { name, namespace, ports: open } = this.via;
    const closed = open && this.host.ports.find(({ number }) => !open.includes(number));
    if (closed) {
      fail(place, `${this.host.fqdn} has port ${closed.number}, and gateway '${namespace}/${name}' has none of that number, it has ${open.join(', ')}`,
        'let the host have one of these ports, with targetPort for the real one, or open the port at the gateway');
    }
  }

  private listen(place: Construct): void {
    const { host: { namespace, fqdn, ports }, subset, via } = this;
    // Istio wants a DNS label for the name of a Gateway, which the host is none.
    const object = new GatewayObject(place, 'Gateway', { name: subset, namespace, selector: via.selector, proxyNamespace: via.namespace });
    for (const port of ports) object.addListener(`${port._isHttp ? 'https' : 'tls'}-${port.number}`, listener(port, fqdn));
  }

  private callGateway(place: Construct): void {
    const { host, subset, via: { name, namespace, fqdn, ports } } = this;
    // A rule for a gateway that is made elsewhere is for the clients of the host's namespace, and stands there.
    const rules = HostRules.of(new Construct(place, 'Client'), { hostRef: { name, namespace: ports ? host.namespace : namespace, fqdn, ports: [] } });
    rules.addSubset({ name: subset });
    rules.addPolicy(place, DestinationPolicy.tls(ClientTls.istioMutual({ sni: plainName(host.fqdn) })), { version: subset });
    // gRPC stays HTTP/2, and what upgrades its connection stays HTTP/1.1.
    if (httpPorts(host).length > 0) rules.addPolicy(place, DestinationPolicy.connectionPool({ useClientProtocol: true }), { version: subset });
  }
}

function listener(port: ServicePort, host: string): Listener {
  const options = { hosts: [host], port: port.number, tls: GatewayTls.istioMutual() };
  return port._isHttp ? Listener.https(options) : Listener.tls(options);
}
