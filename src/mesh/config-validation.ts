import { IConstruct } from 'constructs';
import { caBundle } from '../ca/ca-bundle';
import { fail } from '../ground/fail';

/** Who is asked, in the words of a webhook configuration. */
interface WebhookClient {
  readonly url?: string;
  readonly caBundle?: string;
}

/**
 * Who tells the API server whether Istio's objects are valid, before it stores them.
 *
 * @see https://istio.io/latest/docs/ops/configuration/mesh/config-resource-ready/
 */
export class ConfigValidation {
  /**
   * istiod, by its Service. istiod tells the API server itself which CA has signed its certificate.
   */
  public static istiod(): ConfigValidation {
    return new ConfigValidation(() => ({}));
  }

  /**
   * istiod, by its Service, with a certificate of a CA that is known beforehand. istiod then leaves the webhooks of validation alone.
   *
   * @param caCertificates The certificates of that CA, as PEM text.
   */
  public static istiodSignedBy(caCertificates: string): ConfigValidation {
    return new ConfigValidation((place) => ({ caBundle: bundle(place, caCertificates) }));
  }

  /**
   * A server outside of the cluster, e.g. an istiod that runs elsewhere.
   *
   * @param url The whole address, e.g. `https://istiod.example.com/validate`.
   * @param caCertificates The CA that signed the server's certificate, as PEM text. @default - whom the API server trusts, or what istiod writes
   */
  public static url(url: string, caCertificates?: string): ConfigValidation {
    return new ConfigValidation((place) => {
      if (!isWebhookUrl(url)) {
        fail(place, `validation URL '${url}' is none that the API server asks (https, no user, query or fragment)`, "write it like 'https://istiod.example.com/validate'");
      }
      return { url, ...(caCertificates !== undefined && { caBundle: bundle(place, caCertificates) }) };
    });
  }

  /** Nobody: the API server stores what fits the schemas, and istiod and the proxies have to put up with it. */
  public static off(): ConfigValidation {
    return new ConfigValidation(() => undefined);
  }

  private constructor(private readonly client: (place: IConstruct) => WebhookClient | undefined) {}

  /**
   * Nothing for no validation at all.
   * @internal
   */
  public _client(place: IConstruct): WebhookClient | undefined {
    return this.client(place);
  }
}

function bundle(place: IConstruct, pem: string): string {
  return caBundle(place, 'the CA bundle of validation', pem);
}

function isWebhookUrl(text: string): boolean {
  try {
    const { protocol, username, password, search, hash } = new URL(text);
    return protocol === 'https:' && !username && !password && !search && !hash;
  } catch {
    return false;
  }
}
