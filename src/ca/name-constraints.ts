import { contextTag, DerElement, derElements } from './der';

const PERMITTED = contextTag(0, true);
const EXCLUDED = contextTag(1, true);

/** The kinds of names that Istio puts into certificates. */
const TAGS = { dns: contextTag(2), uri: contextTag(6) };
export type NameKind = keyof typeof TAGS;

type Domains = Record<NameKind, string[]>;

/** The names that a CA's certificates must keep to: domains that are permitted, if any is, and others that are excluded. */
export class NameConstraints {
  public static of({ content }: DerElement): NameConstraints {
    const parts = derElements(content);
    return new NameConstraints(domains(parts.find(({ tag }) => tag === PERMITTED)), domains(parts.find(({ tag }) => tag === EXCLUDED)));
  }

  public constructor(private readonly permitted: Domains = { dns: [], uri: [] }, private readonly excluded: Domains = { dns: [], uri: [] }) {}

  /** Whether certificates below may carry this host, as a DNS name or in a URI. */
  public allows(kind: NameKind, host: string): boolean {
    const [permitted, excluded] = [this.permitted[kind], this.excluded[kind]];
    const isIn = (domain: string) => isWithin(host, domain);
    return !excluded.some(isIn) && (permitted.length === 0 || permitted.some(isIn));
  }
}

/** The domains of a list of subtrees. */
function domains(subtrees?: DerElement): Domains {
  const names = derElements(subtrees?.content ?? Buffer.alloc(0)).map(({ content }) => derElements(content)[0]);
  const of = (kind: NameKind) => names.filter(({ tag }) => tag === TAGS[kind]).map(({ content }) => content.toString('ascii'));
  return { dns: of('dns'), uri: of('uri') };
}

/** A domain covers itself and all below; with a leading dot only what is below. */
function isWithin(host: string, domain: string): boolean {
  return domain === '' || host === domain || host.endsWith(domain.startsWith('.') ? domain : `.${domain}`);
}
