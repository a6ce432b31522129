import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { StringMatch } from '../match/string-match';

/** Conditions of headers in Envoy's form, at least one. */
export function headerMatchers(place: IConstruct, headers: { [name: string]: StringMatch }): object[] {
  const names = Object.keys(headers);
  if (names.length === 0) fail(place, 'a condition of headers is empty', `name a header, e.g. { ':path': StringMatch.prefix('/api/') }`);
  return names.map((name) => {
    const { exact, prefix, regex } = headers[name]._toNamedSpec(place, `header '${name}'`);
    if (exact !== undefined) return { name, string_match: { exact } };
    if (prefix !== undefined) return { name, string_match: { prefix } };
    return regex === undefined ? { name, present_match: true } : { name, string_match: { safe_regex: { regex } } };
  });
}
