import { KeyObject, X509Certificate } from 'node:crypto';
import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { contextTag, DerElement, derElements } from './der';
import { NameConstraints } from './name-constraints';

const PEM_BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]+?-----END \1-----/g;
const EXTENSIONS = contextTag(3, true);
const BASIC_CONSTRAINTS = '551d13';
const KEY_USAGE = '551d0f';
const NAME_CONSTRAINTS = '551d1e';
/** Of a key usage's first byte. */
const KEY_CERT_SIGN = 0x04;
const BOOLEAN = 0x01;
const INTEGER = 0x02;
const SHA1_OR_OLDER = ['2a864886f70d010104', '2a864886f70d010105', '2a8648ce3d0401'];

/** An X.509 certificate, with the extensions that Node.js does not read. */
export class Certificate {
  /** The certificates of a PEM text, at least one. `what` names the text in errors. */
  public static all(place: IConstruct | string, what: string, pem: string): Certificate[] {
    const blocks = [...pem.matchAll(PEM_BLOCK)];
    const other = blocks.find(([, type]) => type !== 'CERTIFICATE');
    if (other) {
      fail(place, `${what} has a PEM block '${other[1]}', only 'CERTIFICATE' is allowed`,
        other[1].includes('PRIVATE KEY') ? 'keep the private key out of it' : 'give certificates only');
    }
    if (blocks.length === 0) fail(place, `${what} has no PEM block 'CERTIFICATE'`, "give the certificate's text from '-----BEGIN CERTIFICATE-----' on");
    return blocks.map(([block], i) => new Certificate(parse(place, blocks.length > 1 ? `certificate ${i + 1} of ${what}` : what, block)));
  }

  /** The subject on one line, e.g. `O=Istio, CN=Root CA`. */
  public readonly subject: string;
  public readonly issuer: string;
  /** The same certificate has the same fingerprint. */
  public readonly fingerprint: string;
  public readonly notBefore: Date;
  public readonly notAfter: Date;
  /** What the basic constraints say. */
  public readonly isCa: boolean = false;
  /** How many CA certificates may stand between this one and a workload's. */
  public readonly pathLength: number = Infinity;
  /** Whether the key may sign certificates; a certificate without key usage allows it. */
  public readonly signsCertificates: boolean = true;
  public readonly nameConstraints = new NameConstraints();
  /** Whether the signature is one that Go no longer believes. */
  public readonly weaklySigned: boolean;

  private constructor(private readonly x509: X509Certificate) {
    this.subject = oneLine(x509.subject);
    this.issuer = oneLine(x509.issuer);
    this.fingerprint = x509.fingerprint256;
    this.notBefore = new Date(x509.validFrom);
    this.notAfter = new Date(x509.validTo);
    const [{ content: certificate }] = derElements(x509.raw);
    const [toBeSigned, algorithm] = derElements(certificate);
    this.weaklySigned = SHA1_OR_OLDER.includes(derElements(algorithm.content)[0].content.toString('hex'));
    for (const { id, value } of extensions(toBeSigned)) {
      if (id === BASIC_CONSTRAINTS) {
        this.isCa = derElements(value.content)[0]?.tag === BOOLEAN;
        this.pathLength = pathLength(value);
      }
      if (id === KEY_USAGE) this.signsCertificates = (value.content[1] & KEY_CERT_SIGN) !== 0;
      if (id === NAME_CONSTRAINTS) this.nameConstraints = NameConstraints.of(value);
    }
  }

  /** The object identifiers of what the certificates below may be used for; nothing means everything. */
  public get extendedUsages(): string[] | undefined {
    return this.x509.keyUsage;
  }

  /** The SPIFFE identities that the certificate names. */
  public get spiffeIds(): string[] {
    return (this.x509.subjectAltName ?? '').split(', ').filter((name) => name.startsWith('URI:spiffe://')).map((name) => name.slice('URI:'.length));
  }

  public get isSelfSigned(): boolean {
    return this.namesAsIssuer(this) && this.isSignedBy(this);
  }

  public namesAsIssuer(other: Certificate): boolean {
    return this.issuer === other.subject;
  }

  public isSignedBy(other: Certificate): boolean {
    return this.x509.verify(other.x509.publicKey);
  }

  public hasKey(key: KeyObject): boolean {
    return this.x509.checkPrivateKey(key);
  }

  public toPem(): string {
    return this.x509.toString();
  }
}

function parse(place: IConstruct | string, what: string, pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (error) {
    return fail(place, `${what} is not an X.509 certificate (${(error as Error).message})`, 'give the text as it was written by the CA');
  }
}

function extensions({ content }: DerElement): { id: string; value: DerElement }[] {
  const all = derElements(content).find(({ tag }) => tag === EXTENSIONS);
  return all === undefined ? [] : derElements(derElements(all.content)[0].content).map((extension) => {
    const parts = derElements(extension.content);
    return { id: parts[0].content.toString('hex'), value: derElements(parts[parts.length - 1].content)[0] };
  });
}

function pathLength(basicConstraints: DerElement): number {
  const given = derElements(basicConstraints.content).find(({ tag }) => tag === INTEGER);
  return given ? given.content.readUIntBE(0, given.content.length) : Infinity;
}

const oneLine = (name: string) => name.split('\n').join(', ');
