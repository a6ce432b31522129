import { networking } from '../api';
import { fail } from '../ground/fail';
import { literalRegex, pathPrefixOf } from '../match/path-prefix';

/** A route that matched path prefixes rewrites only them. Istio writes a path prefix as regex, and would rewrite the whole path. */
export function withPathPrefixRewrite(place: string, spec: networking.HTTPRoute): networking.HTTPRoute {
  const { rewrite, match = [] } = spec;
  if (rewrite?.uri === undefined) return spec;
  const prefixes = pathPrefixes(match);
  if (prefixes.length === 0) return spec;
  if (prefixes.length < match.length) {
    fail(place, `the rewrite of the uri replaces the path prefix '${prefixes[0]}', but another match of the route has none`, 'make two routes of it');
  }
  const { uri, ...others } = rewrite;
  return { ...spec, rewrite: { ...others, uriRegexRewrite: regexRewrite(prefixes, uri) } };
}

/** What replaces the path prefixes that a route matched; nothing if it rewrites in another way. */
export function pathPrefixReplacement(spec: networking.HTTPRoute): string | undefined {
  const { rewrite: { uriRegexRewrite } = {}, match = [] } = spec;
  const [, known, below] = PREFIX_REWRITE.exec(uriRegexRewrite?.match ?? '') ?? [];
  const prefixes = pathPrefixes(match).map(literalRegex);
  if (prefixes.length === 0 || prefixes.length < match.length || !prefixes.every((prefix) => known?.split(/(?<!\\)\|/).includes(prefix))) return undefined;
  if (below === '/?(.*)') return uriRegexRewrite?.rewrite === '/\\1' ? '/' : undefined;
  return uriRegexRewrite?.rewrite?.endsWith('\\1') ? uriRegexRewrite.rewrite.slice(0, -'\\1'.length) : undefined;
}

const PREFIX_REWRITE = /^\^\(\?:(.+)\)(\/\?\(\.\*\)|\(\/\.\*\)\?)\$$/;

function regexRewrite(prefixes: string[], uri: string): networking.RegexRewrite {
  const any = `^(?:${prefixes.map(literalRegex).join('|')})`;
  const replacement = uri.replace(/\/+$/, '');
  return replacement === '' ? { match: `${any}/?(.*)$`, rewrite: '/\\1' } : { match: `${any}(/.*)?$`, rewrite: `${replacement}\\1` };
}

function pathPrefixes(matches: networking.HTTPMatchRequest[]): string[] {
  return matches.map(({ uri }) => pathPrefixOf(uri?.regex)).filter((prefix) => prefix !== undefined);
}
