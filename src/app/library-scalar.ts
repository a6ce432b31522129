import { Yaml } from 'cdk8s';
import { NotPlain } from './not-plain';

const DOCUMENT_MARKER = /^(?:%|---|\.\.\.)/m;
const LONGEST_KEY = 500;
const LONGEST_CACHED = 200;
const CACHE_SIZE = 20_000;

const values = new Map<string | number, string>();
const keys = new Map<string, string>();

/** What the YAML library prints for a string or number after `key: ` or `- `, lines after the first indented once. */
export function libraryScalar(value: string | number): string {
  return cached(values, value, () => {
    const text = Yaml.stringify({ k: value }).slice('k: '.length, -1);
    // Such a block keeps its last line breaks, which run into what follows.
    if (/^\|2?\+/.test(text)) throw new NotPlain();
    return text;
  });
}

/** What the YAML library prints for the key of a map, without the colon. */
export function libraryKey(key: string): string {
  return cached(keys, key, () => {
    if (key.length > LONGEST_KEY || key.includes('\n') || DOCUMENT_MARKER.test(key)) throw new NotPlain();
    const text = Yaml.stringify({ [key]: 1 });
    if (!text.endsWith(': 1\n')) throw new NotPlain();
    return text.slice(0, -': 1\n'.length);
  });
}

function cached<K extends string | number>(cache: Map<K, string>, value: K, print: () => string): string {
  const known = cache.get(value);
  if (known !== undefined) return known;
  const text = print();
  if (text.length <= LONGEST_CACHED) {
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(value, text);
  }
  return text;
}
