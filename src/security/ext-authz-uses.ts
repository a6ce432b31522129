import { IConstruct } from 'constructs';
import { fail, oneOf, placeOf } from '../ground/fail';
import { PerApp } from '../ground/per-app';
import { nearest } from '../ground/suggestion';
import { warn } from '../ground/warning';
import { IClientRef } from '../host/client';
import { isGateway } from './call-edge';
import { CallGraph } from './call-graph';
import { ExtAuthzProvider } from './ext-authz-provider';

interface Providers {
  /** The names that meshes of the program know; nothing while it has no mesh. */
  known?: Set<string>;
  /** Who is asked for a scope. */
  readonly asked: Map<string, ExtAuthzProvider>;
}

const programs = new PerApp((): Providers => ({ asked: new Map() }));

/** Says which providers a mesh of the program has. */
export function declareProviders(mesh: IConstruct, names: string[]): void {
  const program = programs.of(mesh);
  program.known = new Set([...program.known ?? [], ...names]);
}

/** For whom a policy asks a provider. */
export interface AskedFor {
  readonly namespace: string;
  /** The scope as warnings name it. */
  readonly text: string;
  /** Whose proxies ask, where it is some Pods or all of a namespace. */
  readonly caller?: IClientRef;
}

/** Notes that a policy asks a provider: the mesh has to know it, proxies ask one only, and that is an edge of the call graph. */
export function noteUse(place: IConstruct, provider: ExtAuthzProvider, { namespace, text: scope, caller }: AskedFor): void {
  const { name, _host: host } = provider;
  const { asked } = programs.of(place);
  const key = `${namespace}: ${scope}`;
  const other = asked.get(key);
  if (other && other.name !== name) {
    warn(place, `the ${scope} asks '${other.name}' already, and with a second authorizer, '${name}', Istio refuses all requests unless it was told otherwise`,
      'ask one of them, or set PILOT_ENABLE_MULTIPLE_CUSTOM_AUTHZ_PROVIDERS of istiod to true');
  }
  asked.set(key, other ?? provider);
  place.node.addValidation({ validate: () => unknownProvider(place, name) });
  if (host && caller) CallGraph.of(place).addEdge({ place, caller, host, conditions: {}, ofGateway: isGateway(caller) });
}

function unknownProvider(place: IConstruct, name: string): string[] {
  const { known } = programs.of(place);
  if (!known || known.has(name)) return [];
  const names = [...known];
  const near = nearest(name, names);
  return [`${placeOf(place)}: the mesh has no provider '${name}', it has ${oneOf(names) || 'none'}, and without its authorizer Istio refuses all requests; `
    + (near ? `did you mean '${near}'?` : 'give it to the mesh: new Mesh(..., { extAuthzProviders: [...] })')];
}

/** Providers of one mesh have names of their own. */
export function refuseSameNames(place: IConstruct, names: string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) fail(place, `two extension providers are named '${twice}'`, 'name them apart');
}
