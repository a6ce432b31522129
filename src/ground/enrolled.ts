import { IConstruct } from 'constructs';

/** How a namespace joined a mesh. */
export interface Enrolled {
  /** By ztunnel, without sidecars. */
  readonly ambient: boolean;
  /** The waypoint that its Services use, if any. */
  readonly waypoint?: string;
}

const registries = new WeakMap<IConstruct, Map<string, Enrolled>>();

/** Notes how a namespace joins the mesh, for those who do not know the mesh. */
export function noteEnrolled({ node: { root } }: IConstruct, namespace: string, enrolled: Enrolled): void {
  let known = registries.get(root);
  if (!known) registries.set(root, known = new Map());
  known.set(namespace, enrolled);
}

/** How a namespace joined; nothing if this program does not enrol it. */
export function enrolledAs({ node: { root } }: IConstruct, namespace: string): Enrolled | undefined {
  return registries.get(root)?.get(namespace);
}
