import { ApiObject, App, Chart } from 'cdk8s';
import { IngressGateway, IngressGatewayProps, Listener, Mesh, MeshService, ServicePort } from 'istos';

export interface LedgerOptions {
  /** The container of ledger, which speaks TLS on port 8443 with the certificate in /etc/ledger: tls.crt and tls.key. */
  readonly container?: object;
  readonly gateway?: Partial<IngressGatewayProps>;
}

/** A ledger that ends TLS itself. The gateway knows which name a client asks for and nothing else; the key stays with the ledger. */
export function ingressTlsPassthrough(app: App, options: LedgerOptions = {}): void {
  const { container = { image: 'docker.io/traefik/whoami:v1.11.0', args: ['--port=8443', '--cert=/etc/ledger/tls.crt', '--key=/etc/ledger/tls.key'] } } = options;
  const chart = new Chart(app, 'ingress-tls-passthrough', { namespace: 'ledger' });
  const mesh = Mesh.fromRevision(chart, 'mesh');
  mesh.enroll('ledger');
  mesh.enroll('ledger-ingress');

  const workload = new ApiObject(chart, 'ledger-v1', {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'ledger-v1' },
    spec: {
      selector: { matchLabels: { app: 'ledger', version: 'v1' } },
      template: {
        metadata: { labels: { app: 'ledger', version: 'v1' } },
        spec: {
          volumes: [{ name: 'certificate', secret: { secretName: 'ledger-example-com' } }],
          containers: [{ name: 'ledger', ports: [{ containerPort: 8443 }], volumeMounts: [{ name: 'certificate', mountPath: '/etc/ledger' }], ...container }],
        },
      },
    },
  });
  // Its port is of TLS, so that the proxies leave the bytes alone.
  const ledger = new MeshService(chart, 'ledger', { ports: [ServicePort.tls(8443)] });
  ledger.addVersion('v1', { workload });

  // It shows no certificate, so it need not read any.
  const gateway = new IngressGateway(chart, 'ledger-gateway', { namespace: 'ledger-ingress', mesh, readSecrets: false, ...options.gateway });
  gateway.addListener('ledger', Listener.tlsPassthrough({ hosts: ['ledger.example.com'] }));
  gateway.exposeTls(ledger, { hosts: ['ledger.example.com'] });
}
