import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { fail } from '../ground/fail';
import { dnsLabel } from '../ground/names';

/** The namespace that is said, or that of the chart; `example` is what an error proposes. */
export function namespaceOf(place: Construct, said: string | undefined, example = 'istio-ingress'): string {
  const namespace = said ?? Chart.of(place).namespace
    ?? fail(place, 'it has no namespace, and neither has its chart', `say it, e.g. namespace: '${example}'`);
  return dnsLabel(place, 'namespace', namespace);
}
