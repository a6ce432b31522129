import { Duration } from 'cdk8s';
import { CniProvider } from '../../src/ambient/cni-provider';
import { CniRepair } from '../../src/ambient/cni-repair';
import { UpdateStrategy } from '../../src/ambient/update-strategy';
import { CompatibilityVersion } from '../../src/mesh/compatibility-version';
import { DataPlane } from '../../src/mesh/data-plane';
import { ImageVariant } from '../../src/mesh/image-variant';
import { MeshProps } from '../../src/mesh/mesh-props';
import { Platform } from '../../src/mesh/platform';
import { MeshVariant } from './parity-variants';
import { OperatorSpec } from './upstream-manifests';

const PLATFORMS: [Platform | undefined, agentNamespace?: string][] = [
  [undefined], [Platform.OPENSHIFT, 'kube-system'], [Platform.GKE], [Platform.K3S], [Platform.K3D], [Platform.MICROK8S], [Platform.MINIKUBE],
];
const HUB = { hub: 'docker.io/istio', tag: '1.31.1' };

function sidecarsWithCni(platform: Platform | undefined, namespace?: string): MeshVariant {
  return {
    props: { ...HUB, platform, dataPlane: DataPlane.sidecarWithCni() },
    upstream: { ...HUB, components: { cni: { enabled: true, namespace } }, values: { defaultRevision: 'default', global: { platform: platform?.name } } },
  };
}

function ambient(platform: Platform | undefined, namespace?: string): MeshVariant {
  return {
    props: { ...HUB, variant: ImageVariant.DISTROLESS, platform, dataPlane: DataPlane.ambient() },
    upstream: {
      ...HUB, profile: 'ambient', components: { cni: { namespace }, ztunnel: { namespace } },
      values: { defaultRevision: 'default', global: { platform: platform?.name } },
    },
  };
}

const common = {
  tolerations: [{ key: 'dedicated', operator: 'Exists' }],
  podLabels: { cost: 'platform' },
  podAnnotations: { note: 'x' },
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'pool', operator: 'Exists' }] }] } } },
  resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2', memory: '2Gi' } },
  env: { SOME_FLAG: 'on' },
};

