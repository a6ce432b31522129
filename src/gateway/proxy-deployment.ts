import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { fail, oneOf, placeOf } from '../ground/fail';
import { makeAutoscaler } from '../workload/autoscaler';
import { DisruptionBudget, UnhealthyPodEviction } from '../workload/disruption-budget';
import { renderRollout } from '../workload/rendered-rollout';
import { Scaling } from '../workload/scaling';
import { wholeSeconds } from '../workload/whole-seconds';
import { GatewayAccount } from './gateway-account';
import { GatewayProxyOptions } from './gateway-proxy-options';
import { GatewayService } from './gateway-service';
import { GatewayPort } from './listener-set';
import { ProxyIdentity } from './proxy-identity';
import { ProxyNetworkPolicy } from './proxy-network-policy';
import { proxyPod } from './proxy-pod';

/** What the proxies of a gateway are made of, whatever traffic they carry. */
export interface ProxyDeploymentProps {
  readonly name: string;
  readonly namespace: string;
  /** The revision of the control plane; empty for the default one. */
  readonly revision: string;
  /** The labels by which Service, Deployment and `Gateway` find the pods. */
  readonly selector: Record<string, string>;
  readonly options: GatewayProxyOptions;
  readonly service: GatewayService;
  /** The ports of the Service besides the status port, asked for at synthesis. */
  readonly ports: () => GatewayPort[];
}

const STATUS_PORT: GatewayPort = { name: 'status-port', number: 15021 };
/** A proxy that serves nobody anyway must not hold up the maintenance of its node. */
const DEFAULT_BUDGET = DisruptionBudget.maxUnavailable(1, { unhealthyPodEviction: UnhealthyPodEviction.ALWAYS_ALLOW });

/** The proxies of a gateway and what stands around them: account, Deployment, Service, scaling. */
export class ProxyDeployment extends Construct {
  /** The Deployment, or the DaemonSet. */
  public readonly deployment: ApiObject;
  public readonly service?: ApiObject;
  /** The labels by which the Service and the `Gateway` find the pods. */
  public readonly selector: Record<string, string>;
  /** The name of the account as which the proxies run. */
  public readonly account: string;
  /** The labels of all objects of the gateway. */
  public readonly labels: Record<string, string>;

  private readonly scaling: ReturnType<Scaling['_plan']>;

  public constructor(scope: Construct, id: string, private readonly props: ProxyDeploymentProps) {
    super(scope, id);
    const { options, options: { account = GatewayAccount.own(), readSecrets = true } } = props;
    this.selector = props.selector;
    this.labels = gatewayLabels(scope, props);
    this.scaling = gatewayScaling(scope, options);
    this.account = account._name(scope, props.name);

    new ProxyIdentity(this, 'Identity', { account, name: this.account, readSecrets, metadata: this.metadata() });
    this.deployment = this.makeWorkload(scope, this.account);
    options.injector?.injectInto(this.deployment);
    if (!props.service._isNone) this.service = this.makeService(scope, props.service);
    makeAutoscaler(this, this.metadata(), this.scaling);
    this.makeDisruptionBudget(scope);
    if (options.networkPolicy) new ProxyNetworkPolicy(this, 'NetworkPolicy', this.metadata(), this.selector, () => this.listenedPorts());
    this.node.addValidation({ validate: () => this.unusedPorts('node port', props.service._nodePorts) });
    this.node.addValidation({ validate: () => this.unusedPorts('target port', props.service._targetPorts) });
  }

  /** The ports on which the proxies serve clients. Asked at synthesis. */
  public listenedPorts(): number[] {
    return this.props.ports().map(({ number }) => this.props.service._targetPorts.get(number) ?? number);
  }

