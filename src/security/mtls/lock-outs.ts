import { ApiObject } from 'cdk8s';
import { security } from '../../api';
import { Warning } from '../../ground/warning';
import { MtlsMode } from '../mtls-mode';
import { areProxies, KnownContainer, KnownPods, podsText, portOfContainer } from './known-pods';
import { ownerOf } from './owner';
import { Program } from './program';

/** A caller that has no proxy, or that no proxy serves, and a port that takes mutual TLS only. */
export interface LockOut extends Warning {
  readonly object: ApiObject;
}

/** Whom the policies of a program lock out, as far as the program shows it. */
export function lockOuts(program: Program): LockOut[] {
  return [
    ...program.pods.flatMap((pods) => [...probes(program, pods), ...scrapes(program, pods)]),
    ...exposed(program),
    ...callers(program),
  ];
}

const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'];

/** The kubelet has no certificate. The injector leads its probes to the agent, unless it is told not to. */
function probes(program: Program, pods: KnownPods): LockOut[] {
  const { annotations, containers, object } = pods;
  if (!/^(0|f|false)$/i.test(annotations['sidecar.istio.io/rewriteAppHTTPProbers'] ?? '') || program.members.isAmbient(pods.namespace)) return [];
  const ports = containers.flatMap((container) => PROBES.flatMap((probe) => probedPort(pods, container[probe])));
  return [...new Set(ports)].filter((port) => isCaptured(pods, port)).flatMap((port) => {
    const strict = program.strictFor(pods, port);
    return strict ? [{
      object,
      problem: `the kubelet probes port ${port} of ${podsText(pods)} in plain text, as its annotation turns the rewriting of probes off, and by `
        + `${ownerOf(strict.by.object)} the port takes mutual TLS only`,
      cure: `leave out the annotation sidecar.istio.io/rewriteAppHTTPProbers, or give the port a mode: portModes: { ${port}: MtlsMode.${MtlsMode.PERMISSIVE} }`,
    }] : [];
  });
}

/** Connections of TCP probes succeed, whatever comes after. */
function probedPort(pods: KnownPods, probe: KnownContainer['readinessProbe']): number[] {
  const port = portOfContainer(pods, probe?.httpGet?.port ?? probe?.grpc?.port);
  return port === undefined ? [] : [port];
}

function isCaptured({ annotations }: KnownPods, port: number): boolean {
  return !(annotations['traffic.sidecar.istio.io/excludeInboundPorts'] ?? '').split(',').map(Number).includes(port);
}

/** Prometheus asks the agent for the metrics of the application, too, unless they are not merged. ztunnel merges none. */
function scrapes(program: Program, pods: KnownPods): LockOut[] {
  const { annotations, namespace, object } = pods;
  const port = Number(annotations['prometheus.io/port'] ?? 80);
  const direct = program.members.isAmbient(namespace) || annotations['prometheus.istio.io/merge-metrics'] === 'false';
  if (annotations['prometheus.io/scrape'] !== 'true' || !direct || !isCaptured(pods, port)) return [];
  const strict = program.strictFor(pods, port);
  return strict ? [{
    object,
    problem: `Prometheus is told to read port ${port} of ${podsText(pods)} directly, and by ${ownerOf(strict.by.object)} the port takes mutual TLS only`,
    cure: 'let its metrics be merged, let Prometheus show a certificate of the mesh, or give the port a mode: '
      + `portModes: { ${port}: MtlsMode.${MtlsMode.PERMISSIVE} }`,
  }] : [];
}

/** Who comes from outside of the cluster has no certificate of the mesh. */
function exposed(program: Program): LockOut[] {
  return program.services.filter((service) => service.exposed).flatMap((service) => service.ports.flatMap((port) => {
    const target = program.targetOf(service, port);
    const [strict] = program.podsOf(service).flatMap((pods) => program.strictFor(pods, target) ?? []);
    return strict ? [{
      object: service.object,
      problem: `Service ${service.namespace}/${service.name} is of type ${service.exposed}, and by ${ownerOf(strict.by.object)} its port `
        + `${port.number} takes mutual TLS only, so that it refuses whoever comes from outside of the mesh`,
      cure: `let them come by an IngressGateway, or give the port of the Pods a mode: portModes: { ${target}: MtlsMode.${MtlsMode.PERMISSIVE} }`,
    }] : [];
  }));
}

const OF_ACCOUNT = /^[^/*]+\/ns\/([^/*]+)\/sa\/([^/*]+)$/;

/** Callers that are allowed by name, and have none: the program has them outside of the mesh. */
function callers(program: Program): LockOut[] {
  return program.objects.filter(({ kind }) => kind === 'AuthorizationPolicy').flatMap((object) => {
    const { action = 'ALLOW', rules = [], selector } = object.toJson().spec ?? {};
    const strict = program.decide({ namespace: object.metadata.namespace, labels: selector?.matchLabels });
    if (action !== 'ALLOW' || strict?.mode !== MtlsMode.STRICT) return [];
    const sources = (rules as security.Rule[]).flatMap(({ from = [] }) => from.flatMap(({ source }) => source ?? []));
    return [...new Set(sources.flatMap((source) => outsiders(program, source)))].map((caller) => ({
      object,
      problem: `${caller} may call, and has no proxy that would show a certificate, and by ${ownerOf(strict.by.object)} mutual TLS is demanded`,
      cure: 'enrol its namespace in the mesh, or allow it by its addresses, and let the port that it calls take plain text with portModes',
    }));
  });
}

/** Those whom a source names, all of whose Pods in this program have no proxy. */
function outsiders(program: Program, { principals = [], namespaces = [] }: security.Source): string[] {
  const accounts = principals.map((principal) => OF_ACCOUNT.exec(principal)).filter((found) => found !== null);
  const groups = [
    ...accounts.map(([, namespace, account]) => program.pods.filter((pods) => pods.namespace === namespace && pods.serviceAccountName === account)),
    ...namespaces.map((namespace) => program.pods.filter((pods) => pods.namespace === namespace)),
  ];
  return groups.filter((group) => group.every((pods) => program.members.has(pods) === false)).flatMap((group) => group.map(podsText));
}

/** The workloads of a program that have no proxy. */
export function withoutProxy(program: Program): KnownPods[] {
  return program.pods.filter((pods) => !areProxies(pods) && program.members.has(pods) === false);
}
