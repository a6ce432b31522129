import { Labels } from './labels';
import { PeerPods } from './peer-policies';

/** For whom the metrics of Istio tell workloads apart: its labels of metrics by those of Pods. */
const OF_METRICS: readonly (readonly [string, string])[] = [['app', 'destination_app'], ['version', 'destination_version']];

const BY = ['destination_workload_namespace', 'destination_workload', 'source_workload_namespace', 'source_workload'];

/** What still came in plain text in the last week, as Prometheus is asked for it, by the workload that took it. */
export function plainTextQuery(metric: string, pods: PeerPods): string {
  const series = `${metric}{${['reporter="destination"', 'connection_security_policy!="mutual_tls"', ...matchers(pods)].join(', ')}}`;
  // A series that is new has its first value for something that came; increase() would not count it.
  return `sum by (${BY.join(', ')}) (increase(${series}[7d]) > 0 or (${series} unless ${series} offset 7d) > 0)`;
}

/** Labels by which metrics do not tell workloads apart are left out, so that the answer may have others of the namespace, too. */
function matchers({ namespace, labels = {} }: { readonly namespace?: string; readonly labels?: Labels }): string[] {
  return [
    ...namespace === undefined ? [] : [`destination_workload_namespace="${namespace}"`],
    ...OF_METRICS.flatMap(([label, ofMetric]) => labels[label] === undefined ? [] : [`${ofMetric}="${labels[label]}"`]),
  ];
}
