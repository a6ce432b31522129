import { FragmentMap, when } from './fragment';
import { Expression, allOf, go, not } from './go-expression';
import { PodInput } from './pod-input';

/** The labels by which telemetry knows a workload, whatever the pod's own labels are called. */
export function canonicalLabels(): FragmentMap {
  return {
    'service.istio.io/canonical-name': go`coalesce ${label('service.istio.io/canonical-name')} ${label('app.kubernetes.io/name')} ${
      label('app')} $.DeploymentMeta.Name | trunc 63 | trimAll "-_."`,
    'service.istio.io/canonical-revision': go`coalesce ${label('service.istio.io/canonical-revision')} ${
      label('app.kubernetes.io/version')} ${label('version')} "latest"`,
  };
}

/** The labels of a pod with a sidecar. */
export function sidecarLabels(input: PodInput): FragmentMap {
  return {
    'security.istio.io/tlsMode': go`${label('security.istio.io/tlsMode')} | default "istio"`,
    'networking.istio.io/tunnel': when(go`eq ${input.metadata('ISTIO_META_ENABLE_HBONE')} "true"`,
      go`${label('networking.istio.io/tunnel')} | default "http"`),
    ...canonicalLabels(),
  };
}

/** The revision, and the application's container as the one that kubectl means. */
export function commonAnnotations(input: PodInput): FragmentMap {
  const application = (annotation: string) =>
    when(allOf(input.containers, not(input.hasAnnotation(annotation))), go`first ${input.containers}`);
  return {
    'istio.io/rev': go`$.Revision | default "default"`,
    'kubectl.kubernetes.io/default-logs-container': application('kubectl.kubernetes.io/default-logs-container'),
    'kubectl.kubernetes.io/default-container': application('kubectl.kubernetes.io/default-container'),
  };
}

function label(name: string): Expression {
  return go`index $.ObjectMeta.Labels ${name}`;
}
