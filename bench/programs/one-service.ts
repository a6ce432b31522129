import type { Chart } from 'cdk8s';
import type * as Istos from 'istos';

/** One service of the benchmark in words of intent: Service, ServiceAccount, Deployment, DestinationRule, VirtualService. */
export function oneService(istos: typeof Istos, chart: Chart, name: string, namespace: string): void {
  const { DestinationPolicy, HttpMatch, LocalityBalancing, MeshService, Retry, RouteAction, ServicePort } = istos;
  const service = new MeshService(chart, `${namespace}-${name}`, { name, namespace, ports: [ServicePort.http(8080)] });
  const version = service.addVersion('v1', { image: 'registry.example.com/app:1.0.0', replicas: 2 });
  service.addPolicy(DestinationPolicy.circuitBreaker({ maxConnections: 100, consecutive5xxErrors: 5, locality: LocalityBalancing.asMesh() }));
  service.addRoute('api', { match: [HttpMatch.uriPrefix('/api')], action: RouteAction.forward(version), retry: Retry.attempts(3) });
  service.addRoute('rest', { action: RouteAction.forward(version) });
}
