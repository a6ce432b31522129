import { Duration } from 'cdk8s';
import { CompatibilityVersion } from '../../src/mesh/compatibility-version';
import { ConfigValidation } from '../../src/mesh/config-validation';
import { CrdSet } from '../../src/mesh/crd-set';
import { ImageVariant } from '../../src/mesh/image-variant';
import { IstiodImage } from '../../src/mesh/istiod-image';
import { MeshProps } from '../../src/mesh/mesh-props';
import { Profile } from '../../src/mesh/profile';
import { RemoteReader } from '../../src/mesh/remote-reader';
import { DisruptionBudget, UnhealthyPodEviction } from '../../src/workload/disruption-budget';
import { IpFamilies, IpFamily } from '../../src/workload/ip-families';
import { Scaling } from '../../src/workload/scaling';
import { ScalingStep, StepChoice } from '../../src/workload/scaling-behavior';
import { SeccompProfile } from '../../src/workload/seccomp-profile';
import { TerminationMessagePolicy } from '../../src/workload/termination-message-policy';
import { TrafficDistribution } from '../../src/workload/traffic-distribution';
import { CA_PEM } from '../mesh/ca-pem';
import { MeshVariant } from './parity-variants';
import { OperatorSpec } from './upstream-manifests';

/** A setting of the mesh, and the values of the charts that say the same. */
function variant(props: MeshProps, values: object, spec: OperatorSpec = {}): MeshVariant {
  return { props, upstream: { ...spec, unchecked: true, values: { defaultRevision: 'default', ...values } } };
}
const pilot = (istiod: MeshProps['istiod'], values: object): MeshVariant => variant({ istiod }, { pilot: values });

const wait = { name: 'wait', image: 'busybox:1', command: ['true'] };
const classes = { istio: { service: { spec: { type: 'ClusterIP' } }, deployment: { spec: { replicas: 2 } } } };
const networks = { west: { endpoints: [{ fromRegistry: 'cluster-west' }], gateways: [{ address: '192.0.2.1', port: 15443 }] } };
const selector = { matchLabels: { mesh: 'on' } };