  private makeWorkload(place: Construct, account: string): ApiObject {
    const { props: { name, revision, options }, selector, labels, scaling } = this;
    const kind = options.daemonSet ? 'DaemonSet' : 'Deployment';
    const autoscaled = scaling.autoscaling !== undefined;
    return new ApiObject(this, kind, {
      apiVersion: 'apps/v1', kind, metadata: this.metadata(),
      spec: {
        // An autoscaler owns the number; written here too, every apply would set it back.
        replicas: autoscaled || options.daemonSet ? undefined : scaling.replicas,
        [options.daemonSet ? 'updateStrategy' : 'strategy']: renderRollout(place, 'rollout', options.rollout),
        minReadySeconds: options.minReady && wholeSeconds(place, 'minReady', options.minReady, 0, 24 * 60 * 60),
        selector: { matchLabels: selector },
        template: proxyPod(place, { name, selector, labels, revision, options, account, autoscaled }),
      },
    });
  }

  private makeService(place: Construct, service: GatewayService): ApiObject {
    const { annotations, ...metadata } = this.metadata();
    const missing = Object.entries(service._selectorLabels).find(([label, value]) => this.props.options.podLabels?.[label] !== value);
    if (missing) fail(place, `the Service selects pods with ${missing.join('=')}, but the gateway's pods have no such label`, 'add it to podLabels');
    return new ApiObject(this, 'Service', {
      apiVersion: 'v1', kind: 'Service', metadata: { ...metadata, annotations: service._annotations ? { ...annotations, ...service._annotations } : annotations },
      spec: {
        ...service._toSpec(place),
        selector: { ...this.selector, ...service._selectorLabels },
        ports: Lazy.any({ produce: () => this.servicePorts() }),
      },
    });
  }

  private servicePorts(): object[] {
    const { _nodePorts: nodePorts, _targetPorts: targetPorts } = this.props.service;
    return [STATUS_PORT, ...this.props.ports()].map(({ name, number }) => (
      { name, port: number, protocol: 'TCP', targetPort: targetPorts.get(number) ?? number, nodePort: nodePorts.get(number) }
    ));
  }

  private makeDisruptionBudget(place: Construct): void {
    const { scaling: { replicas }, props: { options: { disruptionBudget, daemonSet } } } = this;
    const budget = disruptionBudget ?? (replicas > 1 && !daemonSet ? DEFAULT_BUDGET : DisruptionBudget.none());
    const spec = budget._toSpec(place, 'disruptionBudget', replicas);
    if (!spec) return;
    new ApiObject(this, 'PodDisruptionBudget', {
      apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: this.metadata(),
      spec: { ...spec, selector: { matchLabels: this.selector } },
    });
  }

  private metadata(): ApiObjectMetadata {
    const { name, namespace, options: { annotations } } = this.props;
    return { name, namespace, labels: this.labels, annotations };
  }

  private unusedPorts(what: string, given: Map<number, number>): string[] {
    const ports = [STATUS_PORT, ...this.props.ports()].map(({ number }) => number);
    return [...given.keys()].filter((port) => !ports.includes(port)).map((port) => (
      `${placeOf(this.node.scope!)}: a ${what} is given for port ${port}, where nothing listens (ports are ${ports.join(', ')}); add a listener there or leave the ${what} out`
    ));
  }
}

function gatewayLabels(place: Construct, { name, selector, options: { labels = {} } }: ProxyDeploymentProps): Record<string, string> {
  const own = { ...selector, 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'istio' };
  const taken = Object.keys(labels).filter((label) => label in own);
  if (taken.length > 0) fail(place, `labels has ${oneOf(taken)}, which the gateway sets itself`, 'leave it out; selector changes the labels by which pods are found');
  return { ...labels, ...own };
}

function gatewayScaling(place: Construct, { daemonSet, scaling, disruptionBudget }: GatewayProxyOptions): ReturnType<Scaling['_plan']> {
  if (daemonSet && (scaling || disruptionBudget)) {
    fail(place, `daemonSet and ${scaling ? 'scaling' : 'disruptionBudget'} are given, but the number of nodes decides on the number of proxies`, 'leave out one of them');
  }
  return (daemonSet ? Scaling.fixed(1) : scaling ?? Scaling.automatic())._plan(place, 'proxy');
}
