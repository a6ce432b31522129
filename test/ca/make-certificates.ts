import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** What a certificate of the tests says; it is that of a CA in order where nothing else is given. */
export interface Wish {
  readonly name: string;
  readonly issuer?: Made;
  readonly basicConstraints?: { readonly ca: boolean; readonly pathLength?: number };
  readonly usages?: x509.KeyUsageFlags;
  readonly extendedUsages?: string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly spiffeId?: string;
  readonly nameConstraints?: Buffer;
  readonly hash?: string;
  /** Its key, to certify it twice. */
  readonly keys?: webcrypto.CryptoKeyPair;
}

/** A certificate and its key. */
export interface Made {
  readonly pem: string;
  readonly key: string;
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

export const DIGITAL_SIGNATURE = x509.KeyUsageFlags.digitalSignature;

const RSA = { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
const EC = { name: 'ECDSA', namedCurve: 'P-256' };
const DAY = 24 * 3_600_000;

/** The moment around which the certificates of the tests are valid. */
export const NOW = new Date('2030-06-01T00:00:00Z');
export const days = (count: number) => new Date(NOW.getTime() + count * DAY);

let serial = 0;

/** Makes a certificate, signed by its issuer, or by itself where there is none. */
export async function make(wish: Wish): Promise<Made> {
  const { issuer, hash = 'SHA-256', basicConstraints = { ca: true }, usages = x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign } = wish;
  const keys = wish.keys ?? await webcrypto.subtle.generateKey(hash === 'SHA-1' ? { ...RSA, hash } : EC, true, ['sign', 'verify']);
  const subject = [{ CN: [wish.name] }];
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: `40${(++serial).toString(16).padStart(4, '0')}`,
    subject,
    issuer: issuer?.certificate.subjectName ?? subject,
    notBefore: wish.notBefore ?? days(-100),
    notAfter: wish.notAfter ?? days(100),
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(basicConstraints.ca, basicConstraints.pathLength, true),
      new x509.KeyUsagesExtension(usages, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create((issuer?.keys ?? keys).publicKey),
      ...wish.extendedUsages ? [new x509.ExtendedKeyUsageExtension(wish.extendedUsages)] : [],
      ...wish.spiffeId ? [new x509.SubjectAlternativeNameExtension([{ type: 'url', value: wish.spiffeId }])] : [],
      ...wish.nameConstraints ? [new x509.Extension('2.5.29.30', true, wish.nameConstraints)] : [],
    ],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64').replace(/.{64}/g, '$&\n');
  return { pem: `${certificate.toString('pem')}\n`, key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`, certificate, keys };
}

/** Name constraints: the domains that are permitted (or excluded) for DNS names and URIs. */
export function nameConstraints(kind: 'permitted' | 'excluded', names: { dns?: string[]; uri?: string[] }): Buffer {
  const { dns = [], uri = [] } = names;
  const subtrees = [...dns.map((name) => der(0x82, Buffer.from(name))), ...uri.map((name) => der(0x86, Buffer.from(name)))];
  return der(0x30, der(kind === 'permitted' ? 0xa0 : 0xa1, Buffer.concat(subtrees.map((name) => der(0x30, name)))));
}

const der = (tag: number, content: Buffer) => Buffer.concat([Buffer.from([tag, content.length]), content]);
