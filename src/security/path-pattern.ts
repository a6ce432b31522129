import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { patterns } from './pattern';

const LITERAL = /^[a-zA-Z0-9\-._~%!$&'()+,;:@=]+$/;

/** Paths as policies compare them: as all patterns, or as templates with `{*}` for one segment and `{**}` for any number of them. */
export function pathPatterns(place: IConstruct | string, what: string, paths: string[] | undefined): string[] | undefined {
  const plain = paths?.filter((path) => !isTemplate(path));
  if (plain?.length || !paths?.length) patterns(place, what, plain);
  for (const path of paths ?? []) {
    if (!path.startsWith('/') && !path.startsWith('*')) {
      fail(place, `${what} has '${path}', which no request has, a path begins with '/'`, `write '/${path}'`);
    }
    if (path.includes('?')) fail(place, `${what} has '${path}', policies compare paths without the query`, `write '${path.slice(0, path.indexOf('?'))}'`);
    if (/[{}]/.test(path)) checkTemplate(place, what, path);
  }
  return paths;
}

const isTemplate = (path: string) => path.includes('{*}') || path.includes('{**}');

function checkTemplate(place: IConstruct | string, what: string, path: string): void {
  let last = false;
  for (const segment of path.replace(/^\/|\/$/g, '').split('/')) {
    if (segment !== '{*}' && segment !== '{**}' && !LITERAL.test(segment)) {
      fail(place, `${what} has '${path}', whose segment '${segment}' is neither text nor '{*}' nor '{**}'`, `let these stand alone between two '/'`);
    }
    if (last && segment.startsWith('{')) fail(place, `${what} has '${path}', where '${segment}' follows '{**}'`, `let '{**}' be the last of the wildcards`);
    last ||= segment === '{**}';
  }
}
