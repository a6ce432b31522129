import { IConstruct } from 'constructs';
import { fail } from './fail';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;

/** A name of one DNS label (RFC 1123, at most 63 characters): Services, namespaces, ports, versions. */
export function dnsLabel(place: IConstruct | string, what: string, value: string): string {
  limit(place, what, value, 63);
  if (!LABEL.test(value)) {
    fail(place, `${what} '${value}' is not a DNS label (lower case letters, digits and '-', first and last a letter or digit)`,
      `rename it, e.g. '${suggestion(value)}'`);
  }
  return value;
}

/** The name of a Service that is made here: a DNS label that begins with a letter, as Kubernetes before 1.36 demands. */
export function serviceName(place: IConstruct | string, what: string, value: string): string {
  dnsLabel(place, what, value);
  if (/^\d/.test(value)) fail(place, `${what} '${value}' begins with a digit, the name of a Service begins with a letter`, `rename it, e.g. 'svc-${value}'`);
  return value;
}

/** A name of DNS labels with dots (RFC 1123 subdomain, at most 253 characters): Secrets, ServiceAccounts, most other objects. */
export function dnsName(place: IConstruct | string, what: string, value: string): string {
  limit(place, what, value, 253);
  if (!value.split('.').every((label) => LABEL.test(label))) {
    fail(place, `${what} '${value}' is not a DNS name (labels of lower case letters, digits and '-', joined by dots)`,
      `rename it, e.g. '${value.split('.').map(suggestion).join('.')}'`);
  }
  return value;
}

/** A host as routes and gateways name it: a fully qualified name of at least two labels, `*.` before it or `*` alone where `wildcard`. */
export function hostName(place: IConstruct | string, what: string, value: string, wildcard: boolean): string {
  if (wildcard && value === '*') return value;
  const name = wildcard && value.startsWith('*.') ? value.slice(2) : value;
  if (name.length > 253 || !name.split('.').every((label) => label.length <= 63 && LABEL.test(label.toLowerCase()))) {
    const allowed = wildcard ? `a DNS name, '*.' and a DNS name, or '*'` : 'a DNS name without wildcard';
    fail(place, `${what} '${value}' is not a host (${allowed})`, `write the host without scheme, port or path, e.g. 'shop.example.com'`);
  }
  return value;
}

/** A label's value: at most 63 letters, digits, '-', '_' and '.', first and last a letter or digit; may be empty. */
export function labelValue(place: IConstruct | string, what: string, value: string): string {
  limit(place, what, value, 63);
  if (!LABEL_VALUE.test(value)) {
    fail(place, `${what} '${value}' is not a label value (letters, digits, '-', '_' and '.', first and last a letter or digit)`,
      `change it, e.g. '${value.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[-_.]+|[-_.]+$/g, '')}'`);
  }
  return value;
}

function limit(place: IConstruct | string, what: string, value: string, max: number): void {
  if (value.length > max) {
    fail(place, `${what} '${value}' has ${value.length} characters, at most ${max} are allowed`, 'shorten it; names are never cut silently');
  }
}

function suggestion(label: string): string {
  return label.toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '') || 'name';
}
