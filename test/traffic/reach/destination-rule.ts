import { Chart, Duration } from 'cdk8s';
import {
  ClientPolicy, ClientTls, DestinationPolicy, ExportTo, H2UpgradePolicy, HashAlgorithm, HashKey, LoadBalancing, LocalityBalancing, MeshService,
  ProxyProtocolVersion, ServicePort, TunnelProtocol,
} from 'istos';

const minute = Duration.minutes(1);

/** Writes every field of DestinationRule that the library offers. */
export function reach(chart: Chart): void {
  const ports = [ServicePort.http(80), ServicePort.tcp(6379)];
  const service = (name: string, exportTo?: ExportTo) => new MeshService(chart, name, { ports, exportTo });

  const reviews = service('reviews', ExportTo.everywhere());
  const v1 = reviews.addVersion('v1', { labels: { version: 'v1' } });
  v1.addPolicy(DestinationPolicy.loadBalancing(LoadBalancing.leastRequest({ warmup: { duration: minute, minimumPercent: 20, aggression: 2 } })));
  reviews.addPolicy(DestinationPolicy.connectionPool({
    maxConnections: 100, connectTimeout: minute, maxConnectionDuration: minute, tcpIdleTimeout: minute,
    tcpKeepalive: { probes: 3, time: minute, interval: minute },
    http1MaxPendingRequests: 10, http2MaxRequests: 100, maxRequestsPerConnection: 10, maxRetries: 3, idleTimeout: minute, maxConcurrentStreams: 10,
    h2UpgradePolicy: H2UpgradePolicy.UPGRADE, useClientProtocol: false, http2KeepAlive: { interval: minute, timeout: minute },
  }));
  reviews.addPolicy(DestinationPolicy.outlierDetection({
    consecutive5xxErrors: 5, consecutiveGatewayErrors: 3, splitExternalLocalOriginErrors: true, consecutiveLocalOriginFailures: 4,
    outlierDetectionHttpErrorCodes: [503], interval: minute, baseEjectionTime: minute, maxEjectionPercent: 50, minHealthPercent: 20,
    locality: LocalityBalancing.failoverPriority(['version'], { failover: [{ from: 'eu', to: 'us' }] }),
  }));
  reviews.addPolicy(DestinationPolicy.tls(ClientTls.mutual({
    clientCertificate: '/etc/cert.pem', privateKey: '/etc/key.pem', caCertificates: '/etc/ca.pem', caCrl: '/etc/crl.pem',
    sni: 'reviews.example.com', subjectAltNames: ['reviews.example.com'],
  })));
  reviews.addPolicy(DestinationPolicy.loadBalancing(LoadBalancing.consistentHash(HashKey.header('user'), { algorithm: HashAlgorithm.ringHash(1009) })),
    { port: 80 });

  const details = service('details');
  details.addPolicy(DestinationPolicy.loadBalancing(LoadBalancing.consistentHash(
    HashKey.cookie('user', { path: '/', ttl: minute, attributes: [{ name: 'SameSite', value: 'Strict' }] }), { algorithm: HashAlgorithm.maglev(1009) })));
  details.addPolicy(DestinationPolicy.locality(LocalityBalancing.distribute({ from: 'eu/*', to: { 'eu/*': 100 } })));
  details.addPolicy(DestinationPolicy.proxyProtocol(ProxyProtocolVersion.V2));
  details.addPolicy(DestinationPolicy.retryBudget({ percent: 20, minRetryConcurrency: 3, budgetInterval: minute }));

  const proxy = service('forward-proxy');
  proxy.addPolicy(DestinationPolicy.tunnel({ protocol: TunnelProtocol.CONNECT, targetHost: 'api.example.com', targetPort: 443 }));
  proxy.addPolicy(DestinationPolicy.loadBalancing(LoadBalancing.consistentHash(HashKey.sourceIp())));
  proxy.addPolicy(DestinationPolicy.locality(LocalityBalancing.zoneAware({
    failover: [{ from: 'eu', to: 'us' }], failoverPriority: ['version'], minClusterSize: 3,
  })));

  const ratings = service('ratings');
  ratings.addPolicy(DestinationPolicy.loadBalancing(LoadBalancing.consistentHash(HashKey.queryParameter('user'))));
  new ClientPolicy(chart, 'cart', {
    host: ratings, namespace: 'cart', clients: { app: 'cart' },
    policies: [DestinationPolicy.tls(ClientTls.mutual({ credentialName: 'cart', insecureSkipVerify: true }))],
  });
}
