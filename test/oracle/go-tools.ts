import { execFileSync } from 'child_process';
import { mkdirSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..', '..');
const MODULE = join(ROOT, 'tools', 'oracle');
const BUILT = join(ROOT, '.cache', 'oracle');

/** The judges, built from the pinned Go module: Istio's own command line and its own injection. */
export interface GoTools {
  readonly istioctl: string;
  readonly inject: string;
}

/** Builds the judges; the first time this takes minutes, later Go's build cache answers. */
export function buildGoTools(): GoTools {
  mkdirSync(BUILT, { recursive: true });
  execFileSync('go', ['build', '-ldflags=-s -w', '-o', `${BUILT}/`, 'istio.io/istio/istioctl/cmd/istioctl', './inject'], {
    cwd: MODULE,
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false -mod=readonly' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return { istioctl: join(BUILT, 'istioctl'), inject: join(BUILT, 'inject') };
}
