import { IConstruct } from 'constructs';
import { CniProvider } from '../../ambient/cni-provider';
import { CNI_NETWORK } from '../../ambient/istio-cni';
import { placeOf } from '../../ground/fail';
import { renderResources } from '../../workload/rendered-resources';
import { InjectionOptions } from '../injection-options';
import { MeshProps } from '../mesh-props';
import { WaypointOptions } from '../waypoint-options';
import { Cluster } from './cluster';
import { ControlPlane } from './control-plane';
import { InjectionSettings, WAYPOINT_DEFAULTS, WaypointSettings } from './injection/injection';
import { proxySettings } from './proxy-settings';

/** What the injector's templates are made of: a mesh's properties, in the form of Istio's own settings. */
export function injectionSettings(place: IConstruct, plane: ControlPlane, { proxy = {}, injection = {} }: MeshProps): InjectionSettings {
  if (injection.enableNamespacesByDefault) place.node.addValidation({ validate: () => unlessDefault(place, plane) });
  return { ...ofMesh(plane), ...ofInjection(place, injection), proxy: proxySettings(place, proxy) };
}

/** Of namespaces without labels only the webhooks of the default revision see the pods. */
function unlessDefault(place: IConstruct, plane: ControlPlane): string[] {
  if (Cluster.of(place).isDefault(plane)) return [];
  return [`${placeOf(place)}: injection.enableNamespacesByDefault is true for revision '${plane.revision.name}', the default one is allowed; `
    + "leave out the revision, add the tag 'default', or enrol namespaces"];
}

function ofMesh(plane: ControlPlane): Omit<InjectionSettings, 'proxy' | 'waypoint'> {
  const { version, hub, tag, imagePullPolicy, imagePullSecrets, namespace, trustDomain, clusterDomain, meshId, network, ca, dataPlane } = plane;
  return {
    version, hub, tag, imagePullPolicy, imagePullSecrets, namespace, trustDomain, clusterDomain, meshId, network,
    caAddress: plane.caAddress,
    revision: plane.revision.name,
    tokenAudience: plane.trust.tokenAudience,
    rootCertConfigMap: plane.trust.rootCertConfigMap,
    crlConfigMap: plane.trust.crlConfigMap,
    clusterTrustBundle: plane.trust.clusterTrustBundle,
    workloadSocket: ca.workloadSocket as Record<string, unknown> | undefined,
    clusterName: plane.clusterName,
    logLevel: plane.logLevel,
    logAsJson: plane.istiod.logAsJson,
    cni: dataPlane.cni,
    multusNetwork: dataPlane.cni && dataPlane.cniProvider === CniProvider.MULTUS ? CNI_NETWORK : undefined,
  };
}

function ofInjection(place: IConstruct, injection: InjectionOptions): Omit<Partial<InjectionSettings>, 'proxy'> & Pick<InjectionSettings, 'waypoint'> {
  return {
    policy: injection.policy,
    neverInjectSelector: injection.neverInject,
    alwaysInjectSelector: injection.alwaysInject,
    injectedAnnotations: injection.injectedAnnotations,
    templates: injection.templates?.map((template) => template._render(place)),
    defaultTemplates: injection.defaultTemplates,
    aliases: injection.aliases,
    enableNamespacesByDefault: injection.enableNamespacesByDefault,
    rewriteAppHTTPProbe: injection.rewriteAppHttpProbe,
    gatewaySecurityContext: injection.gatewaySecurityContext,
    gatewaySeccompProfile: injection.gatewaySeccompProfile?._toSpec(place, 'injection.gatewaySeccompProfile'),
    waypoint: waypointSettings(place, injection.waypoint ?? {}),
  };
}

function waypointSettings(place: IConstruct, { resources, ...placement }: WaypointOptions): WaypointSettings {
  return { ...placement, resources: renderResources(place, 'injection.waypoint.resources', resources, WAYPOINT_DEFAULTS.resources) };
}
