import { CompatibilityVersion } from '../../src/mesh/compatibility-version';
import { DataPlane } from '../../src/mesh/data-plane';
import { ImageVariant } from '../../src/mesh/image-variant';
import { Platform } from '../../src/mesh/platform';
import { Profile } from '../../src/mesh/profile';
import { MatrixRow, row, uncheckedRow } from './matrix-row';

const OLDER = [
  CompatibilityVersion.V1_30, CompatibilityVersion.V1_29, CompatibilityVersion.V1_28,
  CompatibilityVersion.V1_27, CompatibilityVersion.V1_26, CompatibilityVersion.V1_25,
];
const NO_GATEWAYS = {
  components: { ingressGateways: [{ name: 'istio-ingressgateway', enabled: false }], egressGateways: [{ name: 'istio-egressgateway', enabled: false }] },
};
const CNI = { components: { cni: { enabled: true } } };

/** Profiles, what images have in them, and older behaviour. */
export const PROFILE_ROWS: readonly MatrixRow[] = [
  row('profile default', { profile: Profile.DEFAULT }, {}, { profile: 'default', ...NO_GATEWAYS }),
  row('profile minimal', { profile: Profile.MINIMAL }, {}, { profile: 'minimal' }),
  row('profile demo', { profile: Profile.DEMO }, {}, { profile: 'demo', ...NO_GATEWAYS }),
  row('profile demo with istio-cni', { profile: Profile.DEMO, dataPlane: DataPlane.sidecarWithCni() }, {},
    { profile: 'demo', components: { ...NO_GATEWAYS.components, ...CNI.components } }),
  row('profile ambient', { profile: Profile.AMBIENT }, {}, { profile: 'ambient' }),
  row('profile stable', { profile: Profile.STABLE }, {}, { profile: 'stable', ...NO_GATEWAYS }),
  row('profile preview', { profile: Profile.PREVIEW }, {}, { profile: 'preview', ...NO_GATEWAYS }),
  row('images without a system', { variant: ImageVariant.DISTROLESS }, { global: { variant: 'distroless' } }),
  row('images with tools', { variant: ImageVariant.DEBUG }, { global: { variant: 'debug' } }),
  ...OLDER.map((compatibility) => uncheckedRow(`behaviour of ${compatibility.minor}`, { compatibility }, { compatibilityVersion: compatibility.minor })),
];

/** Platforms and data planes. */
export const PLATFORM_ROWS: readonly MatrixRow[] = [
  ...[Platform.GKE, Platform.K3D, Platform.K3S, Platform.MICROK8S, Platform.MINIKUBE].map((platform) => (
    row(`platform ${platform.name}`, { platform }, { global: { platform: platform.name } })
  )),
  row('platform eks', { platform: Platform.EKS }),
  row('platform openshift', { platform: Platform.OPENSHIFT }, { global: { platform: 'openshift' } }, { components: { cni: { enabled: true, namespace: 'kube-system' } } }),
  row('istio-cni', { dataPlane: DataPlane.sidecarWithCni() }, {}, CNI),
  row('istio-cni of a revision', { dataPlane: DataPlane.sidecarWithCni(), revision: 'canary' }, {}, { ...CNI, revision: 'canary' }),
  row('istio-cni of others', { dataPlane: DataPlane.sidecarWithCni({ installed: true }) }, { pilot: { cni: { enabled: true } } }),
  row('istio-cni and network policies', { dataPlane: DataPlane.sidecarWithCni(), networkPolicy: true }, { global: { networkPolicy: { enabled: true } } }, CNI),
  uncheckedRow('ambient with a named ztunnel', { profile: Profile.AMBIENT, dataPlane: DataPlane.ambient({ ztunnelName: 'node-proxy' }) },
    { pilot: { trustedZtunnelName: 'node-proxy' }, ztunnel: { resourceName: 'node-proxy' } }, { profile: 'ambient' }),
  row('ambient of a revision', { profile: Profile.AMBIENT, revision: 'canary' }, {}, { profile: 'ambient', revision: 'canary' }),
  row('ambient on openshift', { profile: Profile.AMBIENT, platform: Platform.OPENSHIFT }, {}, { profile: 'openshift-ambient' }),
];
