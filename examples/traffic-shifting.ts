import { App, Chart } from 'cdk8s';
import { BookinfoImages } from './bookinfo';
import { CanaryStrategy, ConnectionAction, HttpMatch, Mesh, MeshService, RouteAction, ServicePort, StringMatch, VersionOptions } from 'istos';

export interface TrafficShiftingOptions {
  /** The share of the new version of reviews and ledger, in percent. */
  readonly share?: number;
  /** Which version of details is live. */
  readonly live?: 'v1' | 'v2';
  readonly images?: BookinfoImages;
  /** Where ledger comes from, which speaks a protocol of its own on port 9000. */
  readonly ledger?: (version: string) => VersionOptions;
}

const TCP_ECHO = (version: string): VersionOptions => ({ image: 'docker.io/istio/tcp-echo-server:1.3', args: ['9000', version] });

/** Three ways from one version to the next: by shares, by a switch, and by shares of connections. */
export function trafficShifting(app: App, options: TrafficShiftingOptions = {}): void {
  const { share = 20, live = 'v1', images = BookinfoImages.PUBLIC, ledger: ledgerVersion = TCP_ECHO } = options;
  const chart = new Chart(app, 'traffic-shifting', { namespace: 'traffic-shifting' });
  Mesh.fromRevision(chart, 'mesh').enroll('traffic-shifting');

  // By shares: raise the number, and apply again.
  const reviews = new MeshService(chart, 'reviews', { ports: [ServicePort.http(9080)] });
  reviews.addVersion('v1', images.of('reviews', 'v1'));
  reviews.addVersion('v3', images.of('reviews', 'v3'));
  reviews.addRoute('shares', {
    action: RouteAction.split({ to: reviews.version('v1'), weight: 100 - share }, { to: reviews.version('v3'), weight: share }),
  });

  // Blue-green: all or nothing. Who asks for the preview gets the version that is not live.
  const details = new MeshService(chart, 'details', { ports: [ServicePort.http(9080)] });
  const [blue, green] = ['v1', 'v2'].map((version) => details.addVersion(version, images.of('details', version)));
  details.canary({
    stable: blue,
    canary: green,
    match: [HttpMatch.header('x-preview', StringMatch.present())],
    strategy: CanaryStrategy.blueGreen(details.version(live)),
  });

  // Connections have no headers. They have shares, which long ones keep until they end.
  const ledger = new MeshService(chart, 'ledger', { ports: [ServicePort.tcp(9000)] });
  const [before, after] = ['v1', 'v2'].map((version) => ledger.addVersion(version, ledgerVersion(version)));
  ledger.addTcpRoute('shares', { action: ConnectionAction.split({ to: before, weight: 100 - share }, { to: after, weight: share }) });
}
