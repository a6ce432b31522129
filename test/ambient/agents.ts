import { DataPlane } from '../../src/mesh/data-plane';
import { AmbientOptions, SidecarWithCniOptions } from '../../src/mesh/data-plane-options';
import { MeshProps } from '../../src/mesh/mesh-props';
import { Manifests, refusal, synth } from '../mesh/synth';

/** The objects of an ambient mesh. */
export const ambient = (options: AmbientOptions = {}, props: MeshProps = {}): Manifests => synth({ dataPlane: DataPlane.ambient(options), ...props });

/** The objects of a mesh with sidecars and istio-cni. */
export const withCni = (options: SidecarWithCniOptions = {}, props: MeshProps = {}): Manifests => (
  synth({ dataPlane: DataPlane.sidecarWithCni(options), ...props })
);

/** What an ambient mesh with bad input throws. */
export const ambientRefusal = (options: AmbientOptions, props: MeshProps = {}) => refusal({ dataPlane: DataPlane.ambient(options), ...props });

export const pod = (manifests: Manifests, name: string): any => manifests.get('DaemonSet', name).spec.template.spec;

export const container = (manifests: Manifests, name: string): any => pod(manifests, name).containers[0];

export const env = (manifests: Manifests, name: string): Record<string, any> => (
  Object.fromEntries(container(manifests, name).env.map((variable: any) => [variable.name, variable.value ?? variable.valueFrom]))
);

/** The directories of the node that a pod sees: where they are there, by where they are in the container. */
export function hostPaths(manifests: Manifests, name: string): Record<string, string> {
  const { volumes, containers: [{ volumeMounts }] } = pod(manifests, name);
  const paths = Object.fromEntries(volumes.map((volume: any) => [volume.name, volume.hostPath?.path]));
  return Object.fromEntries(volumeMounts.map((mount: any) => [mount.mountPath, paths[mount.name]]).filter(([, path]: any) => path));
}
