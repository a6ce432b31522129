import { ApiObject, Chart } from 'cdk8s';
import { networking } from '../../../src/api';
import { IMeshRef } from '../../../src/ground/mesh-ref';
import { PolicyScope } from '../../../src/security/policy-scope';
import { StrictMtls, StrictMtlsProps } from '../../../src/security/strict-mtls';
import { bookinfoChart } from '../../service/objects';

export const MESH: IMeshRef = { meshRef: { namespace: 'istio-system', revision: '', trustDomain: 'cluster.local', clusterDomain: 'cluster.local' } };

export const SHOP = PolicyScope.namespace('shop');
export const CART = PolicyScope.workload('shop', { app: 'cart' });

/** A program of plain objects around namespace `shop`, whose service `cart` listens on 8080 behind port 80. */
export class Town {
  public readonly chart: Chart = bookinfoChart(undefined, 'town');

  public strict(id: string, props: StrictMtlsProps): StrictMtls {
    return new StrictMtls(this.chart, id, props);
  }

  public object(kind: string, name: string, rest: object, namespace: string | undefined = 'shop'): ApiObject {
    const { apiVersion = 'v1', metadata = {}, ...body } = rest as any;
    return new ApiObject(this.chart, `${kind}-${name}`, { apiVersion, kind, metadata: { ...metadata, name, namespace }, ...body });
  }

  public namespace(name: string, labels: Record<string, string> = {}): void {
    new ApiObject(this.chart, `Namespace-${name}`, { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
  }

  public cart(spec: object = {}, ports: object[] = [{ port: 80, targetPort: 8080 }]): void {
    this.object('Service', 'cart', { spec: { selector: { app: 'cart' }, ports, ...spec } });
  }

  /** A Deployment whose Pods have label `app` with its name. */
  public deployment(name: string, pods: { annotations?: object; labels?: object; spec?: object; container?: object } = {}, namespace = 'shop'): void {
    const { annotations, labels, spec, container } = pods;
    this.object('Deployment', name, {
      apiVersion: 'apps/v1',
      spec: { template: { metadata: { labels: { app: name, ...labels }, annotations }, spec: { containers: [{ name: 'main', ...container }], ...spec } } },
    }, namespace);
  }

  public rule(spec: networking.DestinationRuleSpec, namespace = 'shop'): void {
    this.object('DestinationRule', 'cart', { apiVersion: 'networking.istio.io/v1', spec }, namespace);
  }

  /** The errors of synthesis. */
  public errors(): string[] {
    return this.chart.node.root.node.findAll().flatMap(({ node }) => node.validate());
  }
}
