import { PROXY, Pod, anyContainerOf, booleanOf } from './pod';

/** Prometheus takes every character but letters and digits for the same. */
const NAMES = { scrape: 'prometheus_io_scrape', port: 'prometheus_io_port', path: 'prometheus_io_path', targets: 'prometheus_istio_io_scrape_targets' };
const SECURE_PORT = 'prometheus_istio_io_secure_port';
const AGENT_PATH = '/stats/prometheus';
/** Where the proxy and its agent listen. */
const RESERVED = [15000, 15001, 15004, 15006, 15008, 15020, 15021, 15053, 15090];

/** What Prometheus would be told of the application; the agent asks there. */
interface Scrape {
  readonly scrape: string;
  readonly path: string;
  readonly port: string;
  readonly targets?: readonly { readonly port: string; readonly path: string }[];
}

/**
 * Lets Prometheus ask the proxy's agent, which answers with the metrics of proxy and application.
 * `refuse` is told why the application's metrics cannot be asked for.
 */
export function mergePrometheus(pod: Pod, enabled: boolean, statusPort: number, refuse: (problem: string) => never): void {
  const { annotations } = pod.metadata;
  if (booleanOf(annotationOf(pod, NAMES.scrape)) === false) return;
  if (!(booleanOf(annotations['prometheus.istio.io/merge-metrics']) ?? enabled)) return;
  if (annotationOf(pod, NAMES.port) === String(statusPort)) return;

  const scrape = scrapeOf(pod);
  for (const port of scrape.targets?.map((target) => target.port) ?? (scrape.port === '' ? [] : [scrape.port])) checkPort(port, statusPort, refuse);
  const proxy = anyContainerOf(pod, PROXY);
  if (proxy && Object.values(scrape).some(Boolean)) proxy.env = [...proxy.env ?? [], { name: 'ISTIO_PROMETHEUS_ANNOTATIONS', value: JSON.stringify(scrape) }];
  const others = Object.entries(annotations).filter(([name]) => !Object.values(NAMES).includes(plain(name)));
  pod.metadata.annotations = {
    ...Object.fromEntries(others),
    'prometheus.io/port': String(statusPort), 'prometheus.io/path': AGENT_PATH, 'prometheus.io/scrape': 'true',
  };
}

/** Tells Prometheus the port on which the agent answers by mutual TLS, if there is one. */
export function announceSecurePort(pod: Pod): void {
  const port = anyContainerOf(pod, PROXY)?.env?.find(({ name }) => name === 'ENVOY_SECURE_MERGED_METRICS_PORT')?.value;
  if (annotationOf(pod, SECURE_PORT) === undefined && port && port !== '0') pod.metadata.annotations['prometheus.istio.io/secure-port'] = port;
}

function scrapeOf(pod: Pod): Scrape {
  const said = (name: string) => annotationOf(pod, name) ?? '';
  const targets = said(NAMES.targets).split(',').map((target) => target.trim()).filter(Boolean).map((target) => {
    const [port, ...path] = target.split(':');
    return { port: port.trim(), path: path.join(':').trim() || '/metrics' };
  });
  if (targets.length === 0) return { scrape: said(NAMES.scrape), path: said(NAMES.path), port: said(NAMES.port) };
  return { scrape: said(NAMES.scrape), path: targets[0].path, port: targets[0].port, targets };
}

function checkPort(port: string, statusPort: number, refuse: (problem: string) => never): void {
  const number = Number(port);
  if (!/^\d+$/.test(port) || number < 1 || number > 65535) refuse(`tells Prometheus the port '${port}', which is none`);
  if (number === statusPort || RESERVED.includes(number)) refuse(`tells Prometheus the port ${port}, which is the proxy's`);
}

function annotationOf({ metadata }: Pod, name: string): string | undefined {
  return Object.entries(metadata.annotations).find(([annotation]) => plain(annotation) === name)?.[1];
}

function plain(annotation: string): string {
  return annotation.replace(/[^a-zA-Z0-9_]/g, '_');
}
