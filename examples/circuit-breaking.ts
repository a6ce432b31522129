import { App, Chart, Duration } from 'cdk8s';
import { BookinfoImages } from './bookinfo';
import { CircuitBreaker, DestinationPolicy, LocalityBalancing, Mesh, MeshService, ServicePort } from 'istos';

export interface CircuitBreakingOptions {
  readonly images?: BookinfoImages;
}

/** ratings is slow at times: it is not flooded, and a Pod that fails is left alone. */
export function circuitBreaking(app: App, options: CircuitBreakingOptions = {}): void {
  const { images = BookinfoImages.PUBLIC } = options;
  const chart = new Chart(app, 'circuit-breaking', { namespace: 'circuit-breaking' });
  Mesh.fromRevision(chart, 'mesh').enroll('circuit-breaking');

  const ratings = new MeshService(chart, 'ratings', { ports: [ServicePort.http(9080)] });
  const v1 = ratings.addVersion('v1', images.of('ratings', 'v1'));
  const v2 = ratings.addVersion('v2', images.of('ratings', 'v2'));
  ratings.canary({ stable: v1, canary: v2, weight: 10 });

  new CircuitBreaker(chart, 'ratings-breaker', {
    host: ratings,
    // What is over these limits gets 503 at once. Each caller counts for itself, and so does the proxy in front of each Pod.
    maxConnections: 100,
    http1MaxPendingRequests: 10,
    connectTimeout: Duration.seconds(1),
    // A Pod that answers with 5xx five times in a row gets no requests for half a minute, the next time for a whole one.
    consecutive5xxErrors: 5,
    interval: Duration.seconds(10),
    baseEjectionTime: Duration.seconds(30),
    maxEjectionPercent: 50,
    // Outlier detection would make callers prefer Pods of their own zone. Here every Pod is to get its share.
    locality: LocalityBalancing.disabled(),
  });

  // The canary may take less. All else is as for the host: the time to connect, the detection of outliers.
  v2.addPolicy(DestinationPolicy.connectionPool({ maxConnections: 10, http1MaxPendingRequests: 1 }));

  // At most a tenth of the requests under way may be retries, so that they do not finish off what is overloaded.
  ratings.addPolicy(DestinationPolicy.retryBudget({ percent: 10 }));
}
