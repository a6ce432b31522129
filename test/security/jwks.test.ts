import { generateKeyPairSync } from 'node:crypto';
import { Duration } from 'cdk8s';
import { Jwks } from '../../src/security/jwks';

const ISSUER = 'https://accounts.example.com';
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKey = rsa.publicKey.export({ format: 'jwk' });
const set = (...keys: unknown[]) => JSON.stringify({ keys }, undefined, 2);

test('keys are discovered by the URL of the issuer', () => {
  expect(Jwks.discovered({ timeout: Duration.seconds(2) })._toSpec('here', ISSUER)).toEqual({ timeout: '2s' });
});

test.each(['https://accounts.example.com/keys', 'http://accounts.auth:8080/keys'])('keys are at %s', (uri) => {
  expect(Jwks.uri(uri, { timeout: Duration.millis(1500) })._toSpec('here')).toEqual({ jwksUri: uri, timeout: '1.5s' });
});

test('public keys stand in the object on one line', () => {
  const keys = [{ ...publicKey, kid: 'a' }, ec.publicKey.export({ format: 'jwk' }), generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })];
  expect(Jwks.inline(set(...keys))._toSpec('here')).toEqual({ jwks: JSON.stringify({ keys }) });
});

test.each<[string, Jwks, string]>([
  ['an issuer that is no URL', Jwks.discovered(), `here: the keys of issuer 'me@example.com' can't be discovered, it is no URL; say where they are: jwks: Jwks.uri('https://...')`],
  ['another scheme', Jwks.uri('file:///keys'), `here: 'file:///keys' is not a URL of http or https; write it like 'https://accounts.example.com/keys'`],
  ['no URL', Jwks.uri('accounts.example.com'), `here: 'accounts.example.com' is not a URL of http or https`],
  ['a long URL', Jwks.uri(`https://a/${'x'.repeat(2050)}`), 'here: the URL of the keys has 2060 characters, Istio allows 2048; shorten it'],
  ['no time', Jwks.uri('https://a', { timeout: Duration.seconds(0) }), 'here: timeout of the keys is 0, at least 1 ms is allowed'],
  ['no JSON', Jwks.inline('-----BEGIN'), 'here: the inline keys are no JSON Web Key Set; give JSON of the form {"keys": [{"kty": "RSA", "n": "...", "e": "AQAB"}]}'],
  ['a key alone', Jwks.inline(JSON.stringify(publicKey)), 'here: the inline keys are no JSON Web Key Set'],
  ['a text', Jwks.inline('"keys"'), 'here: the inline keys are no JSON Web Key Set'],
  ['no keys', Jwks.inline('{"keys":[]}'), 'here: the inline keys are no JSON Web Key Set'],
  ['a key that is null', Jwks.inline(set(null)), 'here: key 1 of the inline keys is not of a kind that proxies know, RSA, EC or OKP; give it as the issuer publishes it'],
  ['another kind', Jwks.inline(set(publicKey, { kty: 'AKP' })), 'here: key 2 of the inline keys is not of a kind that proxies know'],
  ['half a key', Jwks.inline(set({ kty: 'EC', crv: 'P-256', x: '' })),
    'here: key 1 of the inline keys, EC, has no x and no y; give it as the issuer publishes it: proxies would refuse the whole listener'],
])('%s is refused', (_, jwks, message) => {
  expect(() => jwks._toSpec('here', 'me@example.com')).toThrow(message);
});

describe('what nobody else may know is refused, and not shown', () => {
  const secrets = {
    RSA: rsa.privateKey.export({ format: 'jwk' }),
    EC: ec.privateKey.export({ format: 'jwk' }),
    oct: { kty: 'oct', k: 'c2VjcmV0LXNlY3JldA' },
  };
  const message = (keys: string) => {
    try {
      Jwks.inline(keys)._toSpec('here');
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };

  test.each<[string, string, object]>([['private', 'd', secrets.RSA], ['private', 'd', secrets.EC], ['symmetric', 'k', secrets.oct]])('%s key with %s', (kind, member, key) => {
    expect(message(set(publicKey, key))).toBe(`here: key 2 of the inline keys has '${member}', which ${kind} keys have and nobody else may know; `
      + 'give the public keys only, as the issuer publishes them; if the key was of use, change it');
  });

  test.each(['p', 'q', 'dp', 'dq', 'qi', 'oth'])('a part of a private key: %s', (member) => {
    expect(message(set({ ...publicKey, [member]: 'secret' }))).toContain(`has '${member}'`);
  });

  test('text that can not be read', () => {
    expect(message(`{"keys": [{"kty": "RSA", "d": ${secrets.RSA.d}`)).not.toContain(secrets.RSA.d!.slice(0, 6));
  });
});
