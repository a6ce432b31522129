import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { dnsName, labelValue } from '../ground/names';
import { checkedAdditions } from '../workload/checked-additions';
import { ImagePullPolicy } from '../workload/image-pull-policy';
import { renderResources } from '../workload/rendered-resources';
import { GatewayProxyOptions } from './gateway-proxy-options';

const DEFAULT_RESOURCES = { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '2', memory: '1Gi' } };

/** What a pod template needs to know of the gateway besides its options. */
export interface ProxyPodProps {
  /** The name of the gateway. */
  readonly name: string;
  /** Labels by which the pods are selected. */
  readonly selector: Record<string, string>;
  /** Labels of all objects of the gateway. */
  readonly labels: Record<string, string>;
  /** The revision of the control plane; empty for the default one. */
  readonly revision: string;
  readonly options: GatewayProxyOptions;
  /** The name of the pods' ServiceAccount. */
  readonly account: string;
  /** Whether a HorizontalPodAutoscaler measures the pods' CPU. */
  readonly autoscaled: boolean;
}

/** The template of a gateway's pods: a container without image, which the injector completes by its template `gateway`. */
export function proxyPod(place: IConstruct, props: ProxyPodProps): object {
  const { options } = props;
  const container = proxyContainer(place, props);
  const beside = containersBeside(place, container.name, options.containers);
  const added = checkedAdditions(place, '', options, {
    volumes: [], mountPaths: [], containers: [container, ...beside].map(({ name }) => name), env: container.env.map(({ name }) => name),
  });
  return {
    metadata: {
      labels: { ...podLabels(place, props), ...props.labels, ...injectionLabels(props) },
      annotations: { ...ANNOTATIONS, ...options.podAnnotations },
    },
    spec: {
      serviceAccountName: props.account,
      imagePullSecrets: options.imagePullSecrets?.map((name) => ({ name: dnsName(place, 'image pull secret', name) })),
      // The proxy is not root, yet listens on 80 and 443.
      securityContext: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }], ...options.podSecurityContext },
      volumes: some(added.volumes),
      initContainers: some(added.initContainers),
      containers: [{ ...container, env: some([...container.env, ...added.env]), volumeMounts: some(added.volumeMounts) }, ...beside],
      nodeSelector: options.nodeSelector,
      tolerations: options.tolerations,
      affinity: options.affinity,
      topologySpreadConstraints: options.topologySpreadConstraints,
      priorityClassName: options.priorityClassName,
      dnsPolicy: options.dnsPolicy,
      dnsConfig: options.dnsConfig,
      terminationGracePeriodSeconds: options.terminationGracePeriod?.toSeconds(),
    },
  };
}

const ANNOTATIONS = {
  'inject.istio.io/templates': 'gateway',
  'prometheus.io/scrape': 'true',
  'prometheus.io/port': '15020',
  'prometheus.io/path': '/stats/prometheus',
};

/** What asks the webhook for injection; a pod that is complete asks for nothing. */
const injectionLabels = ({ options, revision }: ProxyPodProps) => ({
  ...(!options.injector && { 'sidecar.istio.io/inject': 'true' }),
  // The pod is a proxy itself; ztunnel must leave it alone in an ambient namespace.
  'istio.io/dataplane-mode': 'none',
  ...(!options.injector && revision !== '' && { 'istio.io/rev': revision }),
});

function podLabels(place: IConstruct, props: ProxyPodProps): Record<string, string> {
  const { options, labels, revision } = props;
  const own = { ...labels, ...injectionLabels(props), 'istio.io/rev': revision };
  for (const [name, value] of Object.entries(options.podLabels ?? {})) {
    if (name in own) fail(place, `pod label '${name}' is set by the gateway itself`, 'leave it out');
    labelValue(place, `pod label '${name}'`, value);
  }
  return options.podLabels ?? {};
}

function containersBeside(place: IConstruct, proxy: string, containers: any[] = []): any[] {
  const names = [proxy, ...containers.map(({ name }) => name)];
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) fail(place, `containers has '${twice}', which the pod has already`, 'take another name');
  return containers;
}

/** A list that says something. */
function some<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}

function proxyContainer(place: IConstruct, { options, autoscaled }: ProxyPodProps) {
  const resources = renderResources(place, 'proxy', options.resources, DEFAULT_RESOURCES);
  if (autoscaled && !resources.requests?.cpu && !resources.limits?.cpu) {
    fail(place, 'the proxies request no CPU, against which autoscaling measures its target', `give 'resources' a CPU request, or take Scaling.fixed()`);
  }
  return {
    name: 'istio-proxy',
    image: 'auto',
    imagePullPolicy: options.imagePullPolicy ?? ImagePullPolicy.IF_NOT_PRESENT,
    env: Object.entries(options.env ?? {}).map(([name, value]) => ({ name, value })),
    ports: [{ name: 'http-envoy-prom', containerPort: 15090, protocol: 'TCP' }],
    resources,
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      ...options.containerSecurityContext,
    },
    readinessProbe: options.readinessProbe,
    lifecycle: options.lifecycle,
  };
}
