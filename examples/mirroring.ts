import { App, Chart } from 'cdk8s';
import { BookinfoImages } from './bookinfo';
import { Mesh, MeshService, Mirror, RouteAction, ServicePort } from 'istos';

export interface MirroringOptions {
  /** The share of the requests that are copied, in percent. */
  readonly percent?: number;
  readonly images?: BookinfoImages;
}

/** The next version of reviews gets real requests before it answers any. */
export function mirroring(app: App, options: MirroringOptions = {}): void {
  const { percent = 25, images = BookinfoImages.PUBLIC } = options;
  const chart = new Chart(app, 'mirroring', { namespace: 'mirroring' });
  Mesh.fromRevision(chart, 'mesh').enroll('mirroring');

  const reviews = new MeshService(chart, 'reviews', { ports: [ServicePort.http(9080)] });
  const live = reviews.addVersion('v1', images.of('reviews', 'v1'));
  const next = reviews.addVersion('v2', images.of('reviews', 'v2'));

  // Nobody waits for the answers to copies. But what they do is done: keep those that change something away from the real data.
  reviews.addRoute('live', { action: RouteAction.forward(live), mirrors: [Mirror.to(next, { percent })] });
}
