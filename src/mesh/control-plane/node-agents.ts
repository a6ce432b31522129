import { Construct } from 'constructs';
import { AgentSettings } from '../../ambient/agent-settings';
import { IstioCni } from '../../ambient/istio-cni';
import { NodeAgentOptions } from '../../ambient/node-agent-options';
import { Ztunnel } from '../../ambient/ztunnel';
import { mesh } from '../../api';
import { inPhase } from '../../ground/phase';
import { AGENT_RESOURCES } from '../profile-presets';
import { ControlPlane } from './control-plane';
import { InjectionSettings } from './injection/injection';
import { revocationListSource, rootCertificateSource, tokenSource } from './injection/volumes';

/** The agents on the nodes that the mesh's data plane needs, if this mesh makes them. */
export class NodeAgents extends Construct {
  public constructor(place: Construct, id: string, plane: ControlPlane, injection: InjectionSettings, config: mesh.MeshConfig) {
    super(place, id);
    inPhase(this, 'node agents');
    const { ambient, cniProvider: provider, cniNamespace, ztunnel, make } = plane.dataPlane;
    const settings = { ...ofMesh(place, plane), ...asProxies(injection, config) };
    const { nativeNftables = false } = injection.proxy;
    const cni = make.cni && { ...plane.cniCompatibility, ...ofProfile(plane, make.cni) };
    if (cni) new IstioCni(this, 'Cni', settings, { ambient, provider, nativeNftables }, cniNamespace, cni);
    if (make.ztunnel) new Ztunnel(this, 'Ztunnel', settings, ztunnel, ofProfile(plane, make.ztunnel));
  }
}

/** The options of an agent, and where they say nothing those of the mesh's profile. */
function ofProfile<T extends NodeAgentOptions>({ profile }: ControlPlane, options: T): T {
  return { ...options, resources: { ...AGENT_RESOURCES[profile.name], ...options.resources } };
}

type Certificates = 'rootCertificate' | 'revocationList' | 'token';
type LikeProxies = Certificates | 'caAddress' | 'clusterName' | 'network' | 'logAsJson' | 'proxyMetadata';

function ofMesh(place: Construct, plane: ControlPlane): Omit<AgentSettings, LikeProxies> {
  const { hub, tag, imagePullPolicy, imagePullSecrets, discoveryAddress, networkPolicy } = plane;
  return {
    place, hub, tag, imagePullPolicy, imagePullSecrets, discoveryAddress, networkPolicy,
    revision: plane.revision.name,
    istioNamespace: plane.namespace,
    platform: plane.platform._nodes,
  };
}

/** What ztunnel has to know in the same words as the proxies in pods. */
function asProxies(injection: InjectionSettings, config: mesh.MeshConfig): Pick<AgentSettings, LikeProxies> {
  const { caAddress, clusterName, network, logAsJson = false } = injection;
  return {
    caAddress, clusterName, network, logAsJson,
    rootCertificate: rootCertificateSource(injection),
    revocationList: revocationListSource(injection),
    token: tokenSource(injection),
    proxyMetadata: config.defaultConfig?.proxyMetadata ?? {},
  };
}
