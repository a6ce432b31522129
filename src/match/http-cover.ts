import { networking } from '../api';
import { sourceCovers } from './source-cover';
import { textCovers } from './text-cover';

type Match = networking.HTTPMatchRequest;
type Texts = { readonly [name: string]: networking.StringMatch };

const ANY_PATH: networking.StringMatch = { prefix: '/' };

/** Whether every request that `narrow` takes is also taken by `wide`. It never says so wrongly; where it takes more than a look it says no. */
export function httpCovers(wide: Match, narrow: Match): boolean {
  return uriCovers(wide, narrow)
    && (['scheme', 'method', 'authority'] as const).every((field) => always(wide[field]) || covers(wide[field], narrow[field]))
    && namedCover(wide.headers, narrow.headers)
    && namedCover(wide.queryParams, narrow.queryParams)
    && Object.entries(wide.withoutHeaders ?? {}).every(([name, text]) => covers(narrow.withoutHeaders?.[name], text))
    && sourceCovers(wide, narrow);
}

function uriCovers(wide: Match, narrow: Match): boolean {
  if (always(wide.uri) || covers(wide.uri, ANY_PATH)) return true;
  if (narrow.ignoreUriCase && !wide.ignoreUriCase) return false;
  return covers(wide.uri, narrow.uri, wide.ignoreUriCase);
}

/** Whether each of the named texts is asked for by `narrow`, too, at least as narrowly. */
function namedCover(wide: Texts = {}, narrow: Texts = {}): boolean {
  return Object.entries(wide).every(([name, text]) => covers(text, narrow[name]));
}

function covers(wide: networking.StringMatch | undefined, narrow: networking.StringMatch | undefined, ignoreCase = false): boolean {
  return wide !== undefined && narrow !== undefined && textCovers(wide, narrow, ignoreCase);
}

/** Whether a text that every request has always fits. */
function always(match: networking.StringMatch | undefined): boolean {
  return match === undefined || match.regex === '.*';
}
