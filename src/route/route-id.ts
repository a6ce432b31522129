import { IConstruct } from 'constructs';
import { fail, placeOf } from '../ground/fail';

/** Checks the id of a new route against those that there are; gives the place that errors of the route name. */
export function routePlace(place: IConstruct, id: string, known: Iterable<string>): string {
  const ids = [...known];
  if (id === '') fail(place, 'a route has an empty id', `give it a name, e.g. 'main'; it stands in access logs`);
  if (ids.includes(id)) fail(place, `has a route '${id}' already, it has ${ids.join(', ')}`, 'name them apart');
  return `${placeOf(place)}: route '${id}'`;
}
