import { App, Chart, Duration } from 'cdk8s';
import { BookinfoImages } from './bookinfo';
import { HttpMatch, HttpMethod, Mesh, MeshService, Retry, RetryOn, RouteAction, ServicePort } from 'istos';

export interface TimeoutsAndRetriesOptions {
  readonly images?: BookinfoImages;
}

/** How long callers wait for reviews, and what is tried again. */
export function timeoutsAndRetries(app: App, options: TimeoutsAndRetriesOptions = {}): void {
  const { images = BookinfoImages.PUBLIC } = options;
  const chart = new Chart(app, 'timeouts-and-retries', { namespace: 'timeouts-and-retries' });
  Mesh.fromRevision(chart, 'mesh').enroll('timeouts-and-retries');

  const reviews = new MeshService(chart, 'reviews', { ports: [ServicePort.http(9080)] });
  const v1 = reviews.addVersion('v1', images.of('reviews', 'v1'));

  // A review that is sent twice is there twice. Istio would try again after a broken connection; here nothing is.
  reviews.addRoute('writes', {
    match: [HttpMatch.method(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH)],
    action: RouteAction.forward(v1),
    timeout: Duration.seconds(5),
    retry: Retry.disabled(),
  });

  // Two seconds in all: up to four attempts of half a second, the first and three more.
  reviews.addRoute('reads', {
    action: RouteAction.forward(v1),
    timeout: Duration.seconds(2),
    retry: Retry.attempts(3, {
      perTryTimeout: Duration.millis(500),
      retryOn: [RetryOn.GATEWAY_ERROR, RetryOn.CONNECT_FAILURE, RetryOn.REFUSED_STREAM],
      // A whole zone may be ill: let the next attempt go to another.
      retryRemoteLocalities: true,
    }),
  });
}
