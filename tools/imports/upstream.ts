/** One pinned Go module and the folder of `imports/` that its data goes to. */
export interface Upstream {
  readonly module: string;
  readonly version: string;
  /** The module's checksum as in a go.sum; a download with another one is refused. */
  readonly sum: string;
  /** The folder below `imports/`, named after the minor version. */
  readonly folder: string;
}

/** Oldest first: the API is generated from the last one; of the others a mesh makes the CRDs and knows the settings of the mesh config. */
export const ISTIO: Upstream[] = [
  { module: 'istio.io/api', version: 'v1.29.6', sum: 'h1:O7xvL89MJut2Lho0L27XDeB+WO8eb8seyDd9+zjaVGc=', folder: 'istio/1.29' },
  { module: 'istio.io/api', version: 'v1.30.3', sum: 'h1:pPSa0uah/t7CEuwacS4rw5qK/oHGvxC0WO8i4RRGwEU=', folder: 'istio/1.30' },
  { module: 'istio.io/api', version: 'v1.31.1', sum: 'h1:5Yb5ihcz4YQsCkciusK7DnFpBMwRB6EFWeUKH1Atuyk=', folder: 'istio/1.31' },
];

export const GATEWAY_API: Upstream[] = [
  { module: 'sigs.k8s.io/gateway-api', version: 'v1.6.0', sum: 'h1:735YBRj5NXFrOGX0GoSjwzUIzbz8kiEOfADsqHFmHgE=', folder: 'gateway-api/1.6' },
];

export const KUBERNETES: Upstream[] = [
  { module: 'k8s.io/kubernetes', version: 'v1.36.3', sum: 'h1:qDQdoMiluAE2Eab6Fa52YV+WjiGz9mZFFoagEA6cI+o=', folder: 'kubernetes/1.36' },
];

export const FLAGGER: Upstream = {
  module: 'github.com/fluxcd/flagger', version: 'v1.44.0', sum: 'h1:JAb2mE3AAO5Y/JkfHy6xbFDPDPk9lGvqXwmtztNbdhw=', folder: 'flagger/1.44',
};

export const ARGO_ROLLOUTS: Upstream = {
  module: 'github.com/argoproj/argo-rollouts', version: 'v1.10.1', sum: 'h1:6oyVPGiHHxu3ixkT6mngemh88HLPDoTX1IwO6KNR1Y4=', folder: 'argo-rollouts/1.10',
};

export const CERT_MANAGER: Upstream = {
  module: 'github.com/cert-manager/cert-manager', version: 'v1.21.2', sum: 'h1:UWgoYM+KLNtRlqmoWOKjKBOBUPVHeepQ6/ac3ERJW68=', folder: 'cert-manager/1.21',
};
