import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Certificate } from '../../ca/certificate';
import { checkRoots } from '../../ca/check-certificates';
import { checkKey } from '../../ca/check-key';
import { dnsLabel, dnsName } from '../../ground/names';
import { CommandError, parseOptions, Surroundings } from '../command';
import { days, SUBJECT_OPTIONS } from './ca-options';
import { IssuedCa, issueIntermediate } from './issue';
import { KeyFolder } from './key-folder';

const PLACE = 'ca intermediate';
const FILES = ['ca-cert.pem', 'ca-key.pem', 'cert-chain.pem', 'root-cert.pem'];
const OPTIONS = {
  ...SUBJECT_OPTIONS,
  cluster: { type: 'string' },
  root: { type: 'string', default: 'ca/root' },
  out: { type: 'string' },
  namespace: { type: 'string', default: 'istio-system' },
  secret: { type: 'string', default: 'cacerts' },
} as const;

/** `istos ca intermediate` */
export async function makeIntermediate(args: string[], surroundings: Surroundings): Promise<void> {
  const { values } = parseOptions(args, OPTIONS);
  if (values.cluster === undefined) throw new CommandError('the cluster is not named; name it by --cluster');
  const cluster = dnsLabel(PLACE, 'cluster', values.cluster);
  const namespace = dnsLabel(PLACE, 'namespace', values.namespace);
  const secret = dnsName(PLACE, 'secret', values.secret);
  const folder = new KeyFolder(surroundings, values.out ?? join('ca', cluster));

  const root = readRoot(surroundings, values.root);
  const wanted = days(values.days ?? '730');
  checkRoot(surroundings, root, wanted);
  const { certificate, key } = await issueIntermediate(root, {
    organization: values.organization, commonName: values['common-name'] ?? 'Intermediate CA', locality: cluster, keyKind: values.key,
    now: surroundings.now, days: wanted,
  }, `istiod.${namespace}.svc`);
  folder.write({ 'ca-cert.pem': certificate, 'ca-key.pem': key, 'cert-chain.pem': certificate + root.certificate, 'root-cert.pem': root.certificate });

  surroundings.say(`Wrote ${FILES.map((name) => folder.file(name)).join(', ')}. The Secret of cluster '${cluster}' is made by:`);
  const files = FILES.map((name) => `    --from-file=${folder.file(name)}`);
  surroundings.say(`\n  ${[`kubectl create secret generic ${secret} --namespace ${namespace}`, ...files].join(' \\\n')}\n`);
}

function readRoot({ folder }: Surroundings, given: string): IssuedCa {
  const read = (name: string) => {
    const path = join(resolve(folder, given), name);
    if (!existsSync(path)) throw new CommandError(`folder '${given}' has no ${name}; make a root by 'istos ca root', or say where it is by --root`);
    return readFileSync(path, 'utf8');
  };
  return { certificate: read('root-cert.pem'), key: read('root-key.pem') };
}

/** A root that would not hold as long as what it signs is no help. */
function checkRoot({ now }: Surroundings, { certificate, key }: IssuedCa, wanted: number): void {
  const [root]: Certificate[] = checkRoots({ place: PLACE, validAt: now }, certificate);
  checkKey(PLACE, root, key);
  if (root.pathLength < 1) throw new CommandError(`the root '${root.subject}' allows no CA below it (pathlen 0); make another root`);
  const left = Math.floor((root.notAfter.getTime() - now.getTime()) / (24 * 3_600_000));
  if (left < wanted) throw new CommandError(`the root '${root.subject}' is valid for ${left} days only, the CA would be for ${wanted}; give fewer --days, or make another root`);
}
