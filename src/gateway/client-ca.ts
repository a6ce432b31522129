import { IConstruct } from 'constructs';
import { dnsLabel, dnsName } from '../ground/names';

const SUFFIX = '-cacert';

/** Where the CA certificates are by which a gateway verifies the certificates of its clients. */
export class ClientCa {
  /**
   * A Secret in the namespace of the gateway's pods, with the key `ca.crt` (and `ca.crl` for what the CA revoked), or `cacert`
   * (and `crl`). istiod takes the Secret `<name>-cacert`, and if there is none, `<name>`.
   *
   * @param name The name of the Secret, with or without `-cacert` at its end.
   */
  public static secret(name: string): ClientCa {
    return new ClientCa('Secret', name);
  }

  /**
   * A ConfigMap with the keys of such a Secret; it has to be in the cluster of istiod.
   *
   * @param name The name of the ConfigMap.
   * @param namespace The namespace of the ConfigMap. @default - that of the gateway's pods
   */
  public static configMap(name: string, namespace?: string): ClientCa {
    return new ClientCa('ConfigMap', name, namespace);
  }

  private constructor(private readonly kind: string, private readonly name: string, private readonly namespace?: string) {}

  /** As `caCertCredentialName` says it. @internal */
  public _toSpec(place: IConstruct, proxyNamespace: string): string {
    const name = dnsName(place, `name of the ${this.kind} with the CA of clients`, this.name);
    if (this.kind === 'Secret') return name.endsWith(SUFFIX) ? name : `${name}${SUFFIX}`;
    return `configmap://${dnsLabel(place, 'namespace of the CA of clients', this.namespace ?? proxyNamespace)}/${name}`;
  }
}
