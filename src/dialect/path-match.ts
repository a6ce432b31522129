import { gatewayapi, networking } from '../api';
import { fail } from '../ground/fail';
import { literalRegex, pathPrefixOf } from '../match/path-prefix';
import { refuse } from './gap';

const { EXACT, PATH_PREFIX, REGULAR_EXPRESSION } = gatewayapi.PathMatchType;

/** The path that every request has. */
export const EVERY_PATH: gatewayapi.HTTPPathMatch = { type: PATH_PREFIX, value: '/' };

/** The same for istiod, but tried after other regular expressions; a prefix is always tried before them. */
export const EVERY_PATH_LAST: gatewayapi.HTTPPathMatch = { type: REGULAR_EXPRESSION, value: '.*' };

/** Whether a condition takes every path. */
export function takesEveryPath({ type, value }: gatewayapi.HTTPPathMatch): boolean {
  return [EVERY_PATH, EVERY_PATH_LAST].some((every) => every.type === type && every.value === value);
}

/** A condition on the path. A prefix is one of whole segments here, and one of text in Istio: only `pathPrefix` means the same in both. */
export function pathMatch(place: string, uri: networking.StringMatch | undefined, ignoreCase: boolean | undefined): gatewayapi.HTTPPathMatch {
  if (ignoreCase) refuseIgnoredCase(place, uri!);
  if (uri === undefined || uri.prefix === '/') return EVERY_PATH;
  if (uri.prefix !== undefined) refuseTextPrefix(place, uri.prefix);
  const prefix = pathPrefixOf(uri.regex);
  if (prefix !== undefined) return { type: PATH_PREFIX, value: checkPath(place, prefix) };
  return uri.regex === undefined ? { type: EXACT, value: checkPath(place, uri.exact!) } : { type: REGULAR_EXPRESSION, value: uri.regex };
}

function refuseIgnoredCase(place: string, uri: networking.StringMatch): never {
  const regex = uri.exact === undefined ? `${literalRegex(uri.prefix!)}.*` : literalRegex(uri.exact);
  return refuse(place, 'ignoreUriCase', `use StringMatch.regex('(?i)${regex}')`);
}

function refuseTextPrefix(place: string, prefix: string): never {
  const path = prefix.replace(/\/+$/, '');
  return refuse(place, `the prefix '${prefix}' of a uri as text, its prefixes are of whole segments`,
    `use HttpMatch.pathPrefix('${path}'), which means the same in both dialects, or StringMatch.regex('${literalRegex(prefix)}.*')`);
}

const ALLOWED = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+$/;
const MAX_LENGTH = 1024;

/** What the CRDs of the Gateway API refuse in a path. */
function checkPath(place: string, path: string): string {
  const odd = ['//', '/./', '/../', '%2f', '%2F'].find((part) => path.includes(part)) ?? ['/.', '/..'].find((end) => path.endsWith(end));
  if (odd) fail(place, `the Gateway API does not allow '${odd}' in the path '${path}'`, 'write the path as proxies normalize it');
  if (!ALLOWED.test(path)) fail(place, `the Gateway API does not allow all characters of the path '${path}'`, 'write others than letters, digits and -/._~!$&\'()*+,;=:@ as %xx');
  if (path.length > MAX_LENGTH) fail(place, `the path '${path.slice(0, 20)}...' has ${path.length} characters, the Gateway API allows ${MAX_LENGTH}`, 'shorten it');
  return path;
}
