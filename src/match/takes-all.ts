import { networking } from '../api';
import { httpCovers } from './http-cover';

/** Whether a rendered match takes every request: it has no condition, or only one that all requests fulfil. */
export function takesAll(match: networking.HTTPMatchRequest): boolean {
  return httpCovers(match, {});
}
