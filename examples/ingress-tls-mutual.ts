import { App, Chart } from 'cdk8s';
import { ClientCa, GatewayTls, IngressGateway, IngressGatewayProps, Listener, Mesh, MeshService, ServicePort, VersionOptions } from 'istos';

export interface PartnersOptions {
  /** What orders is made of; anything that speaks HTTP on port 8080. */
  readonly orders?: VersionOptions;
  readonly gateway?: Partial<IngressGatewayProps>;
}

/** An API for partners, who prove themselves with certificates of their CA. */
export function ingressTlsMutual(app: App, options: PartnersOptions = {}): void {
  const { orders: version = { image: 'docker.io/traefik/whoami:v1.11.0', args: ['--port=8080'], runAsUser: 65532 } } = options;
  const chart = new Chart(app, 'ingress-tls-mutual', { namespace: 'partners' });
  const mesh = Mesh.fromRevision(chart, 'mesh');
  mesh.enroll('partners');
  mesh.enroll('partners-ingress');

  const orders = new MeshService(chart, 'orders', { ports: [ServicePort.http(8080)] });
  orders.addVersion('v1', version);

  // One proxy on each node, so that no partner's connection takes another hop.
  const gateway = new IngressGateway(chart, 'partners-gateway', { namespace: 'partners-ingress', mesh, daemonSet: true, ...options.gateway });

  // Secret orders-example-com has the certificate of the gateway, Secret partners-cacert that of the CA (ca.crt), both in partners-ingress.
  gateway.addListener('orders', Listener.https({
    hosts: ['orders.example.com'],
    tls: GatewayTls.mutual('orders-example-com', {
      clientCa: ClientCa.secret('partners'),
      // Not every certificate of the CA: it has to be for one of these.
      subjectAltNames: ['acme.partners.example.com', 'globex.partners.example.com'],
    }),
  }));
  gateway.expose(orders, { hosts: ['orders.example.com'] });
}
