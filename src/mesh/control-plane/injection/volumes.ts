import { Each, Fragment, FragmentMap, each, json, when } from './fragment';
import { Expression, go } from './go-expression';
import { PodInput } from './pod-input';
import { InjectionSettings } from './settings';

/** A volume and where the proxy finds it. */
interface Folder {
  readonly name: string;
  readonly path: string;
  readonly source: FragmentMap;
  /** @default - always there */
  readonly condition?: Expression;
}

export function volumesOf(folders: readonly Folder[]): Fragment[] {
  return folders.map(({ name, source, condition }) => conditional({ name, ...source }, condition));
}

export function mountsOf(folders: readonly Folder[]): Fragment[] {
  return folders.map(({ name, path, condition }) => conditional({ name, mountPath: path }, condition));
}

/** Where a proxy of an injected pod finds its certificates, its token, the root certificate and what it knows of its pod. */
export function proxyFolders(settings: InjectionSettings, input: PodInput): Folder[] {
  return [...deployedProxyFolders(settings), bootstrap(input)];
}

/** With the revocation list. */
export function sidecarFolders(settings: InjectionSettings, input: PodInput): Folder[] {
  return [...proxyFolders(settings, input), revocationList(settings)];
}

/** The same of a proxy that is deployed as a whole. */
export function deployedProxyFolders(settings: InjectionSettings): Folder[] {
  return [workloadSocket(settings), CREDENTIAL_SOCKET, WORKLOAD_CERTS, ENVOY, DATA, POD_INFO, token(settings), rootCertificate(settings)];
}

/** A waypoint has no credentials but its own. */
export function waypointFolders(settings: InjectionSettings): Folder[] {
  return [workloadSocket(settings), ENVOY, DATA, POD_INFO, token(settings), rootCertificate(settings)];
}

/** An agent without Envoy has what the application's gRPC library reads. */
export function grpcAgentFolders(settings: InjectionSettings): Folder[] {
  return [workloadSocket(settings), ...GRPC_FOLDERS, POD_INFO, token(settings), rootCertificate(settings)];
}

/** A volume for each entry of a pod's annotation. */
export function userVolumes(input: PodInput): Each {
  return userItems(input, 'sidecar.istio.io/userVolume');
}

export function userMounts(input: PodInput): Each {
  return userItems(input, 'sidecar.istio.io/userVolumeMount');
}

const CREDENTIAL_SOCKET: Folder = { name: 'credential-socket', path: '/var/run/secrets/credential-uds', source: { emptyDir: {} } };
const WORKLOAD_CERTS: Folder = { name: 'workload-certs', path: '/var/run/secrets/workload-spiffe-credentials', source: { emptyDir: {} } };
const ENVOY: Folder = { name: 'istio-envoy', path: '/etc/istio/proxy', source: { emptyDir: { medium: 'Memory' } } };
const DATA: Folder = { name: 'istio-data', path: '/var/lib/istio/data', source: { emptyDir: {} } };
const POD_INFO: Folder = {
  name: 'istio-podinfo',
  path: '/etc/istio/pod',
  source: {
    downwardAPI: {
      items: ['labels', 'annotations'].map((path) => ({ path, fieldRef: { fieldPath: `metadata.${path}` } })),
    },
  },
};

/** What agent and application share. */
export const GRPC_FOLDERS: readonly Folder[] = [
  WORKLOAD_CERTS, DATA, { name: 'istio-xds', path: '/etc/istio/proxy', source: { emptyDir: { medium: 'Memory' } } },
];

/** Where the proxy asks for its certificates; the proxy's own agent answers, if nobody else does. */
function workloadSocket({ workloadSocket: source = { emptyDir: {} } }: InjectionSettings): Folder {
  return { name: 'workload-socket', path: '/var/run/secrets/workload-spiffe-uds', source: source as FragmentMap };
}

function token(settings: InjectionSettings): Folder {
  return { name: 'istio-token', path: '/var/run/secrets/tokens', source: tokenSource(settings) };
}

/** A token for the CA alone. */
export function tokenSource({ tokenAudience = 'istio-ca' }: InjectionSettings): FragmentMap {
  const serviceAccountToken = { path: 'istio-token', expirationSeconds: 43200, audience: tokenAudience };
  return { projected: { sources: [{ serviceAccountToken }] } };
}

function rootCertificate(settings: InjectionSettings): Folder {
  return { name: 'istiod-ca-cert', path: '/var/run/secrets/istio', source: rootCertificateSource(settings) };
}

export function rootCertificateSource({ rootCertConfigMap = 'istio-ca-root-cert', clusterTrustBundle }: InjectionSettings): FragmentMap {
  return clusterTrustBundle
    ? { projected: { sources: [{ clusterTrustBundle: { name: clusterTrustBundle, path: 'root-cert.pem' } }] } }
    : { configMap: { name: rootCertConfigMap } };
}

function revocationList(settings: InjectionSettings): Folder {
  return { name: 'istio-ca-crl', path: '/var/run/secrets/istio/crl', source: revocationListSource(settings) };
}

export function revocationListSource({ crlConfigMap = 'istio-ca-crl' }: InjectionSettings): FragmentMap {
  return { configMap: { name: crlConfigMap, optional: true } };
}

function bootstrap(input: PodInput): Folder {
  const annotation = 'sidecar.istio.io/bootstrapOverride';
  return {
    name: 'custom-bootstrap-volume',
    path: '/etc/istio/custom-bootstrap',
    source: { configMap: { name: input.annotationOrEmpty(annotation) } },
    condition: input.hasAnnotation(annotation),
  };
}

function conditional(fragment: FragmentMap, condition: Expression | undefined): Fragment {
  return condition ? when(condition, fragment) : fragment;
}

/** An annotation's JSON, a map from names to volumes or mounts, as a list. */
function userItems(input: PodInput, annotation: string): Each {
  const entries: Expression = go`fromJSON ${input.annotation(annotation, '{}')}`;
  return each(entries, (name, item) => json(go`set ${item} "name" ${name}`));
}
