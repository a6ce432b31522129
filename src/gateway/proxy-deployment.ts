import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { placeOf } from '../ground/fail';
import { makeAutoscaler } from '../workload/autoscaler';
import { Scaling } from '../workload/scaling';
import { GatewayProxyOptions } from './gateway-proxy-options';
import { GatewayService } from './gateway-service';
import { GatewayPort } from './listener-set';
import { ProxyIdentity } from './proxy-identity';
import { proxyPod } from './proxy-pod';

/** What the proxies of a gateway are made of, whatever traffic they carry. */
export interface ProxyDeploymentProps {
  readonly name: string;
  readonly namespace: string;
  /** The revision of the control plane; empty for the default one. */
  readonly revision: string;
  readonly options: GatewayProxyOptions;
  readonly service: GatewayService;
  /** The ports of the Service besides the status port, asked for at synthesis. */
  readonly ports: () => GatewayPort[];
}

const STATUS_PORT: GatewayPort = { name: 'status-port', number: 15021 };

/** The proxies of a gateway and what stands around them: account, Deployment, Service, scaling. */
export class ProxyDeployment extends Construct {
  public readonly deployment: ApiObject;
  public readonly service: ApiObject;
  /** The labels by which the Service and the `Gateway` find the pods. */
  public readonly selector: Record<string, string>;
  /** The labels of all objects of the gateway. */
  public readonly labels: Record<string, string>;

  private readonly scaling: ReturnType<Scaling['_plan']>;

  public constructor(scope: Construct, id: string, private readonly props: ProxyDeploymentProps) {
    super(scope, id);
    this.selector = { app: props.name, istio: props.name.replace(/^istio-/, '') };
    this.labels = { ...this.selector, 'app.kubernetes.io/name': props.name, 'app.kubernetes.io/part-of': 'istio' };
    this.scaling = (props.options.scaling ?? Scaling.automatic())._plan(scope, 'proxy');

    new ProxyIdentity(this, 'Identity', this.metadata());
    this.deployment = this.makeDeployment(scope);
    this.service = this.makeService(scope);
    makeAutoscaler(this, this.metadata(), this.scaling);
    this.makeDisruptionBudget();
    this.node.addValidation({ validate: () => this.unusedNodePorts() });
  }

  private makeDeployment(place: Construct): ApiObject {
    const { props: { name, revision, options }, selector, labels, scaling } = this;
    return new ApiObject(this, 'Deployment', {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: this.metadata(),
      spec: {
        // An autoscaler owns the number; written here too, every apply would set it back.
        replicas: scaling.autoscaling ? undefined : scaling.replicas,
        selector: { matchLabels: selector },
        template: proxyPod(place, { name, selector, labels, revision, options, autoscaled: scaling.autoscaling !== undefined }),
      },
    });
  }

  private makeService(place: Construct): ApiObject {
    const { service } = this.props;
    return new ApiObject(this, 'Service', {
      apiVersion: 'v1', kind: 'Service', metadata: { ...this.metadata(), annotations: service._annotations },
      spec: { ...service._toSpec(place), selector: this.selector, ports: Lazy.any({ produce: () => this.servicePorts() }) },
    });
  }

  private servicePorts(): object[] {
    const nodePorts = this.props.service._nodePorts;
    return [STATUS_PORT, ...this.props.ports()].map(({ name, number }) => (
      { name, port: number, protocol: 'TCP', targetPort: number, nodePort: nodePorts.get(number) }
    ));
  }

  private makeDisruptionBudget(): void {
    if (this.scaling.replicas === 1) return;
    new ApiObject(this, 'PodDisruptionBudget', {
      apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: this.metadata(),
      // A proxy that serves nobody anyway must not hold up the maintenance of its node.
      spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: this.selector } },
    });
  }

  private metadata(): ApiObjectMetadata {
    return { name: this.props.name, namespace: this.props.namespace, labels: this.labels };
  }

  private unusedNodePorts(): string[] {
    const ports = [STATUS_PORT, ...this.props.ports()].map(({ number }) => number);
    return [...this.props.service._nodePorts.keys()].filter((port) => !ports.includes(port)).map((port) => (
      `${placeOf(this.node.scope!)}: a node port is given for port ${port}, where nothing listens (ports are ${ports.join(', ')}); add a listener there or leave the node port out`
    ));
  }
}
