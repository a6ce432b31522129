import { Each, Fragment, FragmentMap, each, json, when } from './fragment';
import { Expression, go } from './go-expression';
import { PodInput } from './pod-input';
import { InjectionSettings } from './settings';

/** Where the proxy finds its certificates, its token, the root certificate and what it knows of its pod. */
export function proxyVolumes(settings: InjectionSettings, input: PodInput): Fragment[] {
  return [
    { name: 'workload-socket', emptyDir: {} },
    { name: 'credential-socket', emptyDir: {} },
    { name: 'workload-certs', emptyDir: {} },
    { name: 'istio-envoy', emptyDir: { medium: 'Memory' } },
    { name: 'istio-data', emptyDir: {} },
    podInfo,
    token,
    ...(trustsMeshRoot(settings) ? [{ name: 'istiod-ca-cert', configMap: { name: 'istio-ca-root-cert' } }] : []),
    when(input.hasAnnotation(BOOTSTRAP), { name: 'custom-bootstrap-volume', configMap: { name: input.annotationOrEmpty(BOOTSTRAP) } }),
  ];
}

export function proxyMounts(settings: InjectionSettings, input: PodInput): Fragment[] {
  return [
    { name: 'workload-socket', mountPath: '/var/run/secrets/workload-spiffe-uds' },
    { name: 'credential-socket', mountPath: '/var/run/secrets/credential-uds' },
    { name: 'workload-certs', mountPath: '/var/run/secrets/workload-spiffe-credentials' },
    { name: 'istio-envoy', mountPath: '/etc/istio/proxy' },
    { name: 'istio-data', mountPath: '/var/lib/istio/data' },
    { name: 'istio-podinfo', mountPath: '/etc/istio/pod' },
    { name: 'istio-token', mountPath: '/var/run/secrets/tokens' },
    ...(trustsMeshRoot(settings) ? [{ name: 'istiod-ca-cert', mountPath: '/var/run/secrets/istio' }] : []),
    when(input.hasAnnotation(BOOTSTRAP), { name: 'custom-bootstrap-volume', mountPath: '/etc/istio/custom-bootstrap' }),
  ];
}

/** With the revocation list, and the volumes that a pod's annotations ask for. */
export function sidecarVolumes(settings: InjectionSettings, input: PodInput): Fragment[] {
  return [
    ...proxyVolumes(settings, input),
    ...(trustsMeshRoot(settings) ? [{ name: 'istio-ca-crl', configMap: { name: 'istio-ca-crl', optional: true } }] : []),
    userItems(input, 'sidecar.istio.io/userVolume'),
  ];
}

export function sidecarMounts(settings: InjectionSettings, input: PodInput): Fragment[] {
  return [
    ...proxyMounts(settings, input),
    ...(trustsMeshRoot(settings) ? [{ name: 'istio-ca-crl', mountPath: '/var/run/secrets/istio/crl' }] : []),
    userItems(input, 'sidecar.istio.io/userVolumeMount'),
  ];
}

const BOOTSTRAP = 'sidecar.istio.io/bootstrapOverride';

/** A token for the CA alone. */
const token: FragmentMap = {
  name: 'istio-token',
  projected: { sources: [{ serviceAccountToken: { path: 'istio-token', expirationSeconds: 43200, audience: 'istio-ca' } }] },
};

const podInfo: FragmentMap = {
  name: 'istio-podinfo',
  downwardAPI: {
    items: ['labels', 'annotations'].map((path) => ({ path, fieldRef: { fieldPath: `metadata.${path}` } })),
  },
};

/** Other signers' roots are not in the ConfigMap that istiod distributes. */
function trustsMeshRoot({ certProvider }: InjectionSettings): boolean {
  return (certProvider ?? 'istiod') === 'istiod';
}

/** An annotation's JSON, a map from names to volumes or mounts, as a list. */
function userItems(input: PodInput, annotation: string): Each {
  const entries: Expression = go`fromJSON ${input.annotation(annotation, '{}')}`;
  return each(entries, (name, item) => json(go`set ${item} "name" ${name}`));
}
