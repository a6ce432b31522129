import { gatewayapi } from '../api';

const { EXACT, PATH_PREFIX, REGULAR_EXPRESSION } = gatewayapi.PathMatchType;

interface Condition {
  readonly type?: string;
  readonly name: string;
  readonly value: string;
}

/** Whether a request may fit both matches: true unless it is certain that none does. */
export function mayOverlap(a: gatewayapi.HTTPRouteMatch, b: gatewayapi.HTTPRouteMatch): boolean {
  if (a.method && b.method && a.method !== b.method) return false;
  return !pathsApart(a.path!, b.path!) && !pathsApart(b.path!, a.path!)
    && !someApart(a.headers, b.headers) && !someApart(a.queryParams, b.queryParams);
}

/** Whether a match takes every request that fits both `a` and `b`: each of its conditions is one of theirs. */
export function takesBoth(match: gatewayapi.HTTPRouteMatch, a: gatewayapi.HTTPRouteMatch, b: gatewayapi.HTTPRouteMatch): boolean {
  const { method, path, headers = [], queryParams = [] } = match;
  return (method === undefined || [a.method, b.method].includes(method))
    && [a, b].some((other) => takesPath(path!, other.path!))
    && headers.every((one) => among(one, a.headers, b.headers)) && queryParams.every((one) => among(one, a.queryParams, b.queryParams));
}

function takesPath(wide: gatewayapi.HTTPPathMatch, narrow: gatewayapi.HTTPPathMatch): boolean {
  if (wide.type === PATH_PREFIX && narrow.type !== REGULAR_EXPRESSION) return below(narrow.value!, wide.value!);
  return wide.type === narrow.type && wide.value === narrow.value;
}

function among(condition: Condition, ...lists: (readonly Condition[] | undefined)[]): boolean {
  return lists.some((list) => list?.some(({ type, name, value }) => type === condition.type && name === condition.name && value === condition.value));
}

function pathsApart(a: gatewayapi.HTTPPathMatch, b: gatewayapi.HTTPPathMatch): boolean {
  const [one, other] = [a.value!, b.value!];
  if (a.type === EXACT && b.type === EXACT) return one !== other;
  if (a.type === EXACT && b.type === PATH_PREFIX) return !below(one, other);
  if (a.type === PATH_PREFIX && b.type === PATH_PREFIX) return !below(one, other) && !below(other, one);
  if (a.type === EXACT) return !fits(one, other);
  if (a.type === PATH_PREFIX && b.type === REGULAR_EXPRESSION) return !eitherBegins(one, head(other));
  return false;
}

function someApart(a: readonly Condition[] = [], b: readonly Condition[] = []): boolean {
  return a.some((one) => b.some((other) => one.name.toLowerCase() === other.name.toLowerCase() && valuesApart(one, other)));
}

function valuesApart(a: Condition, b: Condition): boolean {
  if (a.type === EXACT) return b.type === EXACT ? a.value !== b.value : !fits(a.value, b.value);
  return b.type === EXACT && !fits(b.value, a.value);
}

function below(path: string, prefix: string): boolean {
  return prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);
}

/** Whether a text fits a regular expression, or may do so: RE2 knows some words that JavaScript does not. */
function fits(value: string, regex: string): boolean {
  try {
    return new RegExp(`^(?:${regex})$`).test(value);
  } catch {
    return true;
  }
}

/** The text that all that fits a regular expression begins with, as far as it is certain. */
function head(regex: string): string {
  if (regex.includes('|')) return '';
  const [literal] = /^(?:\\[^A-Za-z0-9]|[^\\.+*?()|[\]{}^$])*/.exec(regex)!;
  const certain = /[*?{]/.test(regex[literal.length] ?? '') ? literal.replace(/(\\.|[^\\])$/, '') : literal;
  return certain.replace(/\\(.)/g, '$1');
}

function eitherBegins(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}
