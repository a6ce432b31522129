import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { CookieMatch } from './http-match-conditions';
import { literalRegex } from './path-prefix';
import { re2Problem } from './re2';

const NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

/** How the header `cookie` is compared, which holds all cookies as `a=1; b=2`: Istio has no word for a single one. */
export function cookieRegex(place: IConstruct | string, { name, value }: CookieMatch): networking.StringMatch {
  if (!NAME.test(name)) fail(place, `'${name}' is not the name of a cookie (letters, digits and '-', '_', '.')`, 'write it as the cookie has it');
  const regex = `(.*; ?)?${literalRegex(name)}=${valueRegex(value._toNamedSpec(place, `cookie '${name}'`))}(;.*)?`;
  const problem = re2Problem(regex);
  if (problem) fail(place, `the regex for cookie '${name}' ${problem}`, 'shorten the value');
  return { regex };
}

function valueRegex({ exact, prefix, regex }: networking.StringMatch): string {
  if (exact !== undefined) return literalRegex(exact);
  if (prefix !== undefined) return `${literalRegex(prefix)}[^;]*`;
  return regex === undefined ? '[^;]*' : `(${regex})`;
}
