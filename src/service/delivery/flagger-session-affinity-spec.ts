import { IConstruct } from 'constructs';
import { FlaggerSameSite, FlaggerSessionAffinity } from './flagger-session-affinity';
import { wholeSeconds } from './whole-seconds-text';

const SAME_SITE = { [FlaggerSameSite.STRICT]: 'Strict', [FlaggerSameSite.LAX]: 'Lax', [FlaggerSameSite.NONE]: 'None' };

/** Session affinity as it stands in a `Canary`. */
export function sessionAffinitySpec(place: IConstruct, options: FlaggerSessionAffinity): Record<string, unknown> {
  const { maxAge, sameSite, ...rest } = options;
  return {
    ...rest,
    maxAge: maxAge && wholeSeconds(place, 'maxAge of sessionAffinity', maxAge),
    sameSite: sameSite && SAME_SITE[sameSite],
  };
}
