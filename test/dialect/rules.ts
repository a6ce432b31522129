import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { httpRouteRules } from '../../src/dialect/http-rules';
import { Hosts, ServiceHost } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { HttpRouteOptions } from '../../src/route/http-route';
import { RouteAction } from '../../src/route/route-action';
import { RouteTable } from '../../src/route/route-table';
import { written } from '../route/hosts';

export const service = (name: string, ...ports: ServicePort[]): ServiceHost => (
  Hosts.named({ name, namespace: 'shop', ports: ports.length > 0 ? ports : [ServicePort.http(8080)] })
);

export const cart = service('cart');
export const toCart = RouteAction.forward(cart);

/** The rules of an HTTPRoute of namespace `shop` for routes by their ids. */
export function rulesOf(routes: { [id: string]: HttpRouteOptions }): any[] {
  const table = new RouteTable(new Construct(new Chart(new App(), 'app'), 'x'));
  for (const [id, options] of Object.entries(routes)) table.add(id, options);
  return written(httpRouteRules(`MeshService 'shop/cart'`, table.toSpec(), { namespace: 'shop', port: 8080 }));
}

/** The one rule of a route `main`. */
export function ruleOf(options: Partial<HttpRouteOptions>): any {
  const rules = rulesOf({ main: { action: toCart, ...options } });
  expect(rules).toHaveLength(1);
  return rules[0];
}
