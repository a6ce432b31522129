import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { CaCertificates } from './ca-certificates';
import { Certificate } from './certificate';

/** Without these extended usages (or all of them), what the CA signs is neither a server's nor a client's certificate. */
const TLS_USAGES: Record<string, string> = { '1.3.6.1.5.5.7.3.1': 'serverAuth', '1.3.6.1.5.5.7.3.2': 'clientAuth' };
const ANY_USAGE = '2.5.29.37.0';

/** For what certificates are checked. */
export interface CertificateUse {
  /** Whom errors name. */
  readonly place: IConstruct | string;
  /** The moment at which all must be valid; none where it does not matter any more. */
  readonly validAt?: Date;
  /** The names that certificates of the mesh will carry; not known outside of a mesh. */
  readonly names?: CertificateNames;
}

export interface CertificateNames {
  readonly trustDomain: string;
  /** The host under which proxies know istiod. */
  readonly istiod: string;
}

/** A plugged-in CA whose certificates are in order. */
export interface CheckedCertificates {
  readonly roots: Certificate[];
  readonly ca: Certificate;
}

/** Refuses what istiod would refuse when it starts, or its proxies when they connect. */
export function checkCertificates(use: CertificateUse, certificates: CaCertificates): CheckedCertificates {
  const roots = checkRoots(use, certificates._rootCert);
  const [ca, ...rest] = Certificate.all(use.place, 'CA certificate', certificates._caCert);
  if (rest.length > 0) {
    fail(use.place, `CA certificate has ${rest.length + 1} certificates, one is allowed`, 'put the issuers of the CA certificate into the certificate chain');
  }
  const chain = Certificate.all(use.place, 'certificate chain', certificates._certChain);
  const path = pathToRoot(use.place, ca, chain, roots);
  path.forEach((certificate, below) => checkAuthority(use, certificate, below));
  checkNames(use, ca);
  return { roots, ca };
}

/** The roots of a PEM text, each in order. */
export function checkRoots(use: CertificateUse, pem: string): Certificate[] {
  const roots = Certificate.all(use.place, 'root certificate', pem);
  for (const root of roots) {
    if (!root.isSelfSigned) {
      fail(use.place, `root certificate '${root.subject}' is issued by '${root.issuer}', only one that is issued by itself is a root`,
        'give the certificate at the end of the chain of issuers');
    }
    checkAuthority(use, root, 0);
  }
  return roots;
}

/** The certificates from the CA's to the root's. */
function pathToRoot(place: IConstruct | string, ca: Certificate, chain: Certificate[], roots: Certificate[]): Certificate[] {
  if (chain[0].fingerprint !== ca.fingerprint) {
    const at = chain.findIndex(({ fingerprint }) => fingerprint === ca.fingerprint);
    const where = at < 0 ? 'does not have it' : `has it as number ${at + 1}`;
    fail(place, `certificate chain must begin with the CA certificate '${ca.subject}', but begins with '${chain[0].subject}' and ${where}`,
      'put the CA certificate first, then its issuer, and so on up to the root');
  }
  for (let i = 0; i + 1 < chain.length; i++) checkLink(place, chain, i);
  const last = chain[chain.length - 1];
  if (roots.some(({ fingerprint }) => fingerprint === last.fingerprint)) return chain;
  const named = roots.filter((root) => last.namesAsIssuer(root));
  const root = named.find((candidate) => last.isSignedBy(candidate));
  if (root) return [...chain, root];
  if (named.length > 0) return unsigned(place, last, named[0]);
  return fail(place, `certificate chain ends at '${last.subject}', which is issued by '${last.issuer}', but the root is '${roots.map(({ subject }) => subject).join("' and '")}'`,
    'give the root that issued it, or the certificates between both');
}

