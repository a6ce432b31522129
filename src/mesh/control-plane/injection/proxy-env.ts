import { Fragment, FragmentMap, each, when } from './fragment';
import { Expression, allOf, go, text, variable } from './go-expression';
import { PodInput } from './pod-input';
import { InjectionSettings, factsOf } from './settings';

/** The environment from which istio-agent knows its pod, its mesh, and whom to ask for certificates. */
export function proxyEnv(settings: InjectionSettings, input: PodInput): Fragment[] {
  return [
    ...agentEnv(settings), ...podEnv(), ...limitsEnv(), ...complianceEnv(),
    ...nodeMetadata(settings, input), ...meshMetadata(settings), ...(factsOf(settings).otelAttributesInTemplates ? [telemetryEnv()] : []), userEnv(),
  ];
}

/** Where inbound traffic goes to localhost, probes do, too. */
export function legacyProbeEnv(): Fragment {
  return when(go`eq $.InboundTrafficPolicyMode "localhost"`, env('REWRITE_PROBE_LEGACY_LOCALHOST_DESTINATION', 'true'));
}

export function agentEnv(settings: InjectionSettings): Fragment[] {
  return [
    env('PILOT_CERT_PROVIDER', 'istiod'),
    env('CA_ADDR', settings.caAddress),
  ];
}

export function podEnv(): Fragment[] {
  return [
    fieldEnv('POD_NAME', 'metadata.name'),
    fieldEnv('POD_NAMESPACE', 'metadata.namespace'),
    fieldEnv('INSTANCE_IP', 'status.podIP'),
    fieldEnv('SERVICE_ACCOUNT', 'spec.serviceAccountName'),
    fieldEnv('HOST_IP', 'status.hostIP'),
    fieldEnv('ISTIO_META_NODE_NAME', 'spec.nodeName'),
  ];
}

export function limitsEnv(): Fragment[] {
  return [
    limitEnv('ISTIO_CPU_LIMIT', 'limits.cpu'),
    limitEnv('GOMEMLIMIT', 'limits.memory'),
    limitEnv('GOMAXPROCS', 'limits.cpu'),
  ];
}

function complianceEnv(): Fragment[] {
  return [
    when(go`$.CompliancePolicy`, env('COMPLIANCE_POLICY', go`$.CompliancePolicy`)),
    when(go`eq $.CompliancePolicy "fips-140-3"`, env('GODEBUG', 'fips140=only')),
  ];
}

/** What istiod learns of this proxy. */
function nodeMetadata(settings: InjectionSettings, input: PodInput): Fragment[] {
  return [
    ...workloadMetadata(settings, input),
    env('ISTIO_META_INTERCEPTION_MODE', input.interceptionMode),
    when(input.hasAnnotation('sidecar.istio.io/bootstrapOverride'),
      env('ISTIO_BOOTSTRAP_OVERRIDE', '/etc/istio/custom-bootstrap/custom_bootstrap.json')),
  ];
}

/** The same, as far as it is of use without Envoy, too. */
export function workloadMetadata(settings: InjectionSettings, input: PodInput): Fragment[] {
  const owner = text`kubernetes://apis/${go`$.TypeMeta.APIVersion`}/namespaces/${
    go`$.DeploymentMeta.Namespace | default "default"`}/${go`$.TypeMeta.Kind | lower`}s/${go`$.DeploymentMeta.Name`}`;
  const workload = variable('workload', go`index $.ObjectMeta.Labels "service.istio.io/workload-name" | default $.DeploymentMeta.Name`);
  return [
    proxyConfigEnv(),
    env('ISTIO_META_POD_PORTS', go`toJson ${input.ports}`),
    env('ISTIO_META_APP_CONTAINERS', go`join "," ${input.containers}`),
    env('ISTIO_META_CLUSTER_ID', settings.clusterName),
    ...(settings.network ? [env('ISTIO_META_NETWORK', settings.network)] : []),
    when(workload, env('ISTIO_META_WORKLOAD_NAME', workload)),
    when(allOf(go`$.TypeMeta.APIVersion`, go`$.DeploymentMeta.Name`), env('ISTIO_META_OWNER', owner)),
  ];
}

export function proxyConfigEnv(): Fragment {
  return env('PROXY_CONFIG', go`protoToJSON $.ProxyConfig`);
}

export function meshMetadata(settings: InjectionSettings): Fragment[] {
  return [
    env('ISTIO_META_MESH_ID', settings.meshId || settings.trustDomain),
    env('TRUST_DOMAIN', settings.trustDomain),
  ];
}

function telemetryEnv(): Fragment {
  const attributes = variable('attributes',
    go`otelResourceAttributes $.MeshConfig $.ObjectMeta.Annotations $.ObjectMeta.Labels $.DeploymentMeta.Namespace $.Spec.Containers`);
  return when(attributes, env('OTEL_RESOURCE_ATTRIBUTES', attributes));
}

/** The proxy metadata of mesh config, ProxyConfig resource and annotation. */
export function userEnv(metadata: Expression = go`$.ProxyConfig.ProxyMetadata`): Fragment {
  return each(metadata, (name, value) => ({ name, value }));
}

export function env(name: string, value: Fragment): FragmentMap {
  return { name, value };
}

export function fieldEnv(name: string, fieldPath: string): FragmentMap {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}

function limitEnv(name: string, resource: string): FragmentMap {
  return { name, valueFrom: { resourceFieldRef: { resource, divisor: '1' } } };
}
