import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct } from 'constructs';

/** What a proxy serves besides its listeners: health checks, and its metrics merged and alone. */
const ALWAYS = [15021, 15020, 15090];

/** Who may reach the proxies: everybody, but on the ports that they serve. */
export class ProxyNetworkPolicy extends Construct {
  public constructor(scope: Construct, id: string, metadata: ApiObjectMetadata, selector: Record<string, string>, listened: () => number[]) {
    super(scope, id);
    const rules = () => [...ALWAYS, ...listened()].map((port) => ({ ports: [{ protocol: 'TCP', port }] }));
    new ApiObject(this, 'NetworkPolicy', {
      apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata,
      spec: {
        podSelector: { matchLabels: selector },
        policyTypes: ['Ingress', 'Egress'],
        ingress: Lazy.any({ produce: rules }),
        egress: [{}],
      },
    });
  }
}
