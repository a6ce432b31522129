import { BookinfoImages, BookinfoOptions } from '../../examples/bookinfo';
import { UpgradeOptions } from '../../examples/canary-upgrade';
import { ContainerResources, ImagePullPolicy, IstioVersion, MeshProps, Scaling } from 'istos';

const SMALL: ContainerResources = { requests: { cpu: '10m', memory: '40Mi' } };

/** Of a node whose Envoy is the upstream project's: without Istio's own filters (metadata exchange, ALPN, stats). */
const UPSTREAM_ENVOY: MeshProps = {
  imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
  metrics: false,
  istiod: {
    env: { PILOT_ENABLE_METADATA_EXCHANGE: 'false', PILOT_ENABLE_ALPN_FILTER: 'false' },
    resources: { requests: { cpu: '50m', memory: '256Mi' } },
    scaling: Scaling.fixed(1),
  },
  proxy: { resources: SMALL },
};

/** How the examples run on a cluster. */
export interface Settings extends BookinfoOptions {
  readonly upgrade?: UpgradeOptions;
}

const CASES: Record<string, Settings> = {
  /** Istio's public images, pulled from their registry. */
  public: {},
  /** A node that can pull nothing, with upstream's Envoy. An echo server stands in for Bookinfo. */
  'upstream-envoy': {
    images: BookinfoImages.echo('docker.io/istio/app:1.31.1'),
    mesh: UPSTREAM_ENVOY,
    gateway: { resources: SMALL, scaling: Scaling.fixed(1) },
    // It has the images of one version only.
    upgrade: { old: { version: IstioVersion.V1_31, ...UPSTREAM_ENVOY }, new: UPSTREAM_ENVOY },
  },
};

/** The settings that ISTOS_E2E names. */
export function settings(): Settings {
  const name = process.env.ISTOS_E2E ?? 'public';
  return CASES[name] ?? fail(name);
}

function fail(name: string): never {
  throw new Error(`ISTOS_E2E is '${name}', allowed are ${Object.keys(CASES).join(', ')}`);
}
