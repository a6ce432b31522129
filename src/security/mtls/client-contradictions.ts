import { networking } from '../../api';
import { MtlsMode } from '../mtls-mode';
import { tlsOf } from './client-rules';
import { areProxies } from './known-pods';
import { KnownService } from './known-services';
import { ownerOf } from './owner';
import { Program } from './program';

const { DISABLE, SIMPLE, ISTIO_MUTUAL } = networking.ClientTLSSettingsTLSmode;

/** What clients do that is answered by nobody. */
const REFUSED: { readonly [mode in MtlsMode]: readonly networking.ClientTLSSettingsTLSmode[] } = {
  [MtlsMode.STRICT]: [DISABLE, SIMPLE],
  [MtlsMode.PERMISSIVE]: [],
  [MtlsMode.DISABLE]: [ISTIO_MUTUAL],
};

const ASKED = { [MtlsMode.STRICT]: 'mutual TLS only', [MtlsMode.PERMISSIVE]: 'both', [MtlsMode.DISABLE]: 'plain text only' };

/** Errors about rules by which clients call Pods as these do not let themselves be called. */
export function contradictions(program: Program): string[] {
  return [...new Set(program.services.filter((service) => areInMesh(program, service)).flatMap((service) => ofService(program, service)))];
}

function areInMesh(program: Program, service: KnownService): boolean {
  const pods = program.podsOf(service);
  return service.selector !== undefined && (pods.length === 0 || pods.some((some) => !areProxies(some) && program.members.has(some) !== false));
}

function ofService(program: Program, service: KnownService): string[] {
  const { name, namespace, selector = {} } = service;
  return service.ports.flatMap((port) => program.rules.for(service).flatMap((rule) => tlsOf(rule, port).flatMap(({ mode, labels }) => {
    const found = program.decide({ namespace, labels: { ...selector, ...labels } }, program.targetOf(service, port));
    if (!found || !REFUSED[found.mode].includes(mode)) return [];
    return [`${ownerOf(found.by.object)}: ${namespace}/${name} takes ${ASKED[found.mode]} (${found.mode}) on port ${port.number}, and by the DestinationRule `
      + `'${rule.object.name}' of ${ownerOf(rule.object)} clients call it with tls ${mode}, so that none is answered; ${cureOf(found.mode)}`];
  })));
}

function cureOf(mode: MtlsMode): string {
  return mode === MtlsMode.STRICT
    ? 'leave out tls, proxies use mutual TLS by themselves where the other side takes it, or stay at MtlsMode.PERMISSIVE'
    : 'leave out tls, proxies use mutual TLS by themselves as soon as the other side takes it, or go to MtlsMode.PERMISSIVE';
}
