import { IConstruct } from 'constructs';
import { fail, oneOf } from '../ground/fail';
import { ExternalHost } from '../host/external-host';
import { HostReference } from '../host/host';
import { EgressClients } from './egress-clients';
import { EgressGatewayReference } from './egress-gateway-ref';

/** Who takes part in the way out to a host. */
export interface EgressParties {
  readonly host: ExternalHost;
  readonly hostRef: HostReference;
  readonly gateway?: EgressGatewayReference;
  readonly clients?: EgressClients;
}

/** Who knows a host, and whether those who may not call it can be kept from it. */
export class EgressVisibility {
  /** The namespaces that know the host; nothing for all. */
  private readonly known?: string[];

  public constructor(private readonly place: IConstruct, private readonly parties: EgressParties) {
    const { host, hostRef } = parties;
    if (host._exportTo && !host._exportTo.includes('*')) this.known = host._exportTo.map((name) => (name === '.' ? hostRef.namespace : name));
  }

  /** Whether some know the host who may not call it. */
  public get refusesSome(): boolean {
    const { clients } = this.parties;
    return clients !== undefined && (clients.partOfNamespace !== undefined || this.others !== undefined);
  }

  /** Fails where somebody who takes part does not know the host, or somebody else could not be refused. */
  public check(): void {
    const { gateway, clients } = this.parties;
    if (gateway) this.checkGateway(gateway);
    if (gateway?.ports) this.checkForeign(gateway);
    for (const namespace of clients?.namespaces ?? []) this.checkKnown(namespace, 'from');
    if (clients && (!gateway || gateway.ports)) this.checkRefusable(clients);
  }

  private checkGateway({ name, namespace }: EgressGatewayReference): void {
    const reason = this.parties.host._resolution._notByGateway;
    if (reason !== undefined) {
      fail(this.place, `${this.fqdn} can't be called through gateway '${namespace}/${name}': ${reason}`,
        'give the host endpoints, e.g. HostResolution.dns({ address: ... }), or leave via out');
    }
    this.checkKnown(namespace, 'the gateway');
  }

  /** All that is made is in the host's namespace then, where the proxies of no other one look for the way to the gateway. */
  private checkForeign({ name, namespace }: EgressGatewayReference): void {
    const own = this.parties.hostRef.namespace;
    const other = this.known?.find((one) => one !== own && one !== namespace);
    if (this.known && other === undefined) return;
    fail(this.place, `gateway '${namespace}/${name}' is made elsewhere, so its hosts are for the workloads of their own namespace '${own}', `
      + `but ${this.fqdn} is known to ${other === undefined ? 'all namespaces' : `namespace '${other}'`}`,
    `let it have exportTo: ExportTo.namespaces('${own}', '${namespace}')`);
  }

  private checkKnown(namespace: string, who: string): void {
    if (!this.known || this.known.includes(namespace)) return;
    fail(this.place, `${who} is of namespace '${namespace}', which does not know ${this.fqdn} (exported to ${oneOf(this.known)})`,
      `add the namespace to exportTo of the host: ExportTo.namespaces(..., '${namespace}')`);
  }

  private checkRefusable(clients: EgressClients): void {
    const port = this.parties.hostRef.ports.find(({ _isHttp }) => !_isHttp);
    if (!port) return;
    const problem = `port ${port.number} of ${this.fqdn} speaks ${port.protocol}, at which a client's proxy refuses nobody`;
    if (clients.partOfNamespace !== undefined) {
      fail(this.place, `${problem}, and from names a part of a namespace: ${clients.partOfNamespace}`,
        `send them through an EgressGateway of this program, which does, or name the namespace: Clients.namespace('${clients.namespaces[0]}')`);
    }
    if (this.others !== undefined) {
      fail(this.place, `${problem}, and the host is known to ${this.others}, which from does not name`,
        'send it through an EgressGateway of this program, which does, or limit exportTo of the host to those of from');
    }
  }

  /** Who knows the host besides the namespaces of its clients and of the gateway. */
  private get others(): string | undefined {
    const { clients, gateway } = this.parties;
    if (!this.known) return 'all namespaces';
    const other = this.known.find((namespace) => !clients!.namespaces.includes(namespace) && namespace !== gateway?.namespace);
    return other && `namespace '${other}'`;
  }

  private get fqdn(): string {
    return this.parties.hostRef.fqdn;
  }
}