/** One setting each, as Helm's values and as properties. */
export const OPTION_VARIANTS: Record<string, MeshVariant> = {
  'an image of istiod by its digest': pilot(
    { image: IstiodImage.reference(`example.com/istio/pilot@sha256:${'a'.repeat(64)}`) }, { image: `example.com/istio/pilot@sha256:${'a'.repeat(64)}` },
  ),
  'an image of istiod from elsewhere': pilot(
    { image: IstiodImage.differing({ hub: 'example.com/fixed', name: 'istiod', tag: '1.31.1-p1', variant: ImageVariant.DEBUG }) },
    { hub: 'example.com/fixed', image: 'istiod', tag: '1.31.1-p1', variant: 'debug' },
  ),
  'images of a variant': variant({ variant: ImageVariant.DISTROLESS }, { global: { variant: 'distroless' } }),

  'volumes, variables and init containers of istiod': pilot(
    {
      volumes: [{ name: 'extra', emptyDir: {} }], volumeMounts: [{ name: 'extra', mountPath: '/extra' }], initContainers: [wait],
      envValueFrom: { NODE: { fieldRef: { fieldPath: 'spec.nodeName' } } },
    },
    {
      volumes: [{ name: 'extra', emptyDir: {} }], volumeMounts: [{ name: 'extra', mountPath: '/extra' }], initContainers: [wait],
      envVarFrom: [{ name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
    },
  ),
  'labels and annotations around istiod': variant(
    {
      istiod: {
        deploymentLabels: { a: '1' }, deploymentAnnotations: { b: '2' }, serviceAccountAnnotations: { c: '3' }, service: { annotations: { d: '4' } },
      },
      injection: { webhookAnnotations: { e: '5' } },
    },
    {
      pilot: { deploymentLabels: { a: '1' }, deploymentAnnotations: { b: '2' }, serviceAccountAnnotations: { c: '3' }, serviceAnnotations: { d: '4' } },
      sidecarInjectorWebhookAnnotations: { e: '5' },
    },
  ),
  'a rollout of istiod': pilot({ rollout: { maxSurge: '1', maxUnavailable: '0' } }, { rollingMaxSurge: 1, rollingMaxUnavailable: 0 }),
  'a seccomp profile of istiod': pilot({ seccompProfile: SeccompProfile.runtimeDefault() }, { seccompProfile: { type: 'RuntimeDefault' } }),
  'last words of istiod': pilot(
    { terminationMessagePolicy: TerminationMessagePolicy.FALLBACK_TO_LOGS_ON_ERROR }, { terminationMessagePolicy: 'FallbackToLogsOnError' },
  ),
  'short connections to istiod': pilot({ keepaliveMaxServerConnectionAge: Duration.minutes(10) }, { keepaliveMaxServerConnectionAge: '10m' }),
  'arguments of istiod': pilot({ extraArgs: ['--clusterAliases', 'a=b'] }, { extraContainerArgs: ['--clusterAliases', 'a=b'] }),
  'a budget of istiods': pilot(
    {
      scaling: Scaling.automatic({ minReplicas: 3 }),
      disruptionBudget: DisruptionBudget.maxUnavailable(1, { unhealthyPodEviction: UnhealthyPodEviction.ALWAYS_ALLOW }),
    },
    { autoscaleMin: 3, pdb: { minAvailable: null, maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' } },
  ),
  'no budget of istiods': variant(
    { istiod: { scaling: Scaling.fixed(2), disruptionBudget: DisruptionBudget.none() } },
    { pilot: { autoscaleEnabled: false, replicaCount: 2 }, global: { defaultPodDisruptionBudget: { enabled: false } } },
  ),
  'a pace of scaling': pilot(
    {
      scaling: Scaling.automatic({
        scaleUp: { stabilization: Duration.seconds(0), choice: StepChoice.SMALLEST, steps: [ScalingStep.pods(2, Duration.seconds(60))] },
        scaleDown: { stabilization: Duration.minutes(10) },
      }),
    },
    {
      autoscaleBehavior: {
        scaleUp: { stabilizationWindowSeconds: 0, selectPolicy: 'Min', policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }] },
        scaleDown: { stabilizationWindowSeconds: 600 },
      },
    },
  ),
  'addresses of both families': pilot(
    { service: { ipFamilies: IpFamilies.dualStack(IpFamily.IPV4) } }, { ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv4', 'IPv6'] },
  ),
  'near istiods first': pilot({ service: { trafficDistribution: TrafficDistribution.PREFER_CLOSE } }, { trafficDistribution: 'PreferClose' }),
  'dual stack': variant(
    { dualStack: true }, { pilot: { env: { ISTIO_DUAL_STACK: 'true' }, ipFamilyPolicy: 'RequireDualStack' } },
    { meshConfig: { defaultConfig: { proxyMetadata: { ISTIO_DUAL_STACK: 'true' } } } },
  ),

  'an analysis by istiod': variant({ istiod: { analysis: true } }, { global: { istiod: { enableAnalysis: true } } }),
  'no deployments of gateways': pilot({ gatewayDeployments: false }, { env: { PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER: 'false' } }),
  'taints of new nodes': pilot(
    { untaintNodes: { taint: 'example.com/wait', cniNamespace: 'kube-system' } }, { taint: { enabled: true, name: 'example.com/wait', namespace: 'kube-system' } },
  ),
  'more roots for keys of tokens': pilot({ jwksRootCa: CA_PEM }, { jwksResolverExtraRootCA: CA_PEM }),
  'lines of JSON': variant({ istiod: { logAsJson: true } }, { global: { logAsJson: true } }),
  'an older behaviour': variant({ compatibility: CompatibilityVersion.V1_25 }, { compatibilityVersion: '1.25' }),

  'a validator by its address': variant(
    { validation: ConfigValidation.url('https://istiod.example.com/validate') }, { base: { validationURL: 'https://istiod.example.com/validate' } },
  ),
  'a validator with its CA': variant(
    { validation: ConfigValidation.istiodSignedBy(CA_PEM) }, { base: { validationCABundle: Buffer.from(CA_PEM).toString('base64') } },
  ),
  'no validator': variant({ validation: ConfigValidation.off() }, { defaultRevision: '', global: { configValidation: false } }),
  'stable kinds only': variant({ stableValidationPolicy: true }, { experimental: { stableValidationPolicy: true } }),
  'some CRDs': variant({ crds: CrdSet.without('wasmplugins.extensions.istio.io') }, { base: { excludedCRDs: ['wasmplugins.extensions.istio.io'] } }),
  'a given reader': variant(
    { remoteReader: RemoteReader.account('reader', 'central') }, { global: { readerServiceAccount: { name: 'reader', namespace: 'central' } } },
  ),
  'no reader': variant({ remoteReader: RemoteReader.none() }, { global: { enableReaderRBAC: false } }),
  'network policies': variant({ networkPolicy: true }, { global: { networkPolicy: { enabled: true } } }),
  'classes of gateways': variant({ gatewayClasses: classes }, { gatewayClasses: classes }),
  'networks of the mesh': variant({ meshNetworks: { networks } }, { global: { meshNetworks: networks } }),
  'selected namespaces': variant({ discoverySelectors: [selector] }, {}, { meshConfig: { discoverySelectors: [selector] } }),

  'the profile demo': variant({ profile: Profile.DEMO }, { profile: 'demo' }),
  'the profile stable': variant({ profile: Profile.STABLE }, { profile: 'stable' }),
  'the profile preview': variant({ profile: Profile.PREVIEW }, { profile: 'preview' }),
  'the profile demo, with own resources': variant(
    { profile: Profile.DEMO, istiod: { resources: { requests: { cpu: '2', memory: '4Gi' } }, scaling: Scaling.automatic() } },
    { profile: 'demo', pilot: { resources: { requests: { cpu: '2', memory: '4Gi' } }, autoscaleEnabled: true } },
  ),
};
