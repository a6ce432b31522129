import { IConstruct } from 'constructs';
import { fail, oneOf } from '../../../ground/fail';
import { InjectionSettings } from './settings';

/** What pods can name. */
const OF_PODS = ['sidecar', 'gateway', 'grpc-agent'];
/** What istiod takes for Gateways. */
const OF_GATEWAYS = ['waypoint', 'kube-gateway'];

/** istiod would say of a name that it does not know when a pod comes: no pod would be admitted. */
export function checkTemplates(place: IConstruct | string, { templates = [], defaultTemplates = ['sidecar'], aliases = {} }: InjectionSettings): void {
  const names = [...OF_PODS];
  for (const { name } of templates) {
    if ([...names, ...OF_GATEWAYS].includes(name)) fail(place, `injection has two templates '${name}'`, 'give yours another name');
    names.push(name);
  }
  for (const [alias, targets] of Object.entries(aliases)) {
    if (names.includes(alias)) fail(place, `injection.aliases has '${alias}', which is a template`, 'give the alias another name');
    known(place, `injection.aliases of '${alias}'`, targets, names);
  }
  known(place, 'injection.defaultTemplates', defaultTemplates, [...names, ...Object.keys(aliases)]);
}

function known(place: IConstruct | string, what: string, given: readonly string[], allowed: readonly string[]): void {
  if (given.length === 0) fail(place, `${what} is empty`, `name ${oneOf(allowed)}`);
  for (const name of given) {
    if (!allowed.includes(name)) fail(place, `${what} has '${name}', which is no template of pods`, `name ${oneOf(allowed)}, or make the template`);
  }
}
