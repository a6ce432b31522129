import { ApiObject } from 'cdk8s';
import { security } from '../api';
import { nearest } from '../ground/suggestion';
import { Warning } from '../ground/warning';

const OF_ACCOUNT = /^[^/*]+\/ns\/([^/*]+)\/sa\/([^/*]+)$/;

/** The identities that a program makes, to which those of a policy most likely belong. */
export class IdentityNames {
  private readonly namespaces: string[];
  private readonly accounts: string[];

  constructor(objects: readonly ApiObject[]) {
    const accounts = objects.filter(({ kind, metadata: { namespace } }) => kind === 'ServiceAccount' && namespace !== undefined);
    const namespaces = objects.filter(({ kind, apiVersion }) => kind === 'Namespace' && apiVersion === 'v1');
    this.accounts = accounts.map(({ name, metadata: { namespace } }) => `${namespace}/${name}`);
    this.namespaces = [...new Set([...namespaces.map(({ name }) => name), ...accounts.map(({ metadata }) => metadata.namespace!)])];
  }

  /** Names that nobody in the program has, and that are almost those of somebody. */
  misspelt(sources: security.Source[]): Warning[] {
    const principals = sources.flatMap((source) => [...source.principals ?? [], ...source.notPrincipals ?? []]);
    const accounts = [
      ...principals.map((principal) => OF_ACCOUNT.exec(principal)).filter((found) => found !== null).map(([, namespace, name]) => `${namespace}/${name}`),
      ...sources.flatMap((source) => [...source.serviceAccounts ?? [], ...source.notServiceAccounts ?? []]),
    ];
    const namespaces = sources.flatMap((source) => [...source.namespaces ?? [], ...source.notNamespaces ?? []]).filter((name) => !name.includes('*'));
    return [
      ...this.unknown('ServiceAccount', accounts, this.accounts),
      ...this.unknown('namespace', namespaces, this.namespaces),
    ];
  }

  private unknown(what: string, names: string[], known: string[]): Warning[] {
    return [...new Set(names)].filter((name) => !known.includes(name)).flatMap((name) => {
      const meant = nearest(name, known);
      if (!meant || areSiblings(name, meant)) return [];
      return [{ problem: `a rule names ${what} '${name}', which nothing in this program has, and there is '${meant}'`, cure: `write '${meant}' if that is meant` }];
    });
  }
}

/** Names that only differ in a number or a short word, e.g. `team-a` and `team-b`, are meant to be different. */
function areSiblings(one: string, other: string): boolean {
  const [words, others] = [one, other].map((name) => name.split(/[^a-z0-9]+|(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])/));
  if (words.length !== others.length) return words.join('') !== others.join('');
  return words.some((word, i) => word !== others[i] && Math.min(word.length, others[i].length) < 4);
}
