import { isHttp, PortProtocol, protocolNamed, protocolOfPort } from '../../src/model/port-protocol';

describe('The protocol of a Service\'s port', () => {
  test.each([
    [80, 'http', 'TCP', undefined, PortProtocol.HTTP],
    [80, 'http-web', 'TCP', undefined, PortProtocol.HTTP],
    [80, 'HTTP2-web', 'TCP', undefined, PortProtocol.HTTP2],
    [80, 'grpc-web-api', 'TCP', undefined, PortProtocol.GRPC_WEB],
    [80, 'grpc', 'TCP', undefined, PortProtocol.GRPC],
    [80, 'htpp', 'TCP', undefined, PortProtocol.AUTO],
    [80, '', 'TCP', undefined, PortProtocol.AUTO],
    [80, 'http', 'UDP', undefined, PortProtocol.UDP],
    [80, 'http', 'TCP', 'tcp', PortProtocol.TCP],
    [80, 'http', 'TCP', 'kubernetes.io/wss', PortProtocol.HTTPS],
    [80, 'http', 'TCP', 'unknown', PortProtocol.AUTO],
    [3306, 'db', 'TCP', undefined, PortProtocol.TCP],
    [3306, 'mysql', 'TCP', undefined, PortProtocol.MYSQL],
  ])('%i named %j over %s with appProtocol %s is %s', (number, name, transport, appProtocol, protocol) => {
    expect(protocolOfPort(number, name, transport, appProtocol)).toBe(protocol);
  });

  test('may be named in any case, and is unknown otherwise', () => {
    expect(['HTTPS', 'grpc-web', 'ftp'].map(protocolNamed)).toEqual([PortProtocol.HTTPS, PortProtocol.GRPC_WEB, PortProtocol.AUTO]);
  });

  test('tells whether proxies read requests', () => {
    expect([PortProtocol.GRPC, PortProtocol.TLS, PortProtocol.AUTO].map(isHttp)).toEqual([true, false, false]);
  });
});