function checkLink(place: IConstruct | string, chain: Certificate[], i: number): void {
  const [certificate, next] = [chain[i], chain[i + 1]];
  if (certificate.namesAsIssuer(next)) {
    if (!certificate.isSignedBy(next)) unsigned(place, certificate, next);
    return;
  }
  const elsewhere = chain.findIndex((other) => other !== certificate && certificate.namesAsIssuer(other));
  const found = elsewhere < 0 ? 'is not in the chain' : `is number ${elsewhere + 1}`;
  fail(place, `certificate chain is broken: number ${i + 1}, '${certificate.subject}', is issued by '${certificate.issuer}', which ${found}, but number ${i + 2} is '${next.subject}'`,
    'give after each certificate the one that issued it');
}

function unsigned(place: IConstruct | string, certificate: Certificate, issuer: Certificate): never {
  fail(place, `certificate '${certificate.subject}' is not signed by the key of '${issuer.subject}', whose name it has as its issuer's`,
    'give the certificate with which it was issued: one of the same name, but with another key, is another one');
}

/** @param below how many CA certificates stand between this one and a workload's. */
function checkAuthority({ place, validAt, names }: CertificateUse, certificate: Certificate, below: number): void {
  const what = `certificate '${certificate.subject}'`;
  if (!certificate.isCa) fail(place, `${what} is not a CA's (its basic constraints do not say CA:TRUE)`, 'have it issued as a CA certificate');
  if (!certificate.signsCertificates) fail(place, `${what} may not sign certificates (its key usage lacks keyCertSign)`, 'have it issued with that usage');
  if (certificate.pathLength < below) {
    fail(place, `${what} allows ${certificate.pathLength} CA certificates below it (pathlen), but ${below} are there`,
      'have it issued with a longer path, or the CA certificate issued higher up');
  }
  checkUsages(place, what, certificate.extendedUsages);
  if (certificate.weaklySigned && !certificate.isSelfSigned) {
    fail(place, `${what} is signed with SHA-1 or older, which istiod and proxies refuse`, 'have it issued with SHA-256 or newer');
  }
  if (validAt) checkDates(place, what, certificate, validAt);
  if (names) checkConstraints(place, what, certificate, names);
}

function checkUsages(place: IConstruct | string, what: string, usages: string[] | undefined): void {
  if (usages === undefined || usages.includes(ANY_USAGE)) return;
  const missing = Object.keys(TLS_USAGES).filter((usage) => !usages.includes(usage)).map((usage) => TLS_USAGES[usage]);
  if (missing.length > 0) {
    fail(place, `${what} has extended key usages without ${missing.join(' and ')}, so what it signs cannot be used for mutual TLS`,
      'have it issued without extended key usages, or with serverAuth and clientAuth');
  }
}

function checkDates(place: IConstruct | string, what: string, { notBefore, notAfter }: Certificate, validAt: Date): void {
  if (validAt >= notAfter) fail(place, `${what} expires on ${text(notAfter)}, it must be valid on ${text(validAt)}`, 'renew it');
  if (validAt < notBefore) fail(place, `${what} is valid from ${text(notBefore)} on, it must be valid on ${text(validAt)}`, 'wait until then, or have it issued anew');
}

function checkConstraints(place: IConstruct | string, what: string, { nameConstraints }: Certificate, names: CertificateNames): void {
  const { istiod, trustDomain } = names;
  if (!nameConstraints.allows('dns', istiod)) {
    fail(place, `${what} does not allow the DNS name '${istiod}' (name constraints), under which proxies know istiod`, 'have it issued with that domain permitted');
  }
  if (!nameConstraints.allows('uri', trustDomain)) {
    fail(place, `${what} does not allow URIs of '${trustDomain}' (name constraints), so workloads cannot have their identities`, 'have it issued with that domain permitted');
  }
}

/** A CA that has a SPIFFE identity signs those of its own trust domain. */
function checkNames({ place, names }: CertificateUse, ca: Certificate): void {
  const other = names && ca.spiffeIds.find((id) => new URL(id).host !== names.trustDomain);
  if (other) {
    fail(place, `certificate '${ca.subject}' is that of '${other}' (its subject alternative name), but the trust domain of the mesh is '${names.trustDomain}'`,
      'give the CA of this mesh, or set trustDomain');
  }
}

const text = (date: Date) => date.toISOString().replace('.000Z', 'Z');
