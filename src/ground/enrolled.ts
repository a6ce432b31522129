import { IConstruct } from 'constructs';
import { PerApp } from './per-app';

/** How a namespace joined a mesh. */
export interface Enrolled {
  /** By ztunnel, without sidecars. */
  readonly ambient: boolean;
  /** The waypoint that its Services use, if any. */
  readonly waypoint?: string;
}

const registry = new PerApp(() => new Map<string, Enrolled>());

/** Notes how a namespace joins the mesh, for those who do not know the mesh. */
export function noteEnrolled(place: IConstruct, namespace: string, enrolled: Enrolled): void {
  registry.of(place).set(namespace, enrolled);
}

/** How a namespace joined; nothing if this program does not enrol it. */
export function enrolledAs(place: IConstruct, namespace: string): Enrolled | undefined {
  return registry.of(place).get(namespace);
}
