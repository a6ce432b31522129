import { networking } from '../api';
import { covers, overlap } from '../host/host-cover';
import { PortProtocol } from '../host/service-port';
import { Listener } from './listener';

/** A listener in its gateway. */
export interface OpenedListener {
  readonly listener: Listener;
  readonly server: networking.Server;
  /** How errors name it. */
  readonly name: string;
}

export interface Clash {
  readonly problem: string;
  readonly cure: string;
}

/**
 * Why two listeners cannot be open on the same proxies. istiod would skip the second with a line in its log, Envoy would refuse both, or
 * requests would take a way round what one of them demands.
 *
 * @param sameGateway Whether both are of one `Gateway`, so that two with the same certificate can be one server.
 */
export function clashOf(mine: OpenedListener, other: OpenedListener, sameGateway: boolean): Clash | undefined {
  const { port, bind } = mine.server;
  if (other.server.port.number !== port.number || other.server.bind !== bind) return undefined;
  if (mine.server.tls?.mode && other.server.tls?.mode) return clashOfTls(mine, other, sameGateway);
  return clashOfProtocols(mine, other) ?? clashOfHosts(mine, other, overlap, 'name the host in one of them, or give it another port');
}

const where = ({ listener }: OpenedListener) => `port ${listener.port}`;

function clashOfProtocols(mine: OpenedListener, other: OpenedListener): Clash | undefined {
  const [wanted, taken] = [mine.listener.protocol, other.listener.protocol];
  if (wanted !== taken) {
    return {
      problem: `${mine.name} wants ${wanted} on ${where(mine)}, where ${other.name} has ${taken}, one protocol a port is allowed`,
      cure: 'give it another port',
    };
  }
  if (mine.listener._carries !== 'TCP') return undefined;
  return { problem: `${mine.name} wants ${where(mine)}, where ${other.name} takes all bytes, which name no host`, cure: 'give it another port' };
}

/** TLS is told apart by the most specific name (SNI), so names may overlap as long as no way leads round what one listener demands. */
function clashOfTls(mine: OpenedListener, other: OpenedListener, sameGateway: boolean): Clash | undefined {
  const equal = clashOfHosts(mine, other, (a, b) => a === b, 'name the host in one of them: its name decides on the certificate');
  if (equal) return equal;
  const [kind, otherKind] = [mine.listener._carries, other.listener._carries];
  if (kind === otherKind && kind === 'HTTP') return clashOfCertificates(mine, other, sameGateway) ?? clashOfDemands(mine, other);
  // The exposed hosts of a gateway claim the names whose connections are passed on. What is in TLS has a route by listener, and of the listeners of
  // one gateway whose names overlap, either could get it.
  if (kind === otherKind && kind === (sameGateway ? 'TLS' : 'TCP')) return undefined;
  return clashOfHosts(mine, other, overlap, 'name the hosts so that they do not overlap, or give it another port');
}

/**
 * A browser keeps its connection for all hosts of the certificate that it saw there. It would ask for a host of one server on a connection of the
 * other, which does not know it: 404.
 */
function clashOfCertificates(mine: OpenedListener, other: OpenedListener, sameGateway: boolean): Clash | undefined {
  const shared = certificates(mine).find((name) => certificates(other).includes(name));
  if (shared === undefined || (sameGateway && sameServer(mine.server, other.server))) return undefined;
  const apart = sameGateway ? ' with other settings' : '';
  return {
    problem: `${mine.name} shows certificate '${shared}' on ${where(mine)}, as ${other.name} does${apart}; `
      + 'a client that reuses its connection for a host of the other would get 404',
    cure: `${sameGateway ? 'give both the same settings' : 'serve its hosts at one gateway'}, or take a certificate for each`,
  };
}

/** A client may name one host in the SNI and another in the request. */
function clashOfDemands(mine: OpenedListener, other: OpenedListener): Clash | undefined {
  if (demands(mine.server) === demands(other.server)) return undefined;
  const [wide, narrow] = wider(mine, other) ?? wider(other, mine) ?? [];
  if (!wide || !narrow) return undefined;
  return {
    problem: `${mine.name} and ${other.name} share ${where(mine)}, and '${wide}' covers '${narrow}', but their TLS settings differ; `
      + `a client that names another host of '${wide}' in the SNI could ask for '${narrow}' without what its listener demands`,
    cure: 'give both the same settings but for the certificate, or one of them another port',
  };
}

function clashOfHosts(mine: OpenedListener, other: OpenedListener, clash: (a: string, b: string) => boolean, cure: string): Clash | undefined {
  for (const host of mine.listener.hosts) {
    const taken = other.listener.hosts.find((served) => clash(served, host));
    if (taken) return { problem: `${mine.name} serves '${host}' on ${where(mine)}, where ${other.name} serves '${taken}'`, cure };
  }
  return undefined;
}

function wider(a: OpenedListener, b: OpenedListener): [string, string] | undefined {
  for (const wide of a.listener.hosts) {
    const narrow = b.listener.hosts.find((host) => covers(wide, host));
    if (narrow) return [wide, narrow];
  }
  return undefined;
}

/** The Secrets or files with the certificates that a server shows, but for the mesh's own. */
function certificates({ server: { tls = {} } }: OpenedListener): string[] {
  const { credentialName, credentialNames = [], serverCertificate, tlsCertificates = [] } = tls;
  const names = [credentialName, ...credentialNames, serverCertificate, ...tlsCertificates.map((files) => files.serverCertificate)];
  return names.filter((name) => name !== undefined);
}

/** Whether two servers of HTTPS show the same certificate and differ in their hosts only, so that they have to be one. */
export function sameServer(a: networking.Server, b: networking.Server): boolean {
  const essence = ({ port: { number, protocol }, bind, name, tls }: networking.Server) => JSON.stringify([number, protocol, bind, name, tls]);
  const { protocol } = a.port;
  return protocol === PortProtocol.HTTPS && a.tls?.mode !== networking.ServerTLSSettingsTLSmode.ISTIO_MUTUAL && essence(a) === essence(b);
}

/** What a server demands of clients. Without a CA of its own, that of its credential decides whom it lets in. */
function demands({ tls = {} }: networking.Server): string {
  const { credentialName, credentialNames, caCertCredentialName, mode } = tls;
  const simple = mode === networking.ServerTLSSettingsTLSmode.SIMPLE;
  const shown = { serverCertificate: undefined, privateKey: undefined, tlsCertificates: undefined };
  const asked = { ...tls, ...shown, credentialName: undefined, credentialNames: undefined };
  return JSON.stringify([asked, simple || caCertCredentialName ? undefined : [credentialName, credentialNames]]);
}
