import { IConstruct } from 'constructs';
import { security } from '../api';
import { IClientRef } from '../host/client';
import { identitiesOf } from './identity';
import { checkSource } from './source-checks';
import { SourceConditions } from './source-conditions';

/**
 * Who calls, as a rule of authorization says it.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source
 */
export class Source {
  /** All of the conditions. At least one is needed. */
  public static all(conditions: SourceConditions): Source {
    return new Source(conditions);
  }

  /** One of these workloads. */
  public static clients(...clients: IClientRef[]): Source {
    return new Source({ clients });
  }

  /** Workloads of these namespaces. */
  public static namespaces(...namespaces: string[]): Source {
    return new Source({ namespaces });
  }

  /** Any workload with an identity of a mesh, so none that speaks plain text. */
  public static anyInMesh(): Source {
    return new Source({ principals: ['*'] });
  }

  /** Any end user with a JWT that was accepted. HTTP only. */
  public static anyEndUser(): Source {
    return new Source({ requestPrincipals: ['*'] });
  }

  /** Connections from these addresses, e.g. `10.0.0.0/8`. */
  public static ipBlocks(...blocks: string[]): Source {
    return new Source({ ipBlocks: blocks });
  }

  /** Clients of these addresses as X-Forwarded-For or the PROXY protocol tell them. */
  public static remoteIpBlocks(...blocks: string[]): Source {
    return new Source({ remoteIpBlocks: blocks });
  }

  private constructor(private readonly conditions: SourceConditions) {}

  /** The fields that only HTTP has. @internal */
  public get _httpFields(): string[] {
    return END_USER.filter((field) => this.conditions[field] !== undefined);
  }

  /** The fields that say who calls, by certificate or token. @internal */
  public get _identityFields(): string[] {
    return [...IDENTITY, ...END_USER].filter((field) => this.conditions[field] !== undefined);
  }

  /** Throws what can be known at once. @internal */
  public _check(place: IConstruct | string): void {
    checkSource(place, this.conditions);
  }

  /** Clients of which policies can't know who they are. Asked at synthesis. @internal */
  public get _unknownClients(): string[] {
    const { clients = [], notClients = [] } = this.conditions;
    return identitiesOf([...clients, ...notClients].map(({ clientRef }) => clientRef)).unknown;
  }

  /** The alternatives that it stands for: clients may be identities and whole namespaces. Asked at synthesis. @internal */
  public _toSpecs(): security.Source[] {
    // A validation refuses them; until then nothing that could be taken for any caller stands here.
    if (this._unknownClients.length > 0) return [{}];
    const { clients, notClients, ...fields } = this.conditions;
    const others = identitiesOf((notClients ?? []).map(({ clientRef }) => clientRef));
    const spec: security.Source = {
      ...fields,
      notPrincipals: joined(fields.notPrincipals, others.principals),
      notNamespaces: joined(fields.notNamespaces, others.namespaces),
    };
    if (!clients) return [spec];
    const { principals, namespaces } = identitiesOf(clients.map(({ clientRef }) => clientRef));
    return [
      ...principals.length > 0 ? [{ ...spec, principals }] : [],
      ...namespaces.length > 0 ? [{ ...spec, namespaces }] : [],
    ];
  }
}

const END_USER = ['requestPrincipals', 'notRequestPrincipals'] as const;

/** What needs mutual TLS, by which the caller has an identity. */
const IDENTITY = [
  'clients', 'notClients', 'principals', 'notPrincipals', 'serviceAccounts', 'notServiceAccounts', 'namespaces', 'notNamespaces',
  'trustDomains', 'notTrustDomains',
] as const;

function joined(values: string[] | undefined, more: string[]): string[] | undefined {
  return values || more.length > 0 ? [...values ?? [], ...more] : undefined;
}
