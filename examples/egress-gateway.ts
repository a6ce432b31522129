import { App, Chart, Duration } from 'cdk8s';
import {
  ClientTls, EgressGateway, EgressGatewayProps, EgressTls, HostResolution, Mesh, MeshService, Retry, RouteAction, ServicePort, VersionOptions,
} from 'istos';

export interface PaymentsOptions {
  /** What checkout is made of; anything that speaks HTTP. */
  readonly checkout?: VersionOptions;
  /** Where the bank is found. */
  readonly bank?: HostResolution;
  readonly gateway?: Partial<EgressGatewayProps>;
}

/** The checkout of a shop pays at a bank on the internet, through an egress gateway that encrypts. Nobody else may. */
export function egressGateway(app: App, options: PaymentsOptions = {}): void {
  const { checkout: version = { image: 'docker.io/curlimages/curl:8.11.1', command: ['sleep', 'infinity'], runAsUser: 100 } } = options;
  const chart = new Chart(app, 'egress-gateway', { namespace: 'payments' });
  const mesh = Mesh.fromRevision(chart, 'mesh');
  mesh.enroll('payments');
  mesh.enroll('payments-egress');

  const checkout = new MeshService(chart, 'checkout', { ports: [ServicePort.http(8080)] });
  checkout.addVersion('v1', version);

  // In a namespace of its own, where no workload can read the credentials.
  const gateway = new EgressGateway(chart, 'payments-egress', { namespace: 'payments-egress', mesh, ...options.gateway });

  // checkout calls http://bank.example.com. The gateway makes HTTPS of it and checks the bank's certificate by the CA in Secret bank-ca.
  const bank = mesh.egress('bank.example.com', {
    via: gateway,
    tls: EgressTls.originate(ClientTls.simple({ credentialName: 'bank-ca' })),
    from: [checkout],
    resolution: options.bank,
  });
  // As it is HTTP for the gateway, requests can be told apart, tried again, and measured.
  bank.addRoute('payments', {
    action: RouteAction.forward(bank),
    timeout: Duration.seconds(5),
    // A payment that the bank may have got is not sent again.
    retry: Retry.disabled(),
  });
}
