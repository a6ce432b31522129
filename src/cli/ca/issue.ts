import { createPrivateKey, randomBytes, webcrypto } from 'node:crypto';
import type * as Library from '@peculiar/x509';
import { CommandError } from '../command';

type KeyAlgorithm = webcrypto.EcKeyGenParams | webcrypto.RsaHashedKeyGenParams;

/** The kinds of keys that are made. */
const ALGORITHMS: Record<string, KeyAlgorithm> = {
  ec: { name: 'ECDSA', namedCurve: 'P-256' },
  rsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 4096, publicExponent: new Uint8Array([1, 0, 1]) },
};
/** Curves of keys that others made. */
const CURVES: Record<string, string> = { prime256v1: 'P-256', secp384r1: 'P-384' };
/** Clocks differ: what is valid from now on is not valid yet somewhere. */
const CLOCK_SKEW_MILLIS = 5 * 60_000;
const DAY_MILLIS = 24 * 3_600_000;

/** What a new CA certificate says. */
export interface NewCa {
  readonly organization: string;
  readonly commonName: string;
  readonly locality?: string;
  /** `ec` or `rsa`. */
  readonly keyKind: string;
  readonly now: Date;
  readonly days: number;
}

/** A CA as PEM texts. */
export interface IssuedCa {
  readonly certificate: string;
  readonly key: string;
}

/** Makes a root. */
export async function issueRoot(ca: NewCa): Promise<IssuedCa> {
  const x509 = await load();
  const keys = await generate(ca.keyKind);
  const name = subject(ca);
  const certificate = await x509.X509CertificateGenerator.create({
    ...common(ca), subject: name, issuer: name, publicKey: keys.publicKey, signingKey: keys.privateKey,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true), ...await keyExtensions(x509, keys)],
  });
  return issued(certificate, keys);
}

/** Makes a CA that signs workloads' certificates, but no other CA's. */
export async function issueIntermediate(root: IssuedCa, ca: NewCa, dnsName: string): Promise<IssuedCa> {
  const x509 = await load();
  const keys = await generate(ca.keyKind);
  const issuer = new x509.X509Certificate(root.certificate);
  const certificate = await x509.X509CertificateGenerator.create({
    // The name as the root has it, to the byte: Go compares names so.
    ...common(ca), subject: subject(ca), issuer: issuer.subjectName, publicKey: keys.publicKey, signingKey: await signingKey(root.key),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      ...await keyExtensions(x509, keys),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
      new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: dnsName }]),
    ],
  });
  return issued(certificate, keys);
}

/** Loaded when a certificate is made, and never by a program that only synthesizes. */
async function load(): Promise<typeof Library> {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

async function generate(keyKind: string): Promise<webcrypto.CryptoKeyPair> {
  const algorithm = ALGORITHMS[keyKind];
  if (!algorithm) throw new CommandError(`key '${keyKind}' is not a kind of key, there are ${Object.keys(ALGORITHMS).join(' and ')}`);
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

function subject({ organization, commonName, locality }: NewCa): Library.JsonName {
  return [{ O: [organization] }, { CN: [commonName] }, ...locality === undefined ? [] : [{ L: [locality] }]];
}

function common({ now, days }: NewCa) {
  // Positive, and never with a leading zero byte.
  const [first, ...rest] = randomBytes(16);
  return {
    serialNumber: Buffer.from([(first & 0x3f) | 0x40, ...rest]).toString('hex'),
    notBefore: new Date(now.getTime() - CLOCK_SKEW_MILLIS),
    notAfter: new Date(now.getTime() + days * DAY_MILLIS),
  };
}

async function keyExtensions(x509: typeof Library, { publicKey }: webcrypto.CryptoKeyPair): Promise<Library.Extension[]> {
  const { keyCertSign, cRLSign, digitalSignature } = x509.KeyUsageFlags;
  return [new x509.KeyUsagesExtension(keyCertSign | cRLSign | digitalSignature, true), await x509.SubjectKeyIdentifierExtension.create(publicKey)];
}

async function issued(certificate: Library.X509Certificate, { privateKey }: webcrypto.CryptoKeyPair): Promise<IssuedCa> {
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey));
  return {
    certificate: `${certificate.toString('pem')}\n`,
    key: createPrivateKey({ key, format: 'der', type: 'pkcs8' }).export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

/** A root's key, which others may have made. */
async function signingKey(pem: string): Promise<webcrypto.CryptoKey> {
  const key = createPrivateKey(pem);
  const { namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType !== 'rsa' && !CURVES[namedCurve]) {
    throw new CommandError(`the root's key is of the kind '${namedCurve || key.asymmetricKeyType}', RSA, P-256 and P-384 are allowed`);
  }
  const algorithm = key.asymmetricKeyType === 'rsa' ? ALGORITHMS.rsa : { name: 'ECDSA', namedCurve: CURVES[namedCurve] };
  return webcrypto.subtle.importKey('pkcs8', key.export({ type: 'pkcs8', format: 'der' }), algorithm, false, ['sign']);
}
