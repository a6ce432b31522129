/** Whether a host stands for all names below it. */
export function isWildcard(host: string): boolean {
  return host.startsWith('*.');
}

/** A name for which a wildcard host stands, which names objects and asks for certificates; the host itself if it is no wildcard. */
export function plainName(host: string): string {
  return host.replace(/^\*(?=\.)/, 'wildcard');
}
