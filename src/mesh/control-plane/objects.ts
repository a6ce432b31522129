export { clusterObject, namespacedObject } from '../../ground/objects';
export type { Manifest } from '../../ground/objects';
