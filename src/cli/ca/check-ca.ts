import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CaCertificates } from '../../ca/ca-certificates';
import { checkCertificates } from '../../ca/check-certificates';
import { checkKey } from '../../ca/check-key';
import { parseOptions, Surroundings } from '../command';
import { days } from './ca-options';

const OPTIONS = { days: { type: 'string', default: '0' } } as const;

/** `istos ca check` */
export async function checkCa(args: string[], { folder, now, say }: Surroundings): Promise<void> {
  const { values, positionals: [given] } = parseOptions(args, OPTIONS, 1);
  const path = resolve(folder, given);
  const validAt = new Date(now.getTime() + days(values.days, 0) * 24 * 3_600_000);
  const { roots, ca } = checkCertificates({ place: `ca check '${given}'`, validAt }, CaCertificates.folder(path));
  const keyFile = join(path, 'ca-key.pem');
  const hasKey = existsSync(keyFile);
  if (hasKey) checkKey(`ca check '${given}'`, ca, readFileSync(keyFile, 'utf8'));
  for (const { subject, notAfter } of [ca, ...roots]) say(`${subject}: valid until ${notAfter.toISOString().slice(0, 10)}`);
  say(`The certificates are in order${hasKey ? ', and the key is that of the CA certificate' : '; there is no key to check'}.`);
}
