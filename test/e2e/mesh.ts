import { bookinfo } from '../../examples/bookinfo';
import { apply, rolledOut, webhooksReady } from './cluster';
import { settings } from './settings';
import { synth } from './synth';

/** Installs the mesh of the Bookinfo example; on a cluster that has it, nothing changes. */
export async function installMesh(): Promise<void> {
  const { mesh } = synth((app) => bookinfo(app, settings()));
  apply(mesh);
  rolledOut('istio-system');
  await webhooksReady();
}
