import { networking } from '../api';
import { literalOf, pathPrefixOf } from './path-prefix';

/** A set of texts, as far as it can be told from a pattern. */
type Texts =
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly values: string[] }
  | { readonly kind: 'beginning' | 'path' | 'regex'; readonly value: string };

const ALL: Texts = { kind: 'all' };

/** Whether every text that fits `narrow` also fits `wide`. It may say no where that takes more than a look at the patterns. */
export function textCovers(wide: networking.StringMatch, narrow: networking.StringMatch, ignoreCase = false): boolean {
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  return covers(textsOf(wide, fold), textsOf(narrow, fold));
}

function textsOf(match: networking.StringMatch, fold: (text: string) => string): Texts {
  if (match.exact !== undefined) return { kind: 'some', values: [fold(match.exact)] };
  if (match.prefix !== undefined) return { kind: 'beginning', value: fold(match.prefix) };
  return match.regex === undefined ? ALL : textsOfRegex(match.regex);
}

function textsOfRegex(regex: string): Texts {
  if (regex === '.*') return ALL;
  const literals = regex.split('|').map(literalOf);
  if (literals.every((literal) => literal !== undefined)) return { kind: 'some', values: literals };
  const path = pathPrefixOf(regex);
  if (path !== undefined) return { kind: 'path', value: path };
  const beginning = regex.endsWith('.*') ? literalOf(regex.slice(0, -2)) : undefined;
  return beginning === undefined ? { kind: 'regex', value: regex } : { kind: 'beginning', value: beginning };
}

function covers(wide: Texts, narrow: Texts): boolean {
  if (wide.kind === 'all') return true;
  switch (narrow.kind) {
    case 'all': return false;
    case 'some': return narrow.values.every((value) => fits(wide, value));
    case 'regex': return wide.kind === 'regex' && wide.value === narrow.value;
    case 'beginning': return (wide.kind === 'beginning' && narrow.value.startsWith(wide.value)) || (wide.kind === 'path' && narrow.value.startsWith(`${wide.value}/`));
    case 'path': return (wide.kind === 'beginning' || wide.kind === 'path') && fits(wide, narrow.value);
  }
}

function fits(wide: Exclude<Texts, { kind: 'all' }>, value: string): boolean {
  switch (wide.kind) {
    case 'some': return wide.values.includes(value);
    case 'beginning': return value.startsWith(wide.value);
    case 'path': return value === wide.value || value.startsWith(`${wide.value}/`);
    case 'regex': return false;
  }
}
