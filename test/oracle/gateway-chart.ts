import { Duration } from 'cdk8s';
import {
  DisruptionBudget, ExternalTrafficPolicy, GatewayAccount, GatewayService, IngressGatewayProps, InternalTrafficPolicy, IpFamilies, IpFamily, Scaling,
  ScalingStep, StepChoice,
} from 'istos';

interface ChartVariant {
  readonly props: IngressGatewayProps;
  /** The values of Istio's chart `gateway` that say the same. */
  readonly values: object;
}

const mesh = (revision: string) => ({ meshRef: { namespace: 'istio-system', revision, trustDomain: 'cluster.local', clusterDomain: 'cluster.local' } });
const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'edge', operator: 'Exists' }] }] } } };
const spread = [{ maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' }];
const tolerations = [{ key: 'edge', operator: 'Exists', effect: 'NoSchedule' }];
const envVarFrom = { valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } };
const initContainers = [{ name: 'fetch', image: 'busybox:1' }];
const containers = [{ name: 'sync', image: 'busybox:1' }];
const volumes = [{ name: 'wasm', emptyDir: {} }];
const volumeMounts = [{ name: 'wasm', mountPath: '/wasm' }];
const readinessProbe = { httpGet: { path: '/healthz/ready', port: 15021 }, periodSeconds: 1 };
const lifecycle = { preStop: { exec: { command: ['sleep', '5'] } } };
const dnsConfig = { options: [{ name: 'ndots', value: '1' }] };

/** Gateways with listeners of HTTP and HTTPS, and what the chart is told for each. */
export const CHART_VARIANTS: Readonly<Record<string, ChartVariant>> = {
  'the default': { props: {}, values: {} },
  'a DaemonSet': { props: { daemonSet: true }, values: { kind: 'DaemonSet' } },
  'a revision': { props: { mesh: mesh('canary') }, values: { revision: 'canary' } },
  'labels and annotations': {
    props: { labels: { team: 'edge' }, annotations: { note: 'x' }, podAnnotations: { 'proxy.istio.io/config': '{}' }, service: GatewayService.loadBalancer({ annotations: { lb: 'y' } }) },
    values: { labels: { team: 'edge' }, annotations: { note: 'x' }, podAnnotations: { 'proxy.istio.io/config': '{}' }, service: { annotations: { lb: 'y' } } },
  },
  'other labels of pods': { props: { selector: { app: 'edge', istio: 'edge' } }, values: { labels: { app: 'edge', istio: 'edge' } } },

  'a load balancer': {
    props: {
      service: GatewayService.loadBalancer({
        loadBalancerIp: '203.0.113.7', loadBalancerSourceRanges: ['203.0.113.0/24'], loadBalancerClass: 'example.com/internal', allocateNodePorts: false,
        externalTrafficPolicy: ExternalTrafficPolicy.LOCAL, internalTrafficPolicy: InternalTrafficPolicy.LOCAL, healthCheckNodePort: 31234,
        externalIps: ['203.0.113.8'], clusterIp: '10.0.0.7', ipFamilies: IpFamilies.dualStack(IpFamily.IPV6),
      }),
    },
    values: {
      service: {
        loadBalancerIP: '203.0.113.7', loadBalancerSourceRanges: ['203.0.113.0/24'], loadBalancerClass: 'example.com/internal', allocateLoadBalancerNodePorts: false,
        externalTrafficPolicy: 'Local', internalTrafficPolicy: 'Local', healthCheckNodePort: 31234,
        externalIPs: ['203.0.113.8'], clusterIP: '10.0.0.7', ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv6', 'IPv4'],
      },
    },
  },
  'ports of the nodes': {
    props: { service: GatewayService.nodePort({ nodePorts: { 80: 30080, 443: 30443, 15021: 30021 } }) },
    values: {
      service: {
        type: 'NodePort',
        ports: [['status-port', 15021, 30021], ['http2', 80, 30080], ['https', 443, 30443]].map(([name, port, nodePort]) => ({ name, port, nodePort, protocol: 'TCP', targetPort: port })),
      },
    },
  },
  'an address in the cluster, and other ports of the pods': {
    props: { service: GatewayService.clusterIp({ targetPorts: { 80: 8080, 443: 8443 }, selectorLabels: { live: 'true' } }), podLabels: { live: 'true' }, networkPolicy: true },
    values: {
      service: {
        type: 'ClusterIP', selectorLabels: { live: 'true' },
        ports: [['status-port', 15021, 15021], ['http2', 80, 8080], ['https', 443, 8443]].map(([name, port, targetPort]) => ({ name, port, protocol: 'TCP', targetPort })),
      },
      global: { networkPolicy: { enabled: true } },
    },
  },
  'no Service': { props: { service: GatewayService.none() }, values: { service: { type: 'None' } } },

  'an autoscaler and a budget': {
    props: {
      scaling: Scaling.automatic({
        minReplicas: 2, maxReplicas: 9, targetCpuPercent: 60, targetMemoryPercent: 70,
        scaleUp: { stabilization: Duration.seconds(30), steps: [ScalingStep.pods(2, Duration.seconds(60))], choice: StepChoice.LARGEST },
      }),
      disruptionBudget: DisruptionBudget.minAvailable(1),
    },
    values: {
      autoscaling: {
        minReplicas: 2, maxReplicas: 9, targetCPUUtilizationPercentage: 60, targetMemoryUtilizationPercentage: 70,
        autoscaleBehavior: { scaleUp: { stabilizationWindowSeconds: 30, policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }], selectPolicy: 'Max' } },
      },
      podDisruptionBudget: { minAvailable: 1 },
    },
  },
  'two proxies': { props: { scaling: Scaling.automatic({ minReplicas: 2 }) }, values: { autoscaling: { minReplicas: 2 } } },
  'a fixed number': {
    props: { scaling: Scaling.fixed(3), disruptionBudget: DisruptionBudget.maxUnavailablePercent(50) },
    values: { autoscaling: { enabled: false }, replicaCount: 3, podDisruptionBudget: { maxUnavailable: '50%' } },
  },
  'an account of its own': {
    props: { account: GatewayAccount.own({ name: 'edge', annotations: { role: 'edge' } }) },
    values: { serviceAccount: { name: 'edge', annotations: { role: 'edge' } } },
  },
  'an account that exists, and no Secrets': {
    props: { account: GatewayAccount.existing('edge'), readSecrets: false }, values: { serviceAccount: { create: false, name: 'edge' }, rbac: { enabled: false } },
  },
  'pods with all that can be said': {
    props: {
      env: { A: '1' }, envValueFrom: { B: envVarFrom.valueFrom }, initContainers, containers, volumes, volumeMounts, readinessProbe, lifecycle,
      nodeSelector: { edge: 'true' }, tolerations, affinity, topologySpreadConstraints: spread, priorityClassName: 'edge', dnsPolicy: 'None', dnsConfig,
      imagePullSecrets: ['registry'], terminationGracePeriod: Duration.seconds(60), minReady: Duration.seconds(10), rollout: { maxSurge: '50%', maxUnavailable: '0' },
      resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '2Gi' } },
    },
    values: {
      env: { A: '1' }, envVarFrom: [{ name: 'B', ...envVarFrom }], initContainers, additionalContainers: containers, volumes, volumeMounts, readinessProbe, lifecycle,
      nodeSelector: { edge: 'true' }, tolerations, affinity, topologySpreadConstraints: spread, priorityClassName: 'edge', dnsPolicy: 'None', dnsConfig,
      imagePullSecrets: [{ name: 'registry' }], terminationGracePeriodSeconds: 60, minReadySeconds: 10, strategy: { rollingUpdate: { maxSurge: '50%', maxUnavailable: 0 } },
      resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: null, memory: '2Gi' } },
    },
  },
};
