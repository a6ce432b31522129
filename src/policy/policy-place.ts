import { HostReference } from '../host/host';
import { ServicePort } from '../host/service-port';

/** Where a policy holds. */
export interface PolicyPlace {
  readonly host: HostReference;
  /** The namespace of the rule in which it stands. */
  readonly namespace: string;
  /** Whether the rule is for clients that it selects by their labels. */
  readonly selectsClients: boolean;
  /** The only version for which it holds, if it does not hold for all. */
  readonly version?: string;
  /** The only port for which it holds, if it does not hold for all. */
  readonly port?: ServicePort;
}

/** What a policy holds for, as errors name it: `port 9080 of version 'v2' of ratings.shop.svc.cluster.local`. */
export function placeText({ host, version, port }: PolicyPlace): string {
  return `${port ? `port ${port.number} of ` : ''}${version === undefined ? '' : `version '${version}' of `}${host.fqdn}`;
}
