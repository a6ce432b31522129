import { Command, CommandError, Surroundings } from '../command';
import { checkCa } from './check-ca';
import { makeIntermediate } from './make-intermediate';
import { makeRoot } from './make-root';

const USAGE = `istos ca root [options]          makes a root: root-cert.pem and root-key.pem
  --out FOLDER                   where to write                        (ca/root)
  --organization NAME            O of the subject                      (Istio)
  --common-name NAME             CN of the subject                     (Root CA)
  --days NUMBER                  how long it is valid                  (3650)
  --key ec|rsa                   P-256, or RSA with 4096 bits          (ec)

istos ca intermediate --cluster NAME [options]
                                 makes the CA of one cluster: ca-cert.pem, ca-key.pem, cert-chain.pem, root-cert.pem
  --cluster NAME                 L of the subject
  --root FOLDER                  the root's                            (ca/root)
  --out FOLDER                   where to write                        (ca/NAME)
  --namespace NAME               istiod's                              (istio-system)
  --secret NAME                  the Secret that istiod reads          (cacerts)
  --organization NAME            O of the subject                      (Istio)
  --common-name NAME             CN of the subject                     (Intermediate CA)
  --days NUMBER                  how long it is valid                  (730)
  --key ec|rsa                   P-256, or RSA with 4096 bits          (ec)

istos ca check FOLDER [--days NUMBER]
                                 checks the CA of a cluster, its key too, also for a day to come

Keys are readable by you alone, never overwritten, and never written where cdk8s writes its output.`;

const VERBS: Record<string, (args: string[], surroundings: Surroundings) => Promise<void>> = {
  root: makeRoot, intermediate: makeIntermediate, check: checkCa,
};

export const caCommand: Command = {
  usage: USAGE,
  async run([verb, ...args], surroundings) {
    if (verb === undefined || verb === 'help' || [verb, ...args].some((arg) => arg === '--help' || arg === '-h')) return surroundings.say(USAGE);
    const run = VERBS[verb];
    if (!run) throw new CommandError(`unknown command 'ca ${verb}', there are ${Object.keys(VERBS).join(', ')}`);
    return run(args, surroundings);
  },
};
