import { BookinfoImages, BookinfoOptions } from '../../examples/bookinfo';

const CASES: Record<string, () => BookinfoOptions> = {
  /** Istio's public images, pulled from their registry. */
  public: () => ({}),
  /**
   * A node that can pull nothing and whose Envoy is the upstream project's: without Istio's own filters
   * (metadata exchange, ALPN, stats), so the control plane must not send them. An echo server stands in for Bookinfo.
   */
  'upstream-envoy': () => ({
    images: BookinfoImages.echo('docker.io/istio/app:1.31.1'),
    mesh: {
      hub: 'docker.io/istio',
      tag: '1.31.1',
    },
  }),
};

/** The settings that ISTOS_E2E names. */
export function settings(): BookinfoOptions {
  const name = process.env.ISTOS_E2E ?? 'public';
  if (!CASES[name]) throw new Error(`ISTOS_E2E is '${name}', allowed are ${Object.keys(CASES).join(', ')}`);
  return CASES[name]();
}
