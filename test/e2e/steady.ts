import { applyObject, kubectl, until } from './cluster';

const POD = 'steady';
const A_SECOND = 20;

/** Starts a client that sends a request every 50 ms over one connection, which it makes again only when it is closed. */
export async function startSteady(namespace: string, url: string): Promise<void> {
  const format = '%{stderr}%{http_code}\n';
  applyObject({
    apiVersion: 'v1', kind: 'Pod',
    metadata: { name: POD, namespace, annotations: { 'proxy.istio.io/config': 'holdApplicationUntilProxyStarts: true' } },
    spec: {
      terminationGracePeriodSeconds: 1,
      containers: [{
        name: 'app', image: 'docker.io/istio/app:1.31.1', imagePullPolicy: 'IfNotPresent',
        command: ['curl', '-s', '-o', '/dev/null', '-m', '5', '-w', format, '--rate', `${A_SECOND}/s`, `${url}?[1-1000000]`],
      }],
    },
  });
  await until(`the steady client of ${namespace} to be served`, 60, () => (answers(namespace).get(200) ?? 0) > A_SECOND);
}

/** How many answers it got of each HTTP status; 0 counts requests without an answer. */
export function answers(namespace: string): Map<number, number> {
  const seen = new Map<number, number>();
  for (const status of kubectl('logs', '-n', namespace, POD, '-c', 'app').trim().split('\n').map(Number)) seen.set(status, (seen.get(status) ?? 0) + 1);
  return seen;
}

/** Ends it and gives all answers that it got. */
export function stopSteady(namespace: string): Map<number, number> {
  const seen = answers(namespace);
  kubectl('delete', 'pod', '-n', namespace, POD);
  return seen;
}
