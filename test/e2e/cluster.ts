import { spawnSync } from 'node:child_process';

/** What a command printed, and how it ended. */
export interface Outcome { readonly status: number; readonly out: string; readonly err: string }

/** Runs a command to its end, whatever that is. */
export function attempt(command: string, ...args: string[]): Outcome {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 256 << 20 });
  if (error) throw new Error(`cannot run ${command}: ${error.message}`);
  return { status: status ?? 1, out: stdout, err: stderr };
}

/** Runs a command that must succeed and gives what it printed. */
export function run(command: string, ...args: string[]): string {
  const { status, out, err } = attempt(command, ...args);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\nended with ${status}: ${err}${out}`);
  return out;
}

/** kubectl that must succeed. */
export const kubectl = (...args: string[]) => run('kubectl', ...args);

/** Server-side apply of files, unknown fields refused. */
export const apply = (...files: string[]) => kubectl('apply', '--server-side', '--validate=strict', ...files.flatMap((file) => ['-f', file]));

/** Applies an object that the test itself brings along. */
export function applyObject(object: object): void {
  const { status, stderr } = spawnSync('kubectl', ['apply', '--server-side', '-f', '-'], { encoding: 'utf8', input: JSON.stringify(object) });
  if (status !== 0) throw new Error(`kubectl apply: ${stderr}`);
}

/** Deletes objects, those that are not there left out, and waits until they are gone. */
export function remove(objects: object[]): void {
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  const { status, stderr } = spawnSync('kubectl', ['delete', '--ignore-not-found', '-f', '-'], { encoding: 'utf8', input });
  if (status !== 0) throw new Error(`kubectl delete: ${stderr}`);
}

/** Waits until `test` holds; its last failure is the error when it never does. */
export async function until(what: string, seconds: number, test: () => boolean): Promise<void> {
  const end = Date.now() + seconds * 1000;
  let last = 'it stayed false';
  while (Date.now() < end) {
    try {
      if (test()) return;
    } catch (error) {
      last = String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error(`gave up after ${seconds} s waiting for ${what}: ${last}`);
}

/** Waits until the API server can ask istiod. */
export function webhooksReady(): Promise<void> {
  return until('istiod to write its CA into the webhooks', 60, () => ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations']
    .every((kind) => JSON.parse(kubectl('get', kind, '-l', 'app.kubernetes.io/part-of=istio', '-o', 'json')).items
      .every((item: any) => item.webhooks.every((webhook: any) => webhook.clientConfig.caBundle))));
}

/** Waits until every Deployment of a namespace has rolled out. */
export function rolledOut(namespace: string): void {
  for (const deployment of kubectl('get', 'deployments', '-n', namespace, '-o', 'name').trim().split('\n')) {
    kubectl('rollout', 'status', '-n', namespace, deployment, '--timeout=300s');
  }
}

/** The objects of a file as the cluster has them, without what changes by itself: status and bookkeeping. */
export function specs(file: string): Map<string, string> {
  const { items } = JSON.parse(kubectl('get', '-f', file, '-o', 'json'));
  return new Map(items.map(({ kind, metadata: { namespace = '', name, ...metadata }, ...object }: any) => {
    const spec = { ...object, status: undefined, metadata: { ...metadata, resourceVersion: undefined, managedFields: undefined } };
    return [`${kind} ${namespace}/${name}`, JSON.stringify(spec)];
  }));
}
