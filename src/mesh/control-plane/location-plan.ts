import { isIP } from 'node:net';
import { IConstruct } from 'constructs';
import { hostName } from '../../ground/names';

/** What a control plane says of itself, besides where it is. */
export interface LocationSite {
  /** The name of istiod's Service. */
  readonly istiodName: string;
  readonly namespace: string;
  /** Nothing where nobody has said it. */
  readonly clusterName?: string;
  /** Empty for none. */
  readonly network: string;
}

/** The Service that leads to an istiod elsewhere. */
export interface RemoteService {
  readonly name: string;
  /** An IP address or a DNS name. */
  readonly address: string;
}

/** What follows from where a control plane runs. */
export interface LocationPlan {
  /** Whether istiod runs in this cluster. */
  readonly runsHere: boolean;
  /** Whether istiod reads Istio's objects in this cluster. */
  readonly readsHere: boolean;
  /** Whether an istiod elsewhere writes to this cluster, as the reader. */
  readonly writesFromElsewhere: boolean;
  /** The host of the istiod that signs certificates. */
  readonly istiodHost: string;
  /** The host of the istiod that configures proxies. */
  readonly discoveryHost: string;
  readonly service?: RemoteService;
  readonly env: Readonly<Record<string, string>>;
  readonly namespaceAnnotations: Readonly<Record<string, string>>;
  readonly injectionPath: string;
  /** Whom the API server asks at a path. */
  client(path: string): object;
}

export function remoteAddress(place: IConstruct, address: string): string {
  return isIP(address) ? address : hostName(place, 'address of the control plane', address, false);
}
