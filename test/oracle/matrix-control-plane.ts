import { Duration } from 'cdk8s';
import { CertificateAuthority } from '../../src/ca/certificate-authority';
import { IstiodImage } from '../../src/mesh/istiod-image';
import { IstiodOptions } from '../../src/mesh/istiod-options';
import { DisruptionBudget, UnhealthyPodEviction } from '../../src/workload/disruption-budget';
import { ImagePullPolicy } from '../../src/workload/image-pull-policy';
import { IpFamilies, IpFamily } from '../../src/workload/ip-families';
import { Scaling } from '../../src/workload/scaling';
import { ScalingStep, StepChoice } from '../../src/workload/scaling-behavior';
import { SeccompProfile } from '../../src/workload/seccomp-profile';
import { TerminationMessagePolicy } from '../../src/workload/termination-message-policy';
import { TrafficDistribution } from '../../src/workload/traffic-distribution';
import { CA_PEM } from '../mesh/ca-pem';
import { MatrixRow, row, uncheckedRow } from './matrix-row';

const volumes = [{ name: 'extra', configMap: { name: 'extra' } }];
const volumeMounts = [{ name: 'extra', mountPath: '/extra' }];
const initContainers = [{ name: 'wait', image: 'busybox:1.37', command: ['true'] }];
const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'pool', operator: 'Exists' }] }] } } };
const spread = [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { istio: 'pilot' } } }];
const secretKeyRef = { name: 'token', key: 'token' };

