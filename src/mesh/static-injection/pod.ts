/** A container of a pod, as a manifest has it. */
export interface Container {
  name: string;
  image?: string;
  args?: string[];
  env?: { name: string; value?: string }[];
  ports?: { name?: string; containerPort: number }[];
  securityContext?: { runAsUser?: number; runAsGroup?: number };
  [field: string]: any;
}

export interface PodSpec {
  containers: Container[];
  initContainers?: Container[];
  hostNetwork?: boolean;
  [field: string]: any;
}

/** A pod, or the template of one. */
export interface Pod {
  metadata: {
    labels: Record<string, string>;
    annotations: Record<string, string>;
    [field: string]: any;
  };
  spec: PodSpec;
}

export const PROXY = 'istio-proxy';

export function containerOf(containers: readonly Container[] | undefined, name: string): Container | undefined {
  return containers?.find((container) => container.name === name);
}

/** A container, wherever it stands. */
export function anyContainerOf({ spec }: Pod, name: string): Container | undefined {
  return containerOf(spec.containers, name) ?? containerOf(spec.initContainers, name);
}

/** A boolean, as annotations have it; undefined if it is none. */
export function booleanOf(text: string | undefined): boolean | undefined {
  if (/^(1|t|T|TRUE|true|True)$/.test(text ?? '')) return true;
  return /^(0|f|F|FALSE|false|False)$/.test(text ?? '') ? false : undefined;
}
