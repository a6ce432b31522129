import { App, Chart, Duration } from 'cdk8s';
import { BookinfoImages } from './bookinfo';
import { Fault, HttpMatch, Mesh, MeshService, RouteAction, ServicePort, StringMatch } from 'istos';

export interface FaultInjectionOptions {
  /** How long a slow answer takes. */
  readonly delay?: Duration;
  readonly images?: BookinfoImages;
}

/** How does the shop bear it when ratings is slow, or fails? */
export function faultInjection(app: App, options: FaultInjectionOptions = {}): void {
  const { delay = Duration.seconds(7), images = BookinfoImages.PUBLIC } = options;
  const chart = new Chart(app, 'fault-injection', { namespace: 'fault-injection' });
  Mesh.fromRevision(chart, 'mesh').enroll('fault-injection');

  const ratings = new MeshService(chart, 'ratings', { ports: [ServicePort.http(9080)] });
  const v1 = ratings.addVersion('v1', images.of('ratings', 'v1'));

  // Only for those who play. The proxy of the caller makes it all up: ratings knows nothing of it, and nobody else is hurt.
  ratings.addRoute('game-day', {
    match: [HttpMatch.header('x-game-day', StringMatch.present())],
    action: RouteAction.forward(v1),
    // One after the other: a request can be slow, and then fail.
    fault: Fault.both(Fault.delay(delay, { percent: 20 }), Fault.abort(503, { percent: 10 })),
  });
  ratings.addRoute('all', { action: RouteAction.forward(v1) });
}
