import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Crd } from '../../tools/imports/crds';
import { applyObject, kubectl } from './cluster';

const ROOT = join(__dirname, '../..');
const BUILT = join(ROOT, '.cache', 'controllers');

export type Controller = 'flagger' | 'rollouts-controller';
const MODULES: Record<Controller, string> = { flagger: 'flagger', 'rollouts-controller': 'argo-rollouts' };

/** Builds a controller from its pinned Go module; the first time this takes minutes, later Go's build cache answers. */
export function build(controller: Controller): string {
  mkdirSync(BUILT, { recursive: true });
  execFileSync('go', ['build', '-ldflags=-s -w', '-o', `${BUILT}/`, 'tool'], {
    cwd: join(ROOT, 'tools/controllers', MODULES[controller]),
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false -mod=readonly' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return join(BUILT, controller);
}

/** Installs the kinds of a controller, as imports/ has them. */
export function installKinds(folder: string): void {
  const { crds } = JSON.parse(readFileSync(join(ROOT, 'imports', folder, 'crds.json'), 'utf8')) as { crds: Crd[] };
  const names = crds.map(({ group, names: { plural } }) => `${plural}.${group}`);
  crds.forEach(({ group, scope, names: kind, versions, schema }, i) => applyObject({
    apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: names[i] },
    spec: {
      group, scope, names: kind,
      versions: versions.map(({ schema: own = schema, ...version }) => ({ ...version, schema: { openAPIV3Schema: own } })),
    },
  }));
  kubectl('wait', '--for=condition=Established', '--timeout=30s', ...names.map((name) => `crd/${name}`));
}

/** A program that runs beside the tests until `stop`. */
export class Companion {
  readonly log: string;
  private readonly child: ChildProcess;

  constructor(name: string, command: string, args: string[]) {
    this.log = join(mkdtempSync(join(tmpdir(), `${name}-`)), 'log');
    const out = openSync(this.log, 'w');
    this.child = spawn(command, args, { stdio: ['ignore', out, out] });
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }
}

/** A free port of this machine. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
