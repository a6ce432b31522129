import { selectorText } from '../../match/label-selector';
import { MtlsCheck } from '../mtls-check';
import { MtlsMode } from '../mtls-mode';
import { ClientRule } from './client-rules';
import { areProxies, KnownContainer, KnownPods, podsText } from './known-pods';
import { KnownService } from './known-services';
import { selects } from './labels';
import { withoutProxy } from './lock-outs';
import { ownerOf } from './owner';
import { PeerPods } from './peer-policies';
import { plainTextQuery } from './plain-text-queries';
import { Program } from './program';

const { PERMISSIVE, STRICT } = MtlsMode;

/** What must hold before Pods come to the stages of mutual TLS, in the order of the steps. */
export function mtlsChecks(program: Program, covered: PeerPods): MtlsCheck[] {
  const pods = program.pods.filter((some) => isCovered(covered, some.namespace, some.labels) && !areProxies(some));
  const services = program.services.filter(({ namespace, selector }) => selector && isCovered(covered, namespace, selector));
  const rules = [...new Set(services.flatMap((service) => program.rules.for(service)))];
  const where = commandScope(covered);
  return [
    {
      stage: PERMISSIVE,
      before: 'The Pods have a proxy. One without it takes plain text at every stage, so that it seems to be protected and is not.',
      found: pods.filter((some) => program.members.has(some) === false).map(podsText),
      command: `kubectl get pods ${where} -o json | jq -r '.items[] | select([.spec.initContainers[]?, .spec.containers[] | .name] `
        + `| index("istio-proxy") | not) | .metadata.namespace + "/" + .metadata.name'`,
    },
    {
      stage: STRICT,
      before: `All proxies, of callers and called, have stage ${PERMISSIVE}: none of them is STALE or not connected.`,
      found: [],
      command: 'istioctl proxy-status',
    },
    {
      stage: STRICT,
      before: 'No DestinationRule makes clients call them without mutual TLS: tls of mode DISABLE or SIMPLE, or MUTUAL with certificates of another CA.',
      found: rules.filter(turnsOff).map((rule) => `DestinationRule ${rule.namespace}/${rule.object.name} (${ownerOf(rule.object)})`),
      command: `kubectl get destinationrules -A -o json | jq -r '.items[] | select([.. | objects | .tls?.mode? // empty] `
        + `| any(. == "DISABLE" or . == "SIMPLE" or . == "MUTUAL")) | .metadata.namespace + "/" + .metadata.name + " " + .spec.host'`,
    },
    {
      stage: STRICT,
      before: 'No request comes in plain text, so no caller is outside of the mesh. Who has no proxy is unknown here; access logs have the address.',
      found: withoutProxy(program).map(podsText),
      promql: plainTextQuery('istio_requests_total', covered),
    },
    {
      stage: STRICT,
      before: 'No connection of TCP is opened in plain text.',
      found: [],
      promql: plainTextQuery('istio_tcp_connections_opened_total', covered),
    },
    {
      stage: STRICT,
      before: 'No old connection of TCP goes on in plain text, e.g. one of a pool that a client keeps.',
      found: [],
      promql: plainTextQuery('istio_tcp_received_bytes_total', covered),
    },
    {
      stage: STRICT,
      before: 'Callers of headless Services, and members of a StatefulSet among each other, use names of the Service and ports that it declares. '
        + 'A call to an address of a Pod that no Service has goes in plain text.',
      found: services.filter(({ headless }) => headless).map(serviceText),
    },
    {
      stage: STRICT,
      before: 'Probes of the kubelet go to the agent: the injector rewrites them, unless the mesh or an annotation turns that off. '
        + 'Other ports that the kubelet, Prometheus or the API server (webhooks, aggregated APIs) call directly have a mode in portModes.',
      found: pods.flatMap(directPorts),
    },
    {
      stage: STRICT,
      before: 'Nobody comes from outside of the cluster but by a gateway: not by a node port, and not by a load balancer.',
      found: services.filter(({ exposed }) => exposed).filter((service) => !program.podsOf(service).some(areProxies)).map(serviceText),
    },
  ];
}

function isCovered({ namespace, labels }: PeerPods, ofPods: string, own: { readonly [key: string]: string }): boolean {
  return (namespace ?? ofPods) === ofPods && selects(labels ?? {}, own);
}

function commandScope({ namespace, labels }: PeerPods): string {
  if (namespace === undefined) return '-A';
  return `-n ${namespace}${labels ? ` -l '${selectorText(labels)}'` : ''}`;
}

const OFF = new Set(['DISABLE', 'SIMPLE', 'MUTUAL']);

function turnsOff({ spec: { trafficPolicy, subsets = [] } }: ClientRule): boolean {
  const policies = [trafficPolicy, ...subsets.map((subset) => subset.trafficPolicy)];
  return policies.flatMap((policy) => [policy, ...policy?.portLevelSettings ?? []]).some((policy) => OFF.has(policy?.tls?.mode ?? ''));
}

function serviceText({ namespace, name, exposed }: KnownService): string {
  return `Service ${namespace}/${name}${exposed ? ` (${exposed})` : ''}`;
}

/** The ports on which Pods are asked by somebody without a proxy, as far as the Pods say it. */
function directPorts(pods: KnownPods): string[] {
  const { annotations, containers } = pods;
  const metrics = annotations['prometheus.io/scrape'] === 'true' ? [`metrics ${annotations['prometheus.io/port'] ?? 80}`] : [];
  const probes = containers.flatMap((container) => ['startup', 'readiness', 'liveness'].flatMap((name) => probeText(name, container[`${name}Probe`])));
  const asked = [...probes, ...metrics];
  return asked.length > 0 ? [`${podsText(pods)}: ${[...new Set(asked)].join(', ')}`] : [];
}

function probeText(name: string, probe: KnownContainer['readinessProbe']): string[] {
  const port = probe?.httpGet?.port ?? probe?.grpc?.port ?? probe?.tcpSocket?.port;
  return port === undefined ? [] : [`${name} probe ${port}`];
}
