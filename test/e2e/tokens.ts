import { generateKeyPairSync, KeyObject, sign } from 'node:crypto';

export type Claims = Record<string, unknown>;

/** A server of accounts with a key of each kind, made anew for each test run. */
export class Accounts {
  private readonly rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private readonly ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  constructor(private readonly issuer: string) {}

  /** The public keys as such a server publishes them. */
  get jwks(): string {
    const jwk = (key: KeyObject, kid: string) => ({ ...key.export({ format: 'jwk' }), kid });
    return JSON.stringify({ keys: [jwk(this.rsa.publicKey, 'rsa'), jwk(this.ec.publicKey, 'ec')] });
  }

  /** A token for `bookinfo` of a user that ends in an hour, with other claims; `undefined` leaves one out. */
  rs256(claims: Claims = {}): string {
    return this.token({ alg: 'RS256', kid: 'rsa' }, claims, this.rsa.privateKey);
  }

  es256(claims: Claims = {}): string {
    return this.token({ alg: 'ES256', kid: 'ec' }, claims, this.ec.privateKey);
  }

  private token(header: Claims, claims: Claims, key: KeyObject): string {
    const now = Math.floor(Date.now() / 1000);
    const payload = { iss: this.issuer, sub: 'jane', aud: 'bookinfo', iat: now, exp: now + 3600, ...claims };
    const text = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  }
}
