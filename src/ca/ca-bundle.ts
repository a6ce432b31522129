import { IConstruct } from 'constructs';
import { Certificate } from './certificate';

/** Certificates as Kubernetes takes them in a `caBundle`. `what` names them in errors. */
export function caBundle(place: IConstruct, what: string, pem: string): string {
  return Buffer.from(Certificate.all(place, what, pem).map((certificate) => certificate.toPem()).join('')).toString('base64');
}
