/** What a component's pods get besides what makes them that component. */
export interface PodAdditions {
  /**
   * Volumes of the pods, in Kubernetes' own form.
   * @default - those that the component needs
   * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/
   */
  readonly volumes?: any[];
  /**
   * Where the component's container has volumes, in Kubernetes' own form: `{ name, mountPath, … }`.
   * @default - those that the component needs
   */
  readonly volumeMounts?: any[];
  /**
   * Containers that run to their end before the component starts, in Kubernetes' own form.
   * @default - none
   */
  readonly initContainers?: any[];
  /**
   * Environment variables whose values come from elsewhere, e.g. `{ TOKEN: { secretKeyRef: { name: 'token', key: 'token' } } }`.
   * @default - none
   * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables
   */
  readonly envValueFrom?: { [name: string]: any };
}
