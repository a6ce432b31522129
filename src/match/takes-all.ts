import { networking } from '../api';

/** Whether a rendered match takes every request: its only condition is a path that all requests have. */
export function takesAll(match: networking.HTTPMatchRequest): boolean {
  const { uri } = match;
  const others = { ...match, uri: undefined, ignoreUriCase: undefined };
  return (uri?.prefix === '/' || uri?.regex === '.*') && Object.values(others).every((condition) => condition === undefined);
}
