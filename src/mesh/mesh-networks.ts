import { IConstruct } from 'constructs';
import { mesh } from '../api';
import { MessageCheck } from './schema/message-check';
import { protosOf } from './schema/protos';

/** What is known of the mesh's networks beforehand. */
export function meshNetworks(place: IConstruct, minor: string, given: mesh.MeshNetworks = { networks: {} }): mesh.MeshNetworks {
  new MessageCheck(place, protosOf(minor)).check('meshNetworks', 'istio.mesh.v1alpha1.MeshNetworks', given);
  return given;
}
