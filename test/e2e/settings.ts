import { BookinfoImages, BookinfoOptions } from '../../examples/bookinfo';
import { ContainerResources, ImagePullPolicy, Scaling } from 'istos';

const SMALL: ContainerResources = { requests: { cpu: '10m', memory: '40Mi' } };

const CASES: Record<string, BookinfoOptions> = {
  /** Istio's public images, pulled from their registry. */
  public: {},
  /**
   * A node that can pull nothing and whose Envoy is the upstream project's: without Istio's own filters
   * (metadata exchange, ALPN, stats), so the control plane must not send them. An echo server stands in for Bookinfo.
   */
  'upstream-envoy': {
    images: BookinfoImages.echo('docker.io/istio/app:1.31.1'),
    mesh: {
      imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
      metrics: false,
      istiod: {
        env: { PILOT_ENABLE_METADATA_EXCHANGE: 'false', PILOT_ENABLE_ALPN_FILTER: 'false' },
        resources: { requests: { cpu: '50m', memory: '256Mi' } },
        scaling: Scaling.fixed(1),
      },
      proxy: { resources: SMALL },
    },
    gateway: { resources: SMALL, scaling: Scaling.fixed(1) },
  },
};

/** The settings that ISTOS_E2E names. */
export function settings(): BookinfoOptions {
  const name = process.env.ISTOS_E2E ?? 'public';
  return CASES[name] ?? fail(name);
}

function fail(name: string): never {
  throw new Error(`ISTOS_E2E is '${name}', allowed are ${Object.keys(CASES).join(', ')}`);
}
