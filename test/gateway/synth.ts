import { App, Chart } from 'cdk8s';
import { Hosts, ServiceHost } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';

/** A chart with the namespace of a gateway. */
export const ingressChart = () => new Chart(new App(), 'edge', { namespace: 'istio-ingress' });

/** A Service `shop/cart` that somebody else made. */
export const cart = (...ports: ServicePort[]): ServiceHost => (
  Hosts.named({ name: 'cart', namespace: 'shop', ports: ports.length > 0 ? ports : [ServicePort.http(8080)] })
);

/** The one object of a kind. */
export function only(chart: Chart, kind: string): any {
  const objects = chart.toJson().filter((object) => object.kind === kind);
  expect(objects).toHaveLength(1);
  return objects[0];
}
