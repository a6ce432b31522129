import { Container, PROXY, Pod, anyContainerOf, booleanOf } from './pod';

type Probe = Record<string, any>;

/** Where the agent answers in place of the application, by what the container's field is called. */
const PATHS: readonly [field: readonly string[], path: string][] = [
  [['readinessProbe'], 'app-health/<>/readyz'],
  [['livenessProbe'], 'app-health/<>/livez'],
  [['startupProbe'], 'app-health/<>/startupz'],
  [['lifecycle', 'preStop'], 'app-lifecycle/<>/prestopz'],
  [['lifecycle', 'postStart'], 'app-lifecycle/<>/poststartz'],
];

/**
 * Sends the kubelet's probes and hooks to the proxy's agent, which passes them on: the kubelet is not in the mesh, and
 * mutual TLS would turn it away.
 */
export function redirectProbes(pod: Pod, rewrite: boolean, statusPort: number): void {
  const { annotations } = pod.metadata;
  const proxy = anyContainerOf(pod, PROXY);
  if (!proxy || !(booleanOf(annotations['sidecar.istio.io/rewriteAppHTTPProbers']) ?? rewrite)) return;
  const applications = [...pod.spec.initContainers ?? [], ...pod.spec.containers].filter(({ name }) => name !== PROXY);

  const answered = Object.fromEntries(applications.flatMap((container) => probersOf(container, statusPort)));
  if (Object.keys(answered).length > 0) proxy.env = [...proxy.env ?? [], { name: 'ISTIO_KUBE_APP_PROBERS', value: JSON.stringify(answered) }];
  const port = Number(annotations['status.sidecar.istio.io/port'] ?? statusPort);
  applications.forEach((container) => redirect(container, port));
}

/** What the agent has to ask the application, by the path on which it is asked itself. */
function probersOf(container: Container, statusPort: number): [path: string, prober: Probe][] {
  return PATHS.flatMap(([field, path]): [string, Probe][] => {
    const prober = proberOf(container, field.reduce((value, key) => value?.[key], container as Probe), statusPort);
    return prober ? [[urlOf(path, container), prober]] : [];
  });
}

function proberOf(container: Container, probe: Probe | undefined, statusPort: number): Probe | undefined {
  if (!probe) return undefined;
  const { httpGet, tcpSocket, grpc, timeoutSeconds } = probe;
  if (!httpGet && !tcpSocket) return grpc && { grpc: { ...grpc, service: grpc.service ?? null }, timeoutSeconds };
  const port = portOf(container, (httpGet ?? tcpSocket).port);
  if (port === undefined || port === statusPort) return undefined;
  return httpGet ? { httpGet: { ...httpGet, port }, timeoutSeconds } : { tcpSocket: { ...tcpSocket, port }, timeoutSeconds };
}

/** The agent knows nothing of the names of ports. */
function portOf({ ports }: Container, port: number | string): number | undefined {
  return typeof port === 'number' ? port : ports?.find(({ name }) => name === port)?.containerPort;
}

function redirect(container: Container, port: number): void {
  for (const [[field, hook], path] of PATHS) {
    const value = container[field];
    const probe = hook === undefined ? value : value?.[hook];
    if (!probe) continue;
    const redirection = redirected(probe, urlOf(path, container), port);
    container[field] = hook === undefined ? redirection : { ...value, [hook]: redirection };
  }
}

function redirected(probe: Probe, path: string, port: number): Probe {
  const { httpGet = {}, tcpSocket, grpc, ...rest } = probe;
  if (!(probe.httpGet || tcpSocket || grpc)) return probe;
  return { ...rest, httpGet: { ...httpGet, path, port, ...(httpGet.scheme === 'HTTPS' && { scheme: 'HTTP' }) } };
}

function urlOf(path: string, { name }: Container): string {
  return `/${path.replace('<>', name)}`;
}
