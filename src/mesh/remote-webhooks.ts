import { IConstruct } from 'constructs';
import { caBundle } from '../ca/ca-bundle';
import { fail } from '../ground/fail';

/** A webhook's `clientConfig`. */
type Client = { readonly [field: string]: unknown };

/**
 * How the API server of a cluster reaches the webhooks of an istiod that runs elsewhere. The paths are made here: the one of injection names the
 * cluster and its network.
 *
 * An istiod that may write to the cluster puts its own CA in place of a given one, unless its variable `INJECTION_WEBHOOK_CONFIG_NAME` is empty.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#contacting-the-webhook
 */
export class RemoteWebhooks {
  /**
   * By the Service that leads to istiod. Where that stands for a DNS name, the API server asks port 443 of it, and no other.
   *
   * @param caCertificates The CA that signed the certificate of the server, as PEM text. @default - what istiod writes at run time
   */
  public static service(caCertificates?: string): RemoteWebhooks {
    return new RemoteWebhooks(undefined, caCertificates);
  }

  /**
   * By an address outside of the cluster. The server's certificate has to be one for that host, see `LocalControlPlaneOptions.hosts`.
   *
   * @param origin The address without path, e.g. `https://istiod.example.com:15017`.
   * @param caCertificates The CA that signed the certificate of the server, as PEM text. @default - what istiod writes at run time
   */
  public static url(origin: string, caCertificates?: string): RemoteWebhooks {
    return new RemoteWebhooks(origin, caCertificates);
  }

  private constructor(private readonly origin: string | undefined, private readonly caCertificates: string | undefined) {}

  /** @internal */
  public get _byService(): boolean {
    return this.origin === undefined;
  }

  /**
   * Who is asked at a path; `service` is the one that leads to istiod.
   * @internal
   */
  public _client(place: IConstruct, service: { readonly name: string; readonly namespace: string }, path: string): Client {
    const bundle = this.caCertificates === undefined ? {} : { caBundle: caBundle(place, 'the CA of webhooks', this.caCertificates) };
    return { ...(this.origin === undefined ? { service: { ...service, path, port: 443 } } : { url: `${checked(place, this.origin)}${path}` }), ...bundle };
  }
}

function checked(place: IConstruct, origin: string): string {
  if (!isOrigin(origin)) {
    fail(place, `address of webhooks '${origin}' is none that the API server asks (https and a host, no user and no path)`, "write it like 'https://istiod.example.com:15017'");
  }
  return origin.replace(/\/$/, '');
}

function isOrigin(text: string): boolean {
  try {
    const { protocol, username, password, pathname, search, hash } = new URL(text);
    return protocol === 'https:' && !username && !password && pathname === '/' && !search && !hash;
  } catch {
    return false;
  }
}
