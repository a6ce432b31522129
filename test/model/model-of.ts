import { Inventory } from '../../src/model/inventory';
import { resourcesOfText } from '../../src/model/manifest-files';
import { MeshSettings } from '../../src/model/mesh-settings';
import { Model } from '../../src/model/model';

/** The model of a YAML text. */
export function modelOf(text: string, mesh?: Record<string, unknown>): Model {
  return new Model(new Inventory(resourcesOfText(text, 'mesh.yaml')), mesh && new MeshSettings(mesh));
}
