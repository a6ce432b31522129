import { ControlPlane } from './control-plane';

/** A volume of istiod's pod, of whatever kind. */
interface Volume {
  readonly name: string;
  readonly [source: string]: unknown;
}

/** Where istiod's container has a volume. */
interface Mount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly?: boolean;
}

/** What istiod reads of its cluster and its CA, and where it keeps what it makes of it. */
export function istiodVolumes({ ca, istiod, revision, trust }: ControlPlane): { volumes: Volume[]; volumeMounts: Mount[] } {
  const serviceAccountToken = { audience: trust.tokenAudience, expirationSeconds: 43200, path: 'istio-token' };
  return {
    volumes: [
      { name: 'local-certs', emptyDir: { medium: 'Memory' } },
      { name: 'istio-token', projected: { sources: [{ serviceAccountToken }] } },
      { name: 'istio-kubeconfig', secret: { secretName: 'istio-kubeconfig', optional: true } },
      ...istiod.jwksRootCa === undefined ? [] : [{ name: 'extracacerts', configMap: { name: revision.suffixed(JWKS_ROOTS) } }],
      ...ca.volumes as Volume[],
    ],
    volumeMounts: [
      { name: 'istio-token', mountPath: '/var/run/secrets/tokens', readOnly: true },
      { name: 'local-certs', mountPath: '/var/run/secrets/istio-dns' },
      { name: 'istio-kubeconfig', mountPath: '/var/run/secrets/remote', readOnly: true },
      ...istiod.jwksRootCa === undefined ? [] : [{ name: 'extracacerts', mountPath: '/cacerts' }],
      ...ca.volumeMounts as Mount[],
    ],
  };
}

/** The ConfigMap of what else is trusted when istiod gets the keys of JSON Web Tokens. */
export const JWKS_ROOTS = 'pilot-jwks-extra-cacerts';
