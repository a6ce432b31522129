import { App, Chart } from 'cdk8s';
import { GatewayTls, IngressGateway, IngressGatewayProps, Listener, Mesh, MeshService, ServicePort, VersionOptions } from 'istos';

export interface StorefrontOptions {
  /** What shop and blog are made of; anything that speaks HTTP on port 8080. */
  readonly site?: VersionOptions;
  readonly gateway?: Partial<IngressGatewayProps>;
}

/** Two sites with one wildcard certificate, which is in Secret wildcard-example-com of namespace storefront-ingress. */
export function ingressTlsSimple(app: App, options: StorefrontOptions = {}): void {
  const { site = { image: 'docker.io/traefik/whoami:v1.11.0', args: ['--port=8080'], runAsUser: 65532 } } = options;
  const chart = new Chart(app, 'ingress-tls-simple', { namespace: 'storefront' });
  const mesh = Mesh.fromRevision(chart, 'mesh');
  mesh.enroll('storefront');
  mesh.enroll('storefront-ingress');

  const [shop, blog] = ['shop', 'blog'].map((name) => {
    const service = new MeshService(chart, name, { ports: [ServicePort.http(8080)] });
    service.addVersion('v1', site);
    return service;
  });

  // The gateway has a namespace of its own: who may read Secrets there has the private key.
  const gateway = new IngressGateway(chart, 'storefront-gateway', { namespace: 'storefront-ingress', mesh, ...options.gateway });
  gateway.addListener('redirect', Listener.http({ hosts: ['*.example.com'], httpsRedirect: true }));

  // A browser asks for both sites on one connection, since the certificate covers both. Each listener as a server of its own would answer
  // 404 for the other's site; as they have the same TLS settings, they become one server.
  const tls = GatewayTls.simple('wildcard-example-com');
  gateway.addListener('shop', Listener.https({ hosts: ['shop.example.com'], tls }));
  gateway.addListener('blog', Listener.https({ hosts: ['blog.example.com'], tls }));

  gateway.expose(shop, { hosts: ['shop.example.com'] });
  gateway.expose(blog, { hosts: ['blog.example.com'] });
}
