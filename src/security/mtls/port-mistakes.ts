import { selects } from './labels';
import { ownerOf } from './owner';
import { PeerPolicy } from './peer-policies';
import { Program } from './program';

/** Errors about modes of ports that were given by the number of the Service, where the Pods listen on another one. */
export function portMistakes(program: Program): string[] {
  return program.policies.flatMap((policy) => Object.keys(policy.ports).flatMap((port) => mistake(program, policy, Number(port))));
}

function mistake(program: Program, { object, namespace, selector = {} }: PeerPolicy, port: number): string[] {
  const pods = program.pods.filter((some) => some.namespace === namespace && selects(selector, some.labels));
  const services = program.services.filter((service) => service.namespace === namespace && service.selector && selects(selector, service.selector));
  const ports = services.flatMap((service) => service.ports.map((it) => ({ number: it.number, target: program.targetOf(service, it) })));
  const meant = ports.find(({ number, target }) => number === port && target !== undefined && target !== port);
  const listens = ports.some(({ target }) => target === port)
    || pods.some(({ containers }) => containers.some(({ ports: own = [] }) => own.some(({ containerPort }) => containerPort === port)));
  return meant && !listens
    ? [`${ownerOf(object)}: a mode is given for port ${port}, which is one of the Service, and its Pods listen on ${meant.target}; write ${meant.target}`]
    : [];
}