/** What every platform makes of each data plane, and settings that change one object each. */
export const NODE_AGENT_VARIANTS: Record<string, MeshVariant> = {
  ...Object.fromEntries(PLATFORMS.flatMap(([platform, namespace]) => [
    [`sidecars and istio-cni on ${platform?.name ?? 'any cluster'}`, sidecarsWithCni(platform, namespace)],
    [`ambient on ${platform?.name ?? 'any cluster'}`, ambient(platform, namespace)],
  ])),

  'the profile openshift-ambient': {
    props: ambient(Platform.OPENSHIFT).props,
    upstream: { ...HUB, profile: 'openshift-ambient', values: { defaultRevision: 'default' } },
  },

  'agents of a named cluster': variant(
    {
      revision: 'canary', clusterName: 'east', network: 'vpc1', imagePullSecrets: ['regcred'], networkPolicy: true, istiod: { logAsJson: true },
      proxy: { nativeNftables: true },
      dataPlane: DataPlane.ambient({
        ztunnelName: 'node-proxy',
        cni: {
          ...common,
          labels: { owner: 'net' },
          chained: false, confFileName: 'istio-cni.conf', binDir: '/bin', confDir: '/conf', netnsDir: '/netns', excludeNamespaces: ['kube-system', 'legacy'],
          logLevel: 'debug', seccompProfile: { type: 'RuntimeDefault' }, seLinuxOptions: { level: 's0' },
          dnsCapture: false, ipv6: false, reconcileIptablesOnStartup: false, shareHostNetworkNamespace: true, enableAmbientDetectionRetry: true,
          enablementSelectors: [{ podSelector: { matchLabels: { mesh: 'in' } } }],
          repair: CniRepair.labelPods({ key: 'broken', value: 'yes', initContainerName: 'check' }),
          updateStrategy: UpdateStrategy.onDelete(), terminationGracePeriod: Duration.minutes(1), podQuota: 100,
        },
        ztunnel: {
          ...common,
          labels: { owner: 'net' }, annotations: { note: 'y' }, nodeSelector: { pool: 'apps' },
          logLevel: 'debug', peerCaCrl: true, xdsAddress: 'xds.example.com:15012', caAddress: 'ca.example.com:443',
          dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.10'] }, seLinuxOptions: { type: 'spc_t' },
          volumes: [{ name: 'extra', emptyDir: {} }], volumeMounts: [{ name: 'extra', mountPath: '/extra' }],
          updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: '10%' }), terminationGracePeriod: Duration.minutes(1), podQuota: 100,
        },
      }),
    },
    {
      revision: 'canary',
      values: {
        defaultRevision: 'canary',
        global: {
          network: 'vpc1', multiCluster: { clusterName: 'east' }, imagePullSecrets: ['regcred'], networkPolicy: { enabled: true }, logAsJson: true, nativeNftables: true,
        },
        pilot: { trustedZtunnelName: 'node-proxy', cni: { enabled: true } },
        cni: {
          ...common,
          daemonSetLabels: { owner: 'net' },
          chained: false, cniConfFileName: 'istio-cni.conf', cniBinDir: '/bin', cniConfDir: '/conf', cniNetnsDir: '/netns', excludeNamespaces: ['kube-system', 'legacy'],
          logging: { level: 'debug' }, useAppArmorAnnotation: false, seccompProfile: { type: 'RuntimeDefault' }, seLinuxOptions: { level: 's0' },
          ambient: {
            dnsCapture: false, ipv6: false, reconcileIptablesOnStartup: false, shareHostNetworkNamespace: true, enableAmbientDetectionRetry: true,
            enablementSelectors: [{ podSelector: { matchLabels: { mesh: 'in' } } }],
          },
          repair: { repairPods: false, labelPods: true, brokenPodLabelKey: 'broken', brokenPodLabelValue: 'yes', initContainerName: 'check' },
          updateStrategy: { type: 'OnDelete', rollingUpdate: null }, terminationGracePeriodSeconds: 60, resourceQuotas: { enabled: true, pods: 100 },
        },
        ztunnel: {
          ...common,
          resourceName: 'node-proxy',
          network: 'vpc1', multiCluster: { clusterName: 'east' }, imagePullSecrets: ['regcred'], logAsJson: true,
          labels: { owner: 'net' }, annotations: { note: 'y' }, nodeSelector: { pool: 'apps' },
          logLevel: 'debug', peerCaCrl: { enabled: true }, xdsAddress: 'xds.example.com:15012', caAddress: 'ca.example.com:443',
          dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.10'] }, seLinuxOptions: { type: 'spc_t' },
          volumes: [{ name: 'extra', emptyDir: {} }], volumeMounts: [{ name: 'extra', mountPath: '/extra' }],
          updateStrategy: { rollingUpdate: { maxUnavailable: '10%', maxSurge: null } }, terminationGracePeriodSeconds: 60,
          resourceQuotas: { enabled: true, pods: 100 },
        },
      },
    },
  ),

  'broken pods deleted, a configuration of its own': variant(
    { dataPlane: DataPlane.ambient({ cni: { appArmorAnnotation: true, repair: CniRepair.deletePods(), confFileName: '10-a.conflist', istioOwnedCniConfig: '02-istio-cni.conflist' } }) },
    {
      values: {
        defaultRevision: 'default',
        pilot: { cni: { enabled: true } },
        cni: {
          repair: { repairPods: false, deletePods: true },
          cniConfFileName: '10-a.conflist', istioOwnedCNIConfig: true, istioOwnedCNIConfigFileName: '02-istio-cni.conflist',
        },
      },
    },
  ),

  'an older behaviour': variant(
    { compatibility: CompatibilityVersion.V1_28 }, { values: { defaultRevision: 'default', compatibilityVersion: '1.28' } },
  ),

  'broken pods left alone, Multus outside of OpenShift': {
    props: { ...HUB, dataPlane: DataPlane.sidecarWithCni({ cniProvider: CniProvider.MULTUS, cniNamespace: 'kube-system', cni: { repair: CniRepair.none() } }) },
    upstream: {
      ...HUB, components: { cni: { enabled: true, namespace: 'kube-system' } },
      values: { defaultRevision: 'default', pilot: { cni: { enabled: true, provider: 'multus' } }, cni: { provider: 'multus', repair: { enabled: false } } },
    },
  },
};

function variant(props: MeshProps, upstream: OperatorSpec): MeshVariant {
  return {
    props: { ...ambient(undefined).props, ...props },
    upstream: { ...HUB, profile: 'ambient', unchecked: true, ...upstream },
  };
}
