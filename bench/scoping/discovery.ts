import { execFileSync } from 'child_process';
import { existsSync, mkdirSync } from 'fs';
import { join, resolve } from 'path';
import { GeneratedMesh } from './generated-mesh';

const ROOT = resolve(__dirname, '..', '..');
const PROGRAM = join(ROOT, '.cache', 'oracle', 'scoping');
const OF_ISTIO = /\.istio\.io\//;

/** What istiod sends to one sidecar. */
export interface Sizes {
  readonly clusters: number;
  readonly clusterBytes: number;
  readonly endpointBytes: number;
  readonly listenerBytes: number;
  readonly routeBytes: number;
}

/** Istio's own discovery, built from the pinned Go module, with the objects of a mesh and no cluster. */
export function discover({ manifests, proxies }: GeneratedMesh): Sizes[] {
  const known = manifests.filter(({ apiVersion, kind }) => OF_ISTIO.test(apiVersion) || ['Service', 'EndpointSlice'].includes(kind));
  const text = (objects: any[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');
  const input = JSON.stringify({
    objects: text(known.filter(({ apiVersion }) => !OF_ISTIO.test(apiVersion)).map(withAddress)),
    configs: text(known.filter(({ apiVersion }) => OF_ISTIO.test(apiVersion))),
    proxies,
  });
  return JSON.parse(execFileSync(PROGRAM, { input, encoding: 'utf8', maxBuffer: 256 << 20, stdio: ['pipe', 'pipe', 'ignore'] }));
}

/** Builds it; the first time this takes minutes, later Go's build cache answers. */
export function buildDiscovery(): void {
  mkdirSync(join(ROOT, '.cache', 'oracle'), { recursive: true });
  execFileSync('go', ['build', '-ldflags=-s -w', '-o', PROGRAM, './scoping'], {
    cwd: join(ROOT, 'tools', 'oracle'), env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false -mod=readonly' }, stdio: 'inherit',
  });
  if (!existsSync(PROGRAM)) throw new Error('Istio is built from source: install Go (https://go.dev/dl) and put it on the PATH');
}

let last = 0;

/** The API server gives Services their addresses. */
function withAddress(object: any): object {
  if (object.kind !== 'Service') return object;
  last += 1;
  return { ...object, spec: { ...object.spec, clusterIP: `10.${200 + (last >> 16)}.${(last >> 8) & 255}.${last & 255}` } };
}
