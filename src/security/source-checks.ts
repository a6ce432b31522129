import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { dnsLabel } from '../ground/names';
import { ipBlocks } from './ip-block';
import { patterns } from './pattern';
import { SourceConditions } from './source-conditions';

const PATTERNS = ['principals', 'notPrincipals', 'trustDomains', 'notTrustDomains', 'requestPrincipals', 'notRequestPrincipals'] as const;
const IP_BLOCKS = ['ipBlocks', 'notIpBlocks', 'remoteIpBlocks', 'notRemoteIpBlocks'] as const;
const IDENTITY_OF_ACCOUNT = /^[^/]+\/ns\/[^/]+\/sa\/[^/]+$/;

/** Throws what Istio would refuse, or read otherwise than it is meant. */
export function checkSource(place: IConstruct | string, conditions: SourceConditions): void {
  if (Object.values(conditions).every((field) => field === undefined)) {
    fail(place, 'a source has no condition', 'leave from out of the rule to take any caller');
  }
  notEmpty(place, conditions);
  for (const field of PATTERNS) patterns(place, field, conditions[field]);
  for (const field of ['namespaces', 'notNamespaces'] as const) checkNamespaces(place, field, conditions[field]);
  for (const field of ['trustDomains', 'notTrustDomains'] as const) checkTrustDomains(place, field, conditions[field]);
  for (const field of IP_BLOCKS) ipBlocks(place, field, conditions[field]);
  for (const field of ['principals', 'notPrincipals'] as const) checkPrincipals(place, conditions[field]);
  for (const field of ['serviceAccounts', 'notServiceAccounts'] as const) checkAccounts(place, field, conditions[field]);
  for (const { clientRef: { namespace } } of [...conditions.clients ?? [], ...conditions.notClients ?? []]) dnsLabel(place, 'namespace of a client', namespace);
  refuseTogether(place, conditions, ['clients'], ['principals', 'namespaces', 'serviceAccounts', 'notServiceAccounts']);
  refuseTogether(place, conditions, ['serviceAccounts', 'notServiceAccounts'],
    ['principals', 'notPrincipals', 'namespaces', 'notNamespaces', 'notClients']);
}

function notEmpty(place: IConstruct | string, fields: SourceConditions): void {
  const empty = Object.entries(fields).find(([, values]) => values?.length === 0);
  if (empty) fail(place, `${empty[0]} is empty, Istio would read that as any`, 'name one at least, or leave it out');
}

function checkPrincipals(place: IConstruct | string, principals: string[] = []): void {
  for (const principal of principals) {
    const plain = principal.replace(/^spiffe:\/\//, '');
    if (plain !== principal) fail(place, `principal '${principal}' begins with 'spiffe://', policies name identities without`, `write '${plain}'`);
    if (!principal.includes('*') && !IDENTITY_OF_ACCOUNT.test(principal)) {
      fail(place, `principal '${principal}' is not an identity (<trust domain>/ns/<namespace>/sa/<account>)`,
        `write e.g. 'cluster.local/ns/shop/sa/cart', or name the workloads: Source.clients()`);
    }
  }
}

function checkNamespaces(place: IConstruct | string, what: string, names: string[] = []): void {
  const wrong = names.find((name) => !/^[a-z0-9*-]{1,63}$/.test(name));
  if (wrong !== undefined) fail(place, `${what} has '${wrong}', which is not the name of a namespace ('*' stands for any characters)`, `write e.g. 'shop' or 'team-*'`);
}

function checkTrustDomains(place: IConstruct | string, what: string, domains: string[] = []): void {
  const wrong = domains.find((domain) => domain.includes('/'));
  if (wrong) fail(place, `${what} has '${wrong}', which is more than a trust domain`, `write '${wrong.replace(/^spiffe:\/\//, '').split('/')[0]}'`);
}

function checkAccounts(place: IConstruct | string, what: string, accounts: string[] = []): void {
  for (const account of accounts) {
    if (!/^[^/*]+\/[^/*]+$/.test(account)) fail(place, `${what} has '${account}', 'namespace/name' without wildcards is allowed`, `write e.g. 'shop/cart'`);
  }
  if (accounts.length > 16) {
    fail(place, `${what} has ${accounts.length} ServiceAccounts, at most 16 are allowed`, 'give them to several sources, or name the workloads: Source.clients()');
  }
}

function refuseTogether(
  place: IConstruct | string, conditions: SourceConditions, ones: (keyof SourceConditions)[], others: (keyof SourceConditions)[],
): void {
  const one = ones.find((field) => conditions[field]);
  const other = one && others.find((field) => conditions[field]);
  if (other) fail(place, `a source has ${one} and ${other}, one of them is allowed`, 'make two sources of it');
}
