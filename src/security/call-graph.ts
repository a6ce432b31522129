import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { PerApp } from '../ground/per-app';
import { IClientRef } from '../host/client';
import { HostReference } from '../host/host';
import { AccessOptions } from './access-options';
import { AccessRule } from './access-rule';
import { CallEdge, workloadKey } from './call-edge';

/** Lets callers of a service pass. */
export interface CalledAccess {
  /** Throws what is wrong with a rule. */
  _checkAllowed(writer: IConstruct, rule: AccessRule, options: AccessOptions): void;
  /** Takes rules that are known at synthesis and were checked. */
  _allowLater(writer: IConstruct, rules: () => AccessRule[], options: AccessOptions): void;
}

/** A service of the program, as those who enforce calls need it. */
export interface GraphService {
  readonly place: Construct;
  readonly host: HostReference;
  readonly access: CalledAccess;
  /** What its Service selects, if that is known. */
  readonly selector?: { readonly [key: string]: string };
  /** The Service, if the program has it. */
  readonly object?: ApiObject;
}

/** The proxies of a gateway of the program. */
export interface GraphGateway {
  readonly place: Construct;
  readonly name: string;
  /** The proxies as those who call. */
  readonly proxies: IClientRef;
  /** The ports on which they serve clients from outside of the mesh. Asked at synthesis. */
  readonly open?: () => number[];
}

/** Pods of a namespace, all without labels. */
export interface Workloads {
  readonly namespace: string;
  readonly labels?: { readonly [key: string]: string };
}

/** The way out to a host. */
export interface GraphEgress {
  readonly place: IConstruct;
  readonly host: HostReference;
  /** The gateway that its clients go through, if there is one. */
  readonly gateway?: { readonly name: string; readonly namespace: string; readonly selector: { [label: string]: string } };
  /** Who may call, if not all. */
  readonly from?: IClientRef[];
}

/** Those who want to know of a namespace what is in the graph, and what comes later. */
export interface GraphWatcher {
  /** A service of the namespace. */
  service(service: GraphService): void;
  /** A gateway whose proxies are in the namespace. */
  gateway(gateway: GraphGateway): void;
  /** A call of a host of the namespace. */
  called(edge: CallEdge): void;
  /** A call by workloads of the namespace. */
  calls(edge: CallEdge): void;
  /** A way out through a gateway in the namespace. */
  egress(egress: GraphEgress): void;
}

/** Who calls whom in a program. It only says so; nothing is allowed or refused by it. */
export class CallGraph {
  static of(place: IConstruct): CallGraph {
    return CallGraph.graphs.of(place);
  }

  private static readonly graphs = new PerApp(() => new CallGraph());

  readonly edges: CallEdge[] = [];
  private readonly egresses = new Map<string, GraphEgress>();
  private readonly services = new Map<string, GraphService>();
  private readonly edgesTo = new Map<string, CallEdge[]>();
  private readonly edgesBy = new Map<string, CallEdge[]>();
  private readonly namespaces = new Map<string, NamespaceOfGraph>();

  private constructor() {}

  addEdge(edge: CallEdge): void {
    const { host, caller: { clientRef } } = edge;
    this.edges.push(edge);
    append(this.edgesTo, host.fqdn, edge);
    append(this.edgesBy, workloadKey(clientRef), edge);
    this.namespace(host.namespace).add('called', edge);
    this.namespace(clientRef.namespace).add('calls', edge);
  }

  addService(service: GraphService): void {
    this.services.set(service.host.fqdn, service);
    this.namespace(service.host.namespace).add('service', service);
  }

  addGateway(gateway: GraphGateway): void {
    this.namespace(gateway.proxies.clientRef.namespace).add('gateway', gateway);
  }

  addEgress(egress: GraphEgress): void {
    this.egresses.set(egress.host.fqdn, egress);
    if (egress.gateway) this.namespace(egress.gateway.namespace).add('egress', egress);
  }

  /** The service of this name, if a construct of the program stands for it. */
  service(fqdn: string): GraphService | undefined {
    return this.services.get(fqdn);
  }

  /** The way out to a host, if it was told. */
  egress(fqdn: string): GraphEgress | undefined {
    return this.egresses.get(fqdn);
  }

  /** The calls of a host that count so far. */
  to(fqdn: string): CallEdge[] {
    return (this.edgesTo.get(fqdn) ?? []).filter(counts);
  }

  /** The calls that count so far of workloads, or with labels left out those that are said of their whole namespace. */
  by(caller: Workloads): CallEdge[] {
    return (this.edgesBy.get(workloadKey(caller)) ?? []).filter(counts);
  }

  /** Whether workloads call a host, be it said of them or of their whole namespace. */
  has({ clientRef: { namespace, labels } }: IClientRef, fqdn: string): boolean {
    const said = [...this.by({ namespace, labels }), ...labels ? this.by({ namespace }) : []];
    return said.some(({ host }) => host.fqdn === fqdn);
  }

  /** Whether somebody watches the namespace: then calls matter there. */
  isWatched(namespace: string): boolean {
    return this.namespaces.get(namespace)?.watcher !== undefined;
  }

  /** Tells of what is there in a namespace, and of all that comes. One watches a namespace. */
  watch(namespace: string, watcher: GraphWatcher): void {
    this.namespace(namespace).watch(watcher);
  }

  private namespace(name: string): NamespaceOfGraph {
    let found = this.namespaces.get(name);
    if (!found) this.namespaces.set(name, found = new NamespaceOfGraph());
    return found;
  }
}

/** What of the graph is in one namespace. */
class NamespaceOfGraph {
  watcher?: GraphWatcher;
  private readonly told: ((watcher: GraphWatcher) => void)[] = [];

  add<K extends keyof GraphWatcher>(what: K, node: Parameters<GraphWatcher[K]>[0]): void {
    const tell = (watcher: GraphWatcher) => (watcher[what] as (one: typeof node) => void)(node);
    this.told.push(tell);
    if (this.watcher) tell(this.watcher);
  }

  watch(watcher: GraphWatcher): void {
    this.watcher = watcher;
    for (const tell of this.told) tell(watcher);
  }
}

function append(index: Map<string, CallEdge[]>, key: string, edge: CallEdge): void {
  const found = index.get(key);
  if (found) found.push(edge);
  else index.set(key, [edge]);
}

function counts(edge: CallEdge): boolean {
  return edge.counts?.() ?? true;
}
