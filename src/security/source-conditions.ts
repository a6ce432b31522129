import { IClientRef } from '../host/client';

/**
 * Who calls. All that is given has to hold; of the values of one field, one. Texts are compared whole, with `*` first or last, or `*` for any.
 *
 * Who speaks plain text has no identity: no `principals` or `namespaces` take such a caller, and all of their `not` forms do.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source
 */
export interface SourceConditions {
  /**
   * Workloads, by the identities that their certificates name. Not together with principals, namespaces and service accounts.
   * @default - any
   */
  readonly clients?: IClientRef[];
  /**
   * Workloads that do not count, by their identities.
   * @default - none
   */
  readonly notClients?: IClientRef[];
  /**
   * Identities from the certificate of the caller, as `cluster.local/ns/shop/sa/cart`; `cluster.local` is the mesh's trust domain with its
   * aliases, whatever it is called.
   * @default - any
   */
  readonly principals?: string[];
  /**
   * Identities that do not count.
   * @default - none
   */
  readonly notPrincipals?: string[];
  /**
   * ServiceAccounts, as `namespace/name`, of any trust domain. Not together with clients, principals or namespaces. At most 16.
   * @default - any
   */
  readonly serviceAccounts?: string[];
  /**
   * ServiceAccounts that do not count. At most 16.
   * @default - none
   */
  readonly notServiceAccounts?: string[];
  /**
   * Namespaces, from the certificate of the caller; `*` stands for any characters.
   * @default - any
   */
  readonly namespaces?: string[];
  /**
   * Namespaces that do not count.
   * @default - none
   */
  readonly notNamespaces?: string[];
  /**
   * Trust domains, from the certificate of the caller. Istio 1.29 does not know them.
   * @default - any
   */
  readonly trustDomains?: string[];
  /**
   * Trust domains that do not count. Istio 1.29 does not know them.
   * @default - none
   */
  readonly notTrustDomains?: string[];
  /**
   * Identities from a JWT that a `JwtAuthentication` accepted, as `issuer/subject`. HTTP only.
   * @default - any, also no JWT
   */
  readonly requestPrincipals?: string[];
  /**
   * Identities from a JWT that do not count; `*` takes the requests without any. HTTP only.
   * @default - none
   */
  readonly notRequestPrincipals?: string[];
  /**
   * Addresses from which the connection comes, e.g. `10.0.0.0/8`. Behind a load balancer that is the load balancer.
   * @default - any
   */
  readonly ipBlocks?: string[];
  /**
   * Addresses of the connection that do not count.
   * @default - none
   */
  readonly notIpBlocks?: string[];
  /**
   * Addresses of the client as X-Forwarded-For or the PROXY protocol tell them, as far as the mesh trusts these.
   * @default - any
   * @see https://istio.io/latest/docs/tasks/security/authorization/authz-ingress/
   */
  readonly remoteIpBlocks?: string[];
  /**
   * Addresses of the client that do not count.
   * @default - none
   */
  readonly notRemoteIpBlocks?: string[];
}
