import { attempt, applyObject, kubectl, Outcome } from './cluster';

const IMAGE = 'docker.io/istio/app:1.31.1';
const LOAD_IMAGE = 'docker.io/fortio/fortio:1.66.5';

/** Namespace of the client that is not part of the mesh. */
export const OUTSIDE = 'outside';

/** Makes the clients: one in the mesh's namespace, one outside the mesh, and a load generator in the mesh. */
export function makeClients(meshNamespace: string): void {
  applyObject({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: OUTSIDE, labels: { 'istio-injection': 'disabled' } } });
  for (const namespace of [meshNamespace, OUTSIDE]) {
    applyObject(pod(namespace, 'client', { image: IMAGE, command: ['sleep', '1000000'] }));
  }
  applyObject(pod(meshNamespace, 'load', { image: LOAD_IMAGE, args: ['server', '-http-port', '8080'] }));
  applyObject(pod(meshNamespace, 'echo', { image: IMAGE, args: ['--port=8080'] }));
  applyObject({
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'echo', namespace: meshNamespace },
    spec: { selector: { app: 'echo' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  });
  for (const [namespace, name] of [[meshNamespace, 'client'], [meshNamespace, 'load'], [meshNamespace, 'echo'], [OUTSIDE, 'client']]) {
    kubectl('wait', '-n', namespace, '--for=condition=Ready', `pod/${name}`, '--timeout=120s');
  }
}

function pod(namespace: string, name: string, container: object): object {
  return {
    apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels: { app: name } },
    spec: { terminationGracePeriodSeconds: 1, containers: [{ name: 'app', imagePullPolicy: 'IfNotPresent', ...container }] },
  };
}

/** Runs a command in the client Pod of a namespace. */
export const inClient = (namespace: string, ...command: string[]): Outcome => attempt('kubectl', 'exec', '-n', namespace, 'client', '-c', 'app', '--', ...command);

/** The HTTP status of a request from the client of a namespace; 0 when there was no answer. */
export function status(namespace: string, url: string, ...curl: string[]): number {
  return Number(inClient(namespace, 'curl', '-s', '-o', '/dev/null', '-m', '5', '-w', '%{http_code}', ...curl, url).out);
}

/** How many of `count` answers came from each version of `app`, told by the name of the Pod that stands in each. */
export function versions(namespace: string, app: string, url: string, count: number, ...curl: string[]): Map<string, number> {
  const request = ['curl', '-s', '-m', '5', ...curl, url].map((word) => `'${word}'`).join(' ');
  const { out } = inClient(namespace, 'sh', '-c', `for i in $(seq ${count}); do ${request}; echo; echo --end--; done`);
  const seen = new Map<string, number>();
  for (const answer of out.split('--end--').slice(0, -1)) {
    const version = new RegExp(`${app}-(v\\d+)-`).exec(answer)?.[1] ?? `no version: ${answer.trim().slice(0, 80)}`;
    seen.set(version, (seen.get(version) ?? 0) + 1);
  }
  return seen;
}

/** Sends `requests` over `connections` connections at once and counts the answers by HTTP status. */
export function load(namespace: string, url: string, connections: number, requests: number): Map<number, number> {
  const { out, err } = attempt('kubectl', 'exec', '-n', namespace, 'load', '-c', 'app', '--', 'fortio', 'load', '-quiet', '-allow-initial-errors',
    '-c', `${connections}`, '-qps', '0', '-n', `${requests}`, '-json', '-', url);
  const { RetCodes } = JSON.parse(out.slice(out.indexOf('{')) || `{"RetCodes":{"0":${requests}},"error":${JSON.stringify(err)}}`);
  return new Map(Object.entries(RetCodes).map(([code, count]) => [Number(code), Number(count)]));
}
