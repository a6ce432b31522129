/** What istiod takes a port for. `AUTO`: proxies look at the first bytes and tell HTTP from other TCP. */
export enum PortProtocol {
  AUTO = 'auto',
  GRPC = 'GRPC',
  GRPC_WEB = 'GRPC-Web',
  HTTP = 'HTTP',
  HTTP_PROXY = 'HTTP_PROXY',
  HTTP2 = 'HTTP2',
  HTTPS = 'HTTPS',
  MONGO = 'Mongo',
  MYSQL = 'MySQL',
  REDIS = 'Redis',
  TCP = 'TCP',
  TLS = 'TLS',
  UDP = 'UDP',
}

const BY_NAME = new Map(Object.values(PortProtocol).filter((protocol) => protocol !== PortProtocol.AUTO)
  .map((protocol) => [protocol.toLowerCase(), protocol]));

const OF_KUBERNETES: Readonly<Record<string, PortProtocol>> = {
  'kubernetes.io/h2c': PortProtocol.HTTP2,
  'kubernetes.io/ws': PortProtocol.HTTP,
  'kubernetes.io/wss': PortProtocol.HTTPS,
};

/** Ports on which the server speaks first: SMTP, DNS, MySQL, MongoDB. Looking at bytes would hang. */
const SERVER_FIRST = [25, 53, 3306, 27017];

/** The protocol that the text names, e.g. of a ServiceEntry's port or a Gateway's server. */
export function protocolNamed(name: string): PortProtocol {
  return BY_NAME.get(name.toLowerCase()) ?? PortProtocol.AUTO;
}

/** The protocol of a Service's port: `appProtocol`, else the beginning of its name. */
export function protocolOfPort(number: number, name: string, transport: string, appProtocol?: string): PortProtocol {
  if (transport === 'UDP') return PortProtocol.UDP;
  const said = appProtocol ?? name;
  if (appProtocol !== undefined && appProtocol in OF_KUBERNETES) return OF_KUBERNETES[appProtocol];
  if (said.toLowerCase().startsWith('grpc-web')) return PortProtocol.GRPC_WEB;
  const protocol = protocolNamed(said.split('-', 1)[0]);
  return protocol === PortProtocol.AUTO && SERVER_FIRST.includes(number) ? PortProtocol.TCP : protocol;
}

/** Whether proxies read requests of the port: HTTP policies and routes have an effect on it. */
export function isHttp(protocol: PortProtocol): boolean {
  return [PortProtocol.HTTP, PortProtocol.HTTP_PROXY, PortProtocol.HTTP2, PortProtocol.GRPC, PortProtocol.GRPC_WEB].includes(protocol);
}
