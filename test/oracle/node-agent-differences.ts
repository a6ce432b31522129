import { MeantDifference } from './parity-differences';

const CNI = 'DaemonSet * istio-cni-node';
const CNI_CONFIG = 'ConfigMap * istio-cni-config';
const POD = 'spec / template / spec';
const BINDINGS = ['ClusterRoleBinding - istio-cni-repair-rolebinding', 'ClusterRoleBinding - istio-cni-ambient'];

const COPIED_LABEL = 'the label of another chart was copied there; here all objects of istio-cni have the same';
const APP_ARMOR = 'since Kubernetes 1.30 that is where it belongs, and the API server warns of the annotation; `appArmorAnnotation` makes it for older ones';
const NOTHING_TO_REPAIR = 'where nothing is repaired, the agent does not enter pods with sidecars';

/** Where the agents on the nodes are meant to differ from those of Istio's charts; the reasons stand in docs/parity.md. */
export const NODE_AGENT_DIFFERENCES: readonly MeantDifference[] = [
  {
    object: CNI, path: 'spec / template / metadata / annotations / checksum/istio-cni-config', here: 'added',
    reason: 'the agent reads its ConfigMap when it starts: with the chart a changed one does nothing until somebody restarts the agents',
  },
  {
    object: CNI, path: `${POD} / containers / 0 / env / NODE_NAME / valueFrom / fieldRef / apiVersion`, here: 'left out',
    reason: 'the API server\'s default, `v1`',
  },
  { object: CNI, path: 'spec / template / metadata / annotations / container.apparmor.security.beta.kubernetes.io/install-cni', here: 'left out', reason: APP_ARMOR },
  { object: CNI, path: `${POD} / containers / 0 / securityContext / appArmorProfile`, here: 'added', reason: APP_ARMOR },
  { object: CNI, path: `${POD} / volumes / cni-netns-dir`, here: 'left out', reason: 'with sidecars nothing mounts it' },
  {
    object: CNI, path: `${POD} / volumes / cni-bin-dir / hostPath / path`, here: 'changed',
    reason: 'on GKE the chart looks at the version of the cluster, and takes `/opt/cni/bin` where it has none; here the platform says `/home/kubernetes/bin`',
  },
  { object: CNI_CONFIG, path: 'data / SOME_FLAG', here: 'left out', reason: 'a variable of `env` stands in the container; the chart says it twice' },
  { object: CNI_CONFIG, path: 'data / CURRENT_AGENT_VERSION', here: 'changed', reason: 'the tag has the variant in it, as the image has' },
  { object: CNI_CONFIG, path: 'data / REPAIR_REPAIR_PODS', here: 'changed', reason: NOTHING_TO_REPAIR },
  { object: CNI, path: `${POD} / volumes / cni-host-procfs`, here: 'left out', reason: NOTHING_TO_REPAIR },
  { object: CNI, path: `${POD} / containers / 0 / volumeMounts / /host/proc`, here: 'left out', reason: NOTHING_TO_REPAIR },
  ...BINDINGS.flatMap((object): MeantDifference[] => [
    { object, path: 'metadata / labels / app', here: 'added', reason: COPIED_LABEL },
    { object, path: 'metadata / labels / k8s-app', here: 'left out', reason: COPIED_LABEL },
  ]),
];
