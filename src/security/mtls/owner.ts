import { ApiObject, Chart } from 'cdk8s';
import { placeOf } from '../../ground/fail';

/** What wrote an object, as errors name it: the construct that made it, or the object itself if it stands in a chart. */
export function ownerOf(object: ApiObject): string {
  const { scope } = object.node;
  return placeOf(scope && !Chart.isChart(scope) ? scope : object);
}
