import { istio } from '../api/imports';

const { messages, kinds } = istio.protos;

interface Visit { readonly message: string; readonly value: any }

/**
 * The fields of a kind as paths of its spec: `[]` for the elements of a list, `{}` for the values of a map. The fields of a
 * message stand once, at the path where it is met first; where the same message stands again it is one path.
 */
export function fieldsOf(kind: string): string[] {
  return [...canonicalPaths(messageOf(kind)).values()];
}

/** The paths of `fieldsOf` that specs of a kind set. */
export function fieldsIn(kind: string, specs: unknown[]): Set<string> {
  const paths = canonicalPaths(messageOf(kind));
  const found = new Set<string>();
  const queue: Visit[] = specs.map((value) => ({ message: messageOf(kind), value }));
  for (const { message, value } of queue) {
    for (const [name, field] of Object.entries(messages[message].fields)) {
      const given = value[name];
      if (given === undefined) continue;
      found.add(paths.get(`${message} ${name}`)!);
      if (messages[field.type]) queue.push(...elements(given, field.is).map((element) => ({ message: field.type, value: element })));
    }
  }
  return found;
}

const messageOf = (kind: string) => kinds[`networking.istio.io/${kind}`];

/** The path of each field by message and name; breadth first, so that the shortest path is the first. */
function canonicalPaths(root: string): Map<string, string> {
  const paths = new Map<string, string>();
  const seen = new Set([root]);
  const queue = [{ message: root, prefix: '' }];
  for (const { message, prefix } of queue) {
    for (const [name, { type, is }] of Object.entries(messages[message].fields)) {
      const path = `${prefix}${name}${is === 'list' ? '[]' : is === 'map' ? '{}' : ''}`;
      paths.set(`${message} ${name}`, path);
      if (messages[type] && !seen.has(type)) {
        seen.add(type);
        queue.push({ message: type, prefix: `${path}.` });
      }
    }
  }
  return paths;
}

function elements(value: any, is?: string): any[] {
  if (is === 'list') return value;
  return is === 'map' ? Object.values(value) : [value];
}
