import { IConstruct } from 'constructs';
import { security } from '../api';
import { warnNow } from '../ground/warning';
import { Program } from './mtls/program';
import { MtlsMode } from './mtls-mode';
import { PolicyTarget } from './policy-target';

/** What takes callers without an identity as well. */
const NEGATIVE = ['notPrincipals', 'notNamespaces', 'notServiceAccounts', 'notTrustDomains'] as const;

/** What tells callers by something that they have. */
const POSITIVE = [
  'principals', 'namespaces', 'serviceAccounts', 'trustDomains', 'requestPrincipals', 'ipBlocks', 'remoteIpBlocks',
] as const;

/** Warns of rules that let callers in plain text pass because they are nobody. */
export class WithoutIdentity {
  constructor(private readonly program: Program) {}

  check(place: IConstruct, target: PolicyTarget, sources: security.Source[]): void {
    const open = sources.filter((source) => POSITIVE.every((field) => !source[field]));
    const field = NEGATIVE.find((name) => open.some((source) => source[name]));
    if (!field || this.areStrict(target)) return;
    warnNow(place, `a rule allows by ${field} alone, and callers in plain text pass it, too, as they have no identity`,
      `say also who counts, e.g. principals: ['*'] for whoever has one, or demand mutual TLS: new StrictMtls(...)`);
  }

  private areStrict(target: PolicyTarget): boolean {
    return this.program.modes.decide({ namespace: target.namespace, labels: target.toSpec().selector?.matchLabels })?.mode === MtlsMode.STRICT;
  }
}
