import { CniProvider } from '../ambient/cni-provider';
import { NodePlatform } from '../ambient/node-platform';

/** What differs on one platform from a cluster as upstream Kubernetes makes it. */
interface PlatformFacts {
  /** What istiod calls it. */
  readonly istiod?: string;
  readonly nodes?: Partial<NodePlatform>;
  readonly cniProvider?: CniProvider;
  /** Where agents with rights on their node run, if it has to be a certain namespace. */
  readonly agentNamespace?: string;
  /** Why no pod of an application may redirect its own traffic. */
  readonly withoutInitContainer?: string;
  readonly terminationMessagePolicy?: string;
}

const KUBERNETES: NodePlatform = {
  cniBinDir: '/opt/cni/bin',
  cniConfDir: '/etc/cni/net.d',
  cniNetnsDir: '/var/run/netns',
  cniChained: true,
};
const K3S_CONF_DIR = '/var/lib/rancher/k3s/agent/etc/cni/net.d';
const MICROK8S = '/var/snap/microk8s/current';

/**
 * What kind of cluster a mesh is in. It decides where network plugins are on the nodes, and what pods may do there.
 *
 * @see https://istio.io/latest/docs/ambient/install/platform-prerequisites/
 */
export class Platform {
  /** A cluster as upstream Kubernetes, kubeadm and kind make it. */
  public static readonly KUBERNETES = new Platform('kubernetes', {});

  /**
   * Red Hat OpenShift. Traffic is redirected by istio-cni through Multus, and the node agents run in `kube-system`, with the
   * SecurityContextConstraints `privileged`.
   */
  public static readonly OPENSHIFT = new Platform('openshift', {
    istiod: 'openshift',
    nodes: {
      cniBinDir: '/var/lib/cni/bin',
      cniConfDir: '/etc/cni/multus/net.d',
      cniConfFileName: 'istio-cni.conf',
      cniChained: false,
      seLinuxType: 'spc_t',
      securityContextConstraints: 'privileged',
    },
    cniProvider: CniProvider.MULTUS,
    agentNamespace: 'kube-system',
    withoutInitContainer: "OpenShift's SecurityContextConstraints let no pod of an application redirect its own traffic",
    terminationMessagePolicy: 'FallbackToLogsOnError',
  });

  /** Google Kubernetes Engine: node agents outside of `kube-system` need a ResourceQuota. */
  public static readonly GKE = new Platform('gke', { istiod: 'gke', nodes: { cniBinDir: '/home/kubernetes/bin', podQuota: 5000 } });

  /** Amazon Elastic Kubernetes Service, with the Amazon VPC CNI: as upstream Kubernetes. */
  public static readonly EKS = new Platform('eks', {});

  /** k3d: k3s in containers. */
  public static readonly K3D = new Platform('k3d', { istiod: 'k3d', nodes: { cniConfDir: K3S_CONF_DIR, cniBinDir: '/bin' } });

  /** k3s. */
  public static readonly K3S = new Platform('k3s', { istiod: 'k3s', nodes: { cniConfDir: K3S_CONF_DIR, cniBinDir: '/var/lib/rancher/k3s/data/cni' } });

  /** MicroK8s. */
  public static readonly MICROK8S = new Platform('microk8s', {
    istiod: 'microk8s', nodes: { cniConfDir: `${MICROK8S}/args/cni-network`, cniBinDir: `${MICROK8S}/opt/cni/bin` },
  });

  /** minikube with the Docker driver. */
  public static readonly MINIKUBE = new Platform('minikube', { istiod: 'minikube', nodes: { cniNetnsDir: '/var/run/docker/netns' } });

  private constructor(
    /** The name of the platform, e.g. `openshift`. */
    public readonly name: string,
    private readonly facts: PlatformFacts,
  ) {}

  /** @internal */
  public get _facts(): PlatformFacts {
    return this.facts;
  }

  /** @internal */
  public get _nodes(): NodePlatform {
    return { ...KUBERNETES, ...this.facts.nodes };
  }
}
