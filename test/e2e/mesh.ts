import { bookinfo } from '../../examples/bookinfo';
import { Authorizers } from '../../examples/ext-authz';
import { apply, rolledOut, webhooksReady } from './cluster';
import { settings } from './settings';
import { synth } from './synth';

/** Installs the mesh of the Bookinfo example, which knows the authorizers of another one; on a cluster that has it, nothing changes. */
export async function installMesh(): Promise<void> {
  const options = settings();
  const extAuthzProviders = [Authorizers.LOGIN, Authorizers.OPA];
  const { mesh } = synth((app) => bookinfo(app, { ...options, mesh: { ...options.mesh, extAuthzProviders } }));
  apply(mesh);
  rolledOut('istio-system');
  await webhooksReady();
}
