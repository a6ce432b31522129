import { Yaml } from 'cdk8s';
import { fail } from '../ground/fail';
import { dnsLabel } from '../ground/names';
import { AgentSettings } from './agent-settings';
import { CniMode } from './cni-mode';
import { CniRepair } from './cni-repair';
import { AmbientCniOptions, EnablementSelector } from './istio-cni-options';

const MODE = 'istio.io/dataplane-mode';

/** Pods that say it themselves, and those of namespaces that say it where the pod does not object. */
const LABELLED_AMBIENT: EnablementSelector[] = [
  { podSelector: { matchLabels: { [MODE]: 'ambient' } } },
  {
    podSelector: { matchExpressions: [{ key: MODE, operator: 'NotIn', values: ['none'] }] },
    namespaceSelector: { matchLabels: { [MODE]: 'ambient' } },
  },
];

/** What istio-cni reads from its ConfigMap. */
export function cniConfig(settings: AgentSettings, tag: string, mode: CniMode, options: AmbientCniOptions): Record<string, string> {
  const { place, platform } = settings;
  const chained = options.chained ?? platform.cniChained;
  const confFileName = options.confFileName ?? platform.cniConfFileName;
  return {
    CURRENT_AGENT_VERSION: tag,
    ...ambientConfig(options, mode.ambient),
    ...(confFileName !== undefined && { CNI_CONF_NAME: fileName(settings, 'cni.confFileName', confFileName) }),
    ...ownConfig(settings, options.istioOwnedCniConfig, chained, confFileName),
    CHAINED_CNI_PLUGIN: String(chained),
    EXCLUDE_NAMESPACES: (options.excludeNamespaces ?? ['kube-system']).map((name) => dnsLabel(place, 'cni.excludeNamespaces', name)).join(','),
    ...(options.repair ?? CniRepair.repairPods())._toConfig(place),
    NATIVE_NFTABLES: String(mode.nativeNftables),
  };
}

function ambientConfig(options: AmbientCniOptions, ambient: boolean): Record<string, string> {
  return {
    AMBIENT_ENABLED: String(ambient),
    AMBIENT_ENABLEMENT_SELECTOR: Yaml.stringify(options.enablementSelectors ?? LABELLED_AMBIENT),
    AMBIENT_DNS_CAPTURE: String(options.dnsCapture ?? true),
    AMBIENT_IPV6: String(options.ipv6 ?? true),
    AMBIENT_RECONCILE_POD_RULES_ON_STARTUP: String(options.reconcileIptablesOnStartup ?? true),
    ENABLE_AMBIENT_DETECTION_RETRY: String(options.enableAmbientDetectionRetry ?? false),
  };
}

/** The agent copies the primary configuration, so it has to know which one that is. */
function ownConfig(settings: AgentSettings, name: string | undefined, chained: boolean, primary: string | undefined): Record<string, string> {
  if (name === undefined) return { ISTIO_OWNED_CNI_CONFIG: 'false' };
  if (!chained) {
    fail(settings.place, `cni.istioOwnedCniConfig is '${name}', but istio-cni is not chained and has a file of its own anyway`, 'say its name with cni.confFileName');
  }
  if (primary === undefined) {
    fail(settings.place, `cni.istioOwnedCniConfig is '${name}', but nothing says which configuration it is a copy of`, 'name that file with cni.confFileName');
  }
  return { ISTIO_OWNED_CNI_CONFIG: 'true', ISTIO_OWNED_CNI_CONF_FILENAME: fileName(settings, 'cni.istioOwnedCniConfig', name) };
}

function fileName({ place }: AgentSettings, what: string, value: string): string {
  if (!/^[\w.-]+\.(conf|conflist)$/.test(value)) {
    fail(place, `${what} is '${value}', the name of a file that ends in '.conf' or '.conflist' is allowed`, "write it like '10-calico.conflist'");
  }
  return value;
}
