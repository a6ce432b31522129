import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { SidecarHosts } from './sidecar-hosts';

const NONE = '~/*';

/**
 * The hosts of one listener in the order in which they were said, without those that others cover: Istio warns of them.
 *
 * @param own the namespace that `.` means; nothing if it means another one for each workload
 */
export function hostList(place: IConstruct, hosts: readonly SidecarHosts[], own?: string): string[] {
  if (hosts.length === 0) fail(place, 'a listener for outgoing requests has no hosts, at least one is needed', 'say whom it leads to, e.g. SidecarHosts.ownNamespace()');
  const said = [...new Set(hosts.map((host) => host._toSpec(place)))];
  const all = said.length > 1 ? said.filter((host) => host !== NONE) : said;
  return all.filter((host) => !all.some((other) => other !== host && covers(other, host, own)));
}

function covers(other: string, host: string, own?: string): boolean {
  if (host.startsWith('~')) return false;
  const namespace = host.split('/')[0];
  return other === '*/*' || other === `${namespace}/*` || (other === './*' && namespace === own);
}
