import { Container, PROXY, Pod, containerOf } from './pod';

const VALIDATION = 'istio-validation';
const INIT = 'istio-init';

/**
 * Brings the containers into order. A classic proxy is the last one, so that tools mean the application, unless the application waits for it;
 * redirection starts after the pod's init containers, which have no proxy yet. A native sidecar goes ahead of all of them.
 */
export function orderContainers({ spec }: Pod, hold: boolean): void {
  spec.containers = hold ? first(spec.containers, PROXY) : last(spec.containers, PROXY);
  if (!spec.initContainers) return;
  spec.initContainers = containerOf(spec.initContainers, PROXY)
    ? first(spec.initContainers, INIT, VALIDATION, PROXY)
    : last(first(spec.initContainers, VALIDATION), INIT);
}

function first(containers: Container[], ...names: string[]): Container[] {
  return [...named(containers, names), ...containers.filter(({ name }) => !names.includes(name))];
}

function last(containers: Container[], ...names: string[]): Container[] {
  return [...containers.filter(({ name }) => !names.includes(name)), ...named(containers, names)];
}

function named(containers: Container[], names: string[]): Container[] {
  return names.flatMap((name) => containerOf(containers, name) ?? []);
}
