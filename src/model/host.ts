import { PortProtocol } from './port-protocol';
import { FieldPath } from './position';
import { Resource } from './resource';
import { Visibility } from './visibility';

/** A port of a host, as clients call it. */
export interface HostPort {
  readonly number: number;
  readonly name: string;
  readonly protocol: PortProtocol;
  /** The port of the workload, or the name that its container gives the port. */
  readonly targetPort: number | string;
  /** Where the object says it. */
  readonly path: FieldPath;
}

/** A name that clients call, with the object that defines it: a Service has one, a ServiceEntry as many as it says. */
export interface Host {
  /** The full name, perhaps a wildcard. */
  readonly name: string;
  readonly namespace: string;
  readonly resource: Resource;
  /** Whether it is a Service of the cluster; else a ServiceEntry. */
  readonly isService: boolean;
  /** Whether it stands for something outside of the mesh: `MESH_EXTERNAL` or `ExternalName`. */
  readonly isExternal: boolean;
  /** Whether it has no address of its own, so that clients call Pods. */
  readonly isHeadless: boolean;
  readonly ports: readonly HostPort[];
  readonly visibility: Visibility;
  /** The labels of its workloads; nothing if it selects none. */
  readonly selector?: Readonly<Record<string, string>>;
}
