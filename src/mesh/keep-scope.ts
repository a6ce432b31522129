import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { isClusterObject } from '../ground/objects';
import { ResourceScope } from './resource-scope';

/** Takes away what who applies this output may not make, and returns what it was given. */
export function keepScope<T extends IConstruct>(objects: T, scope: ResourceScope): T {
  if (scope === ResourceScope.ALL) return objects;
  for (const object of objects.node.findAll().filter(ApiObject.isApiObject)) {
    if (isClusterObject(object) !== (scope === ResourceScope.CLUSTER)) object.node.scope!.node.tryRemoveChild(object.node.id);
  }
  return objects;
}
