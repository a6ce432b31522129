import { Container, PROXY, Pod, anyContainerOf, containerOf } from './pod';
import { strategicMerge } from './strategic-merge';

const OVERRIDES = 'proxy.istio.io/overrides';

/** What a pod says itself of a container that a template adds wins over the template; `image: auto` leaves the image to it. */
export function reapplyContainers(pod: Pod, original: Pod, template: Pod): Pod {
  const containers = overlays(template.spec.containers, (name) => containerOf(original.spec.containers, name));
  const initContainers = overlays(template.spec.initContainers, (name) => anyContainerOf(original, name));
  if (containers.length + initContainers.length === 0) return pod;
  const overrides = { ...(containers.length > 0 && { containers }), ...(initContainers.length > 0 && { initContainers }) };
  return strategicMerge(pod, { metadata: { annotations: { [OVERRIDES]: JSON.stringify(overrides) } }, spec: overrides });
}

function overlays(added: readonly Container[] | undefined, given: (name: string) => Container | undefined): Container[] {
  return (added ?? []).flatMap(({ name }) => {
    const container = given(name);
    if (!container) return [];
    const { image, ...rest } = container;
    return [image === 'auto' ? rest : container];
  });
}

/** Tells the container that redirects, or checks that, as which user the pod wants its proxy to run. */
export function adjustInitContainer(pod: Pod, original: Pod, tproxy: boolean): void {
  const { runAsUser, runAsGroup } = anyContainerOf(original, PROXY)?.securityContext ?? {};
  const init = containerOf(pod.spec.initContainers, 'istio-init') ?? containerOf(pod.spec.initContainers, 'istio-validation');
  const proxy = anyContainerOf(pod, PROXY);
  if (!init || !proxy || (runAsUser === undefined && runAsGroup === undefined)) return;

  // Only root receives traffic that keeps its addresses.
  if (tproxy && runAsUser !== undefined) proxy.securityContext = { ...proxy.securityContext, runAsUser: 0 };
  if (!tproxy && init.name === 'istio-validation') {
    const user = { ...(runAsUser !== undefined && { runAsUser }), ...(runAsGroup !== undefined && { runAsGroup }) };
    init.securityContext = { ...init.securityContext, ...user };
  }
  if (runAsUser) init.args = init.args?.map((arg, i, args) => (args[i - 1] === '-u' ? String(runAsUser) : arg));
}
