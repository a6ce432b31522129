import { parseOptions, Surroundings } from '../command';
import { days, SUBJECT_OPTIONS } from './ca-options';
import { issueRoot } from './issue';
import { KeyFolder } from './key-folder';

const OPTIONS = { ...SUBJECT_OPTIONS, out: { type: 'string', default: 'ca/root' } } as const;

/** `istos ca root` */
export async function makeRoot(args: string[], surroundings: Surroundings): Promise<void> {
  const { values } = parseOptions(args, OPTIONS);
  const folder = new KeyFolder(surroundings, values.out);
  const { certificate, key } = await issueRoot({
    organization: values.organization, commonName: values['common-name'] ?? 'Root CA', keyKind: values.key,
    now: surroundings.now, days: days(values.days ?? '3650'),
  });
  folder.write({ 'root-cert.pem': certificate, 'root-key.pem': key });
  surroundings.say(`Wrote ${folder.file('root-cert.pem')} and ${folder.file('root-key.pem')}. Keep the key offline: no cluster needs it.`);
  surroundings.say('The CA of a cluster is made with it:');
  surroundings.say(`\n  istos ca intermediate --cluster NAME --root ${values.out}\n`);
}
