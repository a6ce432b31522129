import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';

type Key = Record<string, unknown>;

/** What only private and symmetric keys have, RFC 7518. */
const SECRET = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** What a public key of each kind has. */
const PUBLIC: Record<string, readonly string[]> = { RSA: ['n', 'e'], EC: ['crv', 'x', 'y'], OKP: ['crv', 'x'] };

/** A set of public keys as it stands in an object. No error shows what is in it. */
export function publicKeys(place: IConstruct | string, jwks: string): string {
  const set = parsed(jwks);
  const keys = set?.keys;
  if (!set || !Array.isArray(keys) || keys.length === 0) {
    return fail(place, 'the inline keys are no JSON Web Key Set', `give JSON of the form {"keys": [{"kty": "RSA", "n": "...", "e": "AQAB"}]}`);
  }
  keys.forEach((key: Key | null, i) => checkKey(place, key ?? {}, i + 1));
  return JSON.stringify(set);
}

/** The errors of the parser quote the text, which may be a secret. */
function parsed(text: string): Key | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value as Key : undefined;
  } catch {
    return undefined;
  }
}

function checkKey(place: IConstruct | string, key: Key, number: number): void {
  const secret = SECRET.find((member) => member in key);
  if (secret !== undefined) {
    fail(place, `key ${number} of the inline keys has '${secret}', which ${key.kty === 'oct' ? 'symmetric' : 'private'} keys have and nobody else may know`,
      'give the public keys only, as the issuer publishes them; if the key was of use, change it');
  }
  const needed = PUBLIC[String(key.kty)];
  if (!needed) return fail(place, `key ${number} of the inline keys is not of a kind that proxies know, RSA, EC or OKP`, 'give it as the issuer publishes it');
  const missing = needed.filter((member) => typeof key[member] !== 'string' || key[member] === '');
  if (missing.length > 0) {
    fail(place, `key ${number} of the inline keys, ${key.kty}, has no ${missing.join(' and no ')}`, 'give it as the issuer publishes it: proxies would refuse the whole listener');
  }
}
