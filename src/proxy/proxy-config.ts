import { Construct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { count } from '../policy/amount';
import { PolicyScope } from '../security/policy-scope';
import { ProxyImageType } from './proxy-image-type';
import { scopedMetadata } from './scoped-metadata';

/** What proxies are started with, and whose. At least one setting. */
export interface ProxyConfigProps {
  /** The workloads whose proxies are meant. Not a `Gateway` of the Gateway API: its proxies are workloads of its namespace. */
  readonly cover: PolicyScope;

  /**
   * The number of worker threads, at least 0. 0 means one for each CPU of the node.
   *
   * @default - that of a wider scope; of the mesh, as many as the proxy's CPU limit, or 2
   */
  readonly concurrency?: number;

  /**
   * Environment variables of the proxy, each at most 2048 characters. Those that begin with `ISTIO_META_` become its metadata.
   *
   * @default - those of wider scopes only
   */
  readonly environmentVariables?: { [name: string]: string };

  /**
   * The image.
   *
   * @default - that of a wider scope; of the mesh, as `Mesh` says
   */
  readonly image?: ProxyImageType;
}

/**
 * What proxies are started with: a ProxyConfig. Each setting of a narrower scope goes before that of a wider one. Pods have to be made anew to
 * get it. Each scope has one writer, since Istio takes the oldest object of a scope and ignores the others.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/proxy-config/
 */
export class ProxyConfig extends Construct {
  /** The ProxyConfig. */
  public readonly apiObject: networking.ProxyConfig;

  public constructor(scope: Construct, id: string, props: ProxyConfigProps) {
    super(scope, id);
    const { cover, concurrency, image } = props;
    const spec: networking.ProxyConfigSpec = {
      concurrency: count(this, 'concurrency', concurrency),
      environmentVariables: this.environmentVariables(props),
      image: image && { imageType: image._toSpec(this) },
    };
    if (Object.values(spec).every((setting) => setting === undefined)) fail(this, 'it says nothing', 'give at least one of concurrency, environmentVariables and image');
    this.apiObject = new networking.ProxyConfig(this, 'ProxyConfig', {
      metadata: scopedMetadata(this, 'ProxyConfig', id, cover),
      spec: { selector: cover._selector(this), ...spec },
    });
  }

  private environmentVariables({ environmentVariables: given = {} }: ProxyConfigProps): { [name: string]: string } | undefined {
    const names = Object.keys(given);
    for (const name of names) {
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
        fail(this, `'${name}' is not a name of an environment variable (letters, digits and '_', first no digit)`, `rename it, e.g. 'ISTIO_META_DNS_CAPTURE'`);
      }
      if (given[name].length > 2048) fail(this, `the environment variable ${name} has ${given[name].length} characters, at most 2048 are allowed`, 'shorten it');
    }
    return names.length > 0 ? { ...given } : undefined;
  }
}
