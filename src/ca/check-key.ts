import { createPrivateKey, KeyObject } from 'node:crypto';
import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { Certificate } from './certificate';

/** The forms in which istiod reads keys. */
const READABLE = ['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY'];
const MIN_RSA_BITS = 2048;

/** Refuses a key that istiod cannot read, or that is another certificate's. No error has a part of the key. */
export function checkKey(place: IConstruct | string, ca: Certificate, pem: string): void {
  const type = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(pem)?.[1];
  if (type === undefined) fail(place, 'private key of the CA is not PEM', "give the key's text from '-----BEGIN PRIVATE KEY-----' on");
  if (!READABLE.includes(type) || pem.includes('Proc-Type: 4,ENCRYPTED')) {
    const problem = type === 'ENCRYPTED PRIVATE KEY' || READABLE.includes(type) ? 'is encrypted, which istiod cannot read' : `is a PEM block '${type}', which istiod cannot read`;
    fail(place, `private key of the CA ${problem}`, "write it as PKCS #8 without password: 'openssl pkcs8 -topk8 -nodes'");
  }
  const key = readKey(place, pem);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? MIN_RSA_BITS;
  if (bits < MIN_RSA_BITS) fail(place, `private key of the CA has ${bits} bits, at least ${MIN_RSA_BITS} are allowed`, 'make a longer one');
  if (!ca.hasKey(key)) {
    fail(place, `private key is not that of the CA certificate '${ca.subject}'`, 'give the key with which this certificate was requested');
  }
}

function readKey(place: IConstruct | string, pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    return fail(place, `private key of the CA cannot be read (${(error as Error).message})`, 'give it as it was made');
  }
}