/** How istiod runs. */
export const ISTIOD_ROWS: readonly MatrixRow[] = [
  row('hub', { hub: 'registry.example.com:5000/istio' }, {}, { hub: 'registry.example.com:5000/istio' }),
  row('tag', { tag: '1.31.0' }, {}, { tag: '1.31.0' }),
  row('image pull policy', { imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT }, { global: { imagePullPolicy: 'IfNotPresent' } }),
  row('image pull secrets', { imagePullSecrets: ['registry'] }, { global: { imagePullSecrets: ['registry'] } }),
  istiod('whole image', { image: IstiodImage.reference('example.com/own/pilot:7') }, { image: 'example.com/own/pilot:7' }),
  istiod('parts of the image', { image: IstiodImage.differing({ hub: 'example.com/own', tag: '1.31.0' }) }, { hub: 'example.com/own', tag: '1.31.0' }),
  istiod('fixed number of pods, one', { scaling: Scaling.fixed(1) }, { autoscaleEnabled: false }),
  istiod('fixed number of pods, two', { scaling: Scaling.fixed(2) }, { autoscaleEnabled: false, replicaCount: 2 }),
  istiod('least and greatest number of pods', { scaling: Scaling.automatic({ minReplicas: 3, maxReplicas: 9 }) }, { autoscaleMin: 3, autoscaleMax: 9 }),
  istiod('aims of the autoscaler', { scaling: Scaling.automatic({ targetCpuPercent: 60, targetMemoryPercent: 75 }) },
    { cpu: { targetAverageUtilization: 60 }, memory: { targetAverageUtilization: 75 } }),
  istiod('pace of the autoscaler',
    {
      scaling: Scaling.automatic({
        scaleDown: { stabilization: Duration.minutes(10), steps: [ScalingStep.pods(1, Duration.minutes(1))] },
        scaleUp: { stabilization: Duration.seconds(0), steps: [ScalingStep.percent(100, Duration.seconds(15))], choice: StepChoice.SMALLEST },
      }),
    },
    {
      autoscaleBehavior: {
        scaleDown: { stabilizationWindowSeconds: 600, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
        scaleUp: { stabilizationWindowSeconds: 0, policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }], selectPolicy: 'Min' },
      },
    }),
  budget('budget of pods that may be away', DisruptionBudget.maxUnavailable(1), { maxUnavailable: 1 }),
  budget('budget of pods that stay', DisruptionBudget.minAvailablePercent(50), { minAvailable: '50%' }),
  budget('budget without pods that do not work', DisruptionBudget.minAvailable(1, { unhealthyPodEviction: UnhealthyPodEviction.ALWAYS_ALLOW }),
    { minAvailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' }),
  uncheckedRow('no budget', { istiod: { scaling: Scaling.fixed(2), disruptionBudget: DisruptionBudget.none() } },
    { pilot: { autoscaleEnabled: false, replicaCount: 2 }, global: { defaultPodDisruptionBudget: { enabled: false } } }),
  istiod('rollout', { rollout: { maxSurge: '1', maxUnavailable: '0' } }, { rollingMaxSurge: 1, rollingMaxUnavailable: 0 }),
  istiod('resources', { resources: { requests: { cpu: '1', memory: '4Gi' }, limits: { memory: '8Gi' } } },
    { resources: { requests: { cpu: '1', memory: '4Gi' }, limits: { memory: '8Gi' } } }),
  istiod('environment', { env: { PILOT_ENABLE_ALPN_FILTER: 'false' } }, { env: { PILOT_ENABLE_ALPN_FILTER: 'false' } }),
  istiod('environment from elsewhere', { envValueFrom: { TOKEN: { secretKeyRef } } }, { envVarFrom: [{ name: 'TOKEN', valueFrom: { secretKeyRef } }] }),
  row('FIPS', { istiod: { env: { COMPLIANCE_POLICY: 'fips-140-3' } } }, { pilot: { env: { COMPLIANCE_POLICY: 'fips-140-3' } } }),
  row('log level', { istiod: { logLevel: 'default:warn,ads:debug' } }, { global: { logging: { level: 'default:warn,ads:debug' } } }),
  row('log as JSON', { istiod: { logAsJson: true } }, { global: { logAsJson: true } }),
  istiod('trace sampling', { traceSampling: 12.5 }, { traceSampling: 12.5 }),
  istiod('no trace sampling', { traceSampling: 0 }, { traceSampling: 0 }),
  istiod('further arguments', { extraArgs: ['--profile=false'] }, { extraContainerArgs: ['--profile=false'] }),
  istiod('age of connections', { keepaliveMaxServerConnectionAge: Duration.hours(1) }, { keepaliveMaxServerConnectionAge: '60m' }),
  row('istiod: analysis', { istiod: { analysis: true } }, { global: { istiod: { enableAnalysis: true } } }),
  istiod('no deployments of gateways', { gatewayDeployments: false }, { env: { PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER: 'false' } }),
  istiod('taints of nodes', { untaintNodes: { taint: 'example.com/wait', cniNamespace: 'kube-system' } },
    { taint: { enabled: true, namespace: 'kube-system', name: 'example.com/wait' } }),
  istiod('roots for JWKS', { jwksRootCa: CA_PEM }, { jwksResolverExtraRootCA: CA_PEM }),
  istiod('volumes', { volumes, volumeMounts }, { volumes, volumeMounts }),
  istiod('init containers', { initContainers }, { initContainers }),
  istiod('annotations of the service', { service: { annotations: { note: 'x' } } }, { serviceAnnotations: { note: 'x' } }),
  istiod('families of addresses', { service: { ipFamilies: IpFamilies.dualStack(IpFamily.IPV6) } }, { ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv6', 'IPv4'] }),
  istiod('traffic distribution', { service: { trafficDistribution: TrafficDistribution.PREFER_CLOSE } }, { trafficDistribution: 'PreferClose' }),
  istiod('node selector', { nodeSelector: { pool: 'system' } }, { nodeSelector: { pool: 'system' } }),
  istiod('tolerations', { tolerations: [{ key: 'dedicated', operator: 'Exists' }] }, { tolerations: [{ key: 'dedicated', operator: 'Exists' }] }),
  istiod('affinity', { affinity }, { affinity }),
  istiod('spread over zones', { topologySpreadConstraints: spread }, { topologySpreadConstraints: spread }),
  row('priority class', { istiod: { priorityClassName: 'system-cluster-critical' } }, { global: { priorityClassName: 'system-cluster-critical' } }),
  istiod('annotations of pods', { podAnnotations: { team: 'mesh' } }, { podAnnotations: { team: 'mesh' } }),
  istiod('labels of pods', { podLabels: { cost: 'platform' } }, { podLabels: { cost: 'platform' } }),
  istiod('labels of the deployment', { deploymentLabels: { cost: 'platform' } }, { deploymentLabels: { cost: 'platform' } }),
  istiod('annotations of the deployment', { deploymentAnnotations: { note: 'x' } }, { deploymentAnnotations: { note: 'x' } }),
  istiod('annotations of the account', { serviceAccountAnnotations: { 'eks.amazonaws.com/role-arn': 'x' } }, { serviceAccountAnnotations: { 'eks.amazonaws.com/role-arn': 'x' } }),
  istiod('seccomp profile', { seccompProfile: SeccompProfile.runtimeDefault() }, { seccompProfile: { type: 'RuntimeDefault' } }),
  istiod('last words', { terminationMessagePolicy: TerminationMessagePolicy.FALLBACK_TO_LOGS_ON_ERROR }, { terminationMessagePolicy: 'FallbackToLogsOnError' }),
];

/** Who signs. */
export const CA_ROWS: readonly MatrixRow[] = [
  row('CA plugged in', { ca: CertificateAuthority.pluggedIn() }),
];

function istiod(title: string, options: IstiodOptions, values: Record<string, unknown>): MatrixRow {
  return uncheckedRow(`istiod: ${title}`, { istiod: options }, { pilot: values });
}

function budget(title: string, disruptionBudget: DisruptionBudget, pdb: object): MatrixRow {
  return istiod(title, { scaling: Scaling.automatic({ minReplicas: 3 }), disruptionBudget }, { autoscaleMin: 3, pdb });
}
