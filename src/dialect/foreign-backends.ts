import { gatewayapi } from '../api';

/** A Service of another namespace to which a route refers. */
export interface ForeignBackend {
  readonly routeKind: string;
  readonly namespace: string;
  readonly name: string;
}

interface Rule {
  readonly backendRefs?: readonly gatewayapi.BackendObjectReference[];
  readonly filters?: readonly { readonly requestMirror?: gatewayapi.HTTPRequestMirrorFilter }[];
}

/** The Services of other namespaces to which rules send requests, or copies of them. */
export function foreignBackends(routeKind: string, rules: readonly Rule[]): ForeignBackend[] {
  const all = rules.flatMap(({ backendRefs = [], filters = [] }) => (
    [...backendRefs, ...filters.flatMap(({ requestMirror }) => requestMirror?.backendRef ?? [])]
  ));
  return all.flatMap(({ namespace, name }) => (namespace === undefined ? [] : [{ routeKind, namespace, name }]));
}
