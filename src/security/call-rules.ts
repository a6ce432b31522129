import { IClientRef } from '../host/client';
import { AccessRule } from './access-rule';
import { CallEdge } from './call-edge';
import { CallOptions } from './call-options';
import { identityKey } from './identity';
import { Operation } from './operation';
import { Source } from './source';

/** What one caller may do: operations by their text, or all. */
interface Allowed {
  readonly caller: IClientRef;
  readonly operations: Map<string, Operation>;
  all: boolean;
}

/** What a call asks for; nothing if it may ask for anything. */
export function callOperation({ methods, paths, ports }: CallOptions): Operation | undefined {
  return methods ?? paths ?? ports ? Operation.all({ methods, paths, ports }) : undefined;
}

/** The rule for one call alone. */
export function callRule({ caller, conditions }: CallEdge): AccessRule {
  const operation = callOperation(conditions);
  return { from: [Source.clients(caller)], to: operation && [operation] };
}

/** The rules that let calls pass: one for all that is said of a caller, and one for all callers of whom the same is said. */
export function callRules(edges: readonly CallEdge[]): AccessRule[] {
  const together = new Map<string, Allowed[]>();
  for (const allowed of byCaller(edges)) {
    const key = allowed.all ? '' : [...allowed.operations.keys()].sort().join(' or ');
    const same = together.get(key);
    if (same) same.push(allowed);
    else together.set(key, [allowed]);
  }
  return [...together.values()].map((callers) => ({
    from: [Source.clients(...callers.map(({ caller }) => caller))],
    to: callers[0].all ? undefined : [...callers[0].operations.values()],
  }));
}

function byCaller(edges: readonly CallEdge[]): Allowed[] {
  const known = new Map<string, Allowed>();
  for (const { caller, conditions } of edges) {
    const key = identityKey(caller.clientRef);
    const allowed = known.get(key) ?? { caller, operations: new Map(), all: false };
    known.set(key, allowed);
    const operation = callOperation(conditions);
    if (operation) allowed.operations.set(textOf(conditions), operation);
    else allowed.all = true;
  }
  return [...known.values()];
}

function textOf({ methods, paths, ports }: CallOptions): string {
  return JSON.stringify([methods?.map(({ name }) => name), paths, ports]);
}
