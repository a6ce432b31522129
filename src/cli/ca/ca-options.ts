import { CommandError } from '../command';

/** What a CA certificate can be told. */
export const SUBJECT_OPTIONS = {
  'organization': { type: 'string', default: 'Istio' },
  'common-name': { type: 'string' },
  'days': { type: 'string' },
  'key': { type: 'string', default: 'ec' },
} as const;

export function days(text: string, least = 1): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < least || count > 36_500) {
    throw new CommandError(`days is '${text}', whole numbers from ${least} to 36500 are allowed`);
  }
  return count;
}
