import { PortProtocol, ServicePort, ServicePortOptions } from '../../src/host/service-port';

type Maker = (number: number, options?: ServicePortOptions) => ServicePort;

test.each<[string, Maker, PortProtocol]>([
  ['http', ServicePort.http, PortProtocol.HTTP],
  ['http2', ServicePort.http2, PortProtocol.HTTP2],
  ['grpc', ServicePort.grpc, PortProtocol.GRPC],
  ['grpc-web', ServicePort.grpcWeb, PortProtocol.GRPC_WEB],
  ['https', ServicePort.https, PortProtocol.HTTPS],
  ['tls', ServicePort.tls, PortProtocol.TLS],
  ['tcp', ServicePort.tcp, PortProtocol.TCP],
  ['mongo', ServicePort.mongo, PortProtocol.MONGO],
  ['mysql', ServicePort.mysql, PortProtocol.MYSQL],
  ['redis', ServicePort.redis, PortProtocol.REDIS],
])('%s names the port and says its protocol', (name, make, protocol) => {
  expect(make(9080)).toMatchObject({ name, number: 9080, targetPort: 9080, protocol, appProtocol: name });
});

test('a UDP port has no appProtocol', () => {
  expect(ServicePort.udp(53)._toSpec()).toEqual({ name: 'udp', port: 53, targetPort: 53, protocol: 'UDP', appProtocol: undefined });
});

test('name and target can be given, the protocol stays', () => {
  expect(ServicePort.http(80, { name: 'web', targetPort: 8080 })._toSpec())
    .toEqual({ name: 'web', port: 80, targetPort: 8080, protocol: 'TCP', appProtocol: 'http' });
});

test.each([
  [ServicePort.http(0), `here: port 'http' is 0, a whole number from 1 to 65535 is allowed; give the number on which it listens`],
  [ServicePort.http(80, { targetPort: 65536 }), `here: targetPort of port 'http' is 65536, a whole number from 1 to 65535 is allowed; give the number on which it listens`],
  [ServicePort.http(80, { name: 'Web' }), `here: port name 'Web' is not a DNS label`],
])('a bad port is refused', (port, message) => {
  expect(() => port._check('here')).toThrow(message);
});
