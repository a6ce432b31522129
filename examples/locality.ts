import { App, Chart, Duration } from 'cdk8s';
import { BookinfoImages } from './bookinfo';
import { DestinationPolicy, LocalityBalancing, Mesh, MeshService, ServicePort } from 'istos';

export interface LocalityOptions {
  /** How long a Pod that fails is left alone. */
  readonly ejection?: Duration;
  readonly images?: BookinfoImages;
}

/** Pods of a cluster whose nodes say where they are (`topology.kubernetes.io/region` and `zone`) need no such label. */
const at = (locality: string) => ({ podLabels: { 'topology.istio.io/locality': locality } });

/** ratings runs in Frankfurt and Dublin: requests stay near, go to the other place when the Pods of one fail, and come back. */
export function locality(app: App, options: LocalityOptions = {}): void {
  const { ejection = Duration.seconds(30), images = BookinfoImages.PUBLIC } = options;
  const chart = new Chart(app, 'locality', { namespace: 'locality' });
  Mesh.fromRevision(chart, 'mesh').enroll('locality');

  const ratings = new MeshService(chart, 'ratings', { ports: [ServicePort.http(9080)] });
  ratings.addVersion('frankfurt', { ...images.of('ratings', 'v1'), ...at('eu-central.a') });
  ratings.addVersion('dublin', { ...images.of('ratings', 'v1'), ...at('eu-west.a') });

  // Only outlier detection knows that a place has failed, so without it there is no failover.
  ratings.addPolicy(DestinationPolicy.outlierDetection({
    consecutive5xxErrors: 3,
    interval: Duration.seconds(1),
    baseEjectionTime: ejection,
    // All Pods of a place may fail together.
    maxEjectionPercent: 100,
    locality: LocalityBalancing.nearest({
      failover: [{ from: 'eu-central', to: 'eu-west' }, { from: 'eu-west', to: 'eu-central' }],
    }),
  }));

  // details has no state: nine of ten requests stay in Frankfurt, the tenth keeps Dublin warm.
  const details = new MeshService(chart, 'details', { ports: [ServicePort.http(9080)] });
  details.addVersion('frankfurt', { ...images.of('details', 'v1'), ...at('eu-central.a') });
  details.addVersion('dublin', { ...images.of('details', 'v1'), ...at('eu-west.a') });
  details.addPolicy(DestinationPolicy.locality(LocalityBalancing.distribute(
    { from: 'eu-central/*', to: { 'eu-central/*': 90, 'eu-west/*': 10 } },
    { from: 'eu-west/*', to: { 'eu-west/*': 100 } },
  )));
}
