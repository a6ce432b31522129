import { execFileSync, spawnSync } from 'child_process';
import { mkdirSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..', '..');
const MODULE = join(ROOT, 'tools', 'oracle');
const BUILT = join(ROOT, '.cache', 'oracle');

/** The judges, built from the pinned Go module: Istio's own command line, injection, webhook, controller of gateways, CA and charts. */
export interface GoTools {
  readonly istioctl: string;
  readonly inject: string;
  readonly admit: string;
  readonly gateways: string;
  readonly ca: string;
  readonly chart: string;
}

const COMMANDS = ['inject', 'admit', 'gateways', 'ca', 'chart'] as const;

/** Builds the judges; the first time this takes minutes, later Go's build cache answers. */
export function buildGoTools(): GoTools {
  if (spawnSync('go', ['version']).status !== 0) {
    throw new Error("Istio's own tools are judges here and are built from source: install Go (https://go.dev/dl) and put it on the PATH");
  }
  mkdirSync(BUILT, { recursive: true });
  execFileSync('go', ['build', '-ldflags=-s -w', '-o', `${BUILT}/`, 'istio.io/istio/istioctl/cmd/istioctl', ...COMMANDS.map((command) => `./${command}`)], {
    cwd: MODULE,
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false -mod=readonly' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [inject, admit, gateways, ca, chart] = COMMANDS.map((command) => join(BUILT, command));
  return { istioctl: join(BUILT, 'istioctl'), inject, admit, gateways, ca, chart };
}
