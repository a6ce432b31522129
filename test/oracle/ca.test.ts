import { execFileSync } from 'child_process';
import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { CaCertificates } from '../../src/ca/ca-certificates';
import { checkCertificates } from '../../src/ca/check-certificates';
import { checkKey } from '../../src/ca/check-key';
import { runCommandLine } from '../../src/cli/command-line';
import { DIGITAL_SIGNATURE, Made, make, nameConstraints, Wish } from '../ca/make-certificates';
import { buildGoTools } from './go-tools';

const DAY = 24 * 3_600_000;
const now = new Date();
const fromNow = (days: number) => new Date(now.getTime() + days * DAY);
const certified = (wish: Wish) => make({ notBefore: fromNow(-10), notAfter: fromNow(100), ...wish });

/** The files of a plugged-in CA. */
interface Bundle { readonly root: string; readonly ca: string; readonly chain: string; readonly key: string }

/** A CA that a root issued; where nothing is given, it is in order. */
async function bundle({ ca = {}, root = {}, files }: {
  ca?: Partial<Wish>; root?: Partial<Wish>; files?: (root: Made, ca: Made) => Partial<Bundle>;
}): Promise<Bundle> {
  const issuer = await certified({ name: 'Root', ...root });
  const issued = await certified({ name: 'CA', issuer, ...ca });
  return { root: issuer.pem, ca: issued.pem, chain: issued.pem + issuer.pem, key: issued.key, ...files?.(issuer, issued) };
}

const other = () => certified({ name: 'Other' });
const constrained = (kind: 'permitted' | 'excluded', names: { dns?: string[]; uri?: string[] }) => ({ ca: { nameConstraints: nameConstraints(kind, names) } });

const IN_ORDER: Record<string, () => Promise<Bundle>> = {
  'a CA of a root': () => bundle({}),
  'a chain without the root': () => bundle({ files: (_, ca) => ({ chain: ca.pem }) }),
  'a root that signs by itself': () => bundle({ files: (root) => ({ ca: root.pem, chain: root.pem, key: root.key }) }),
  'two roots': async () => { const { pem } = await other(); return bundle({ files: (root) => ({ root: pem + root.pem }) }); },
  'an old root and its successor of the same name': async () => {
    const { pem } = await certified({ name: 'Root' });
    return bundle({ files: (root) => ({ root: pem + root.pem }) });
  },
  'a CA of a CA': async () => {
    const root = await certified({ name: 'Root' });
    const middle = await certified({ name: 'Middle', issuer: root });
    const ca = await certified({ name: 'CA', issuer: middle, basicConstraints: { ca: true, pathLength: 0 } });
    return { root: root.pem, ca: ca.pem, chain: ca.pem + middle.pem, key: ca.key };
  },
  'names that are permitted': () => bundle(constrained('permitted', { dns: ['istio-system.svc'], uri: ['cluster.local'] })),
  'other names that are excluded': () => bundle(constrained('excluded', { dns: ['example.com'], uri: ['example.com'] })),
  'both usages of TLS': () => bundle({ ca: { extendedUsages: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'] } }),
};

const NOT_IN_ORDER: Record<string, () => Promise<Bundle>> = {
  'the key of another certificate': async () => { const { key } = await other(); return bundle({ files: () => ({ key }) }); },
  'another root': async () => { const { pem } = await other(); return bundle({ files: (_, ca) => ({ root: pem, chain: ca.pem }) }); },
  'another root of the same name': async () => {
    const { pem } = await certified({ name: 'Root' });
    return bundle({ files: (_, ca) => ({ root: pem, chain: ca.pem }) });
  },
  'a CA that has expired': () => bundle({ ca: { notAfter: fromNow(-1) } }),
  'a root that has expired': () => bundle({ root: { notAfter: fromNow(-1) } }),
  'a CA of tomorrow': () => bundle({ ca: { notBefore: fromNow(1) } }),
  'a certificate that is no CA': () => bundle({ ca: { basicConstraints: { ca: false } } }),
  'a CA that may not sign': () => bundle({ ca: { usages: DIGITAL_SIGNATURE } }),
  'a root that allows no CA below it': () => bundle({ root: { basicConstraints: { ca: true, pathLength: 0 } } }),
  'a CA for clients alone': () => bundle({ ca: { extendedUsages: ['1.3.6.1.5.5.7.3.2'] } }),
  'a CA for servers alone': () => bundle({ ca: { extendedUsages: ['1.3.6.1.5.5.7.3.1'] } }),
  'a signature with SHA-1': () => bundle({ root: { hash: 'SHA-1' } }),
  'DNS names elsewhere': () => bundle(constrained('permitted', { dns: ['example.com'] })),
  'DNS names that are excluded': () => bundle(constrained('excluded', { dns: ['svc'] })),
  'URIs elsewhere': () => bundle(constrained('permitted', { uri: ['example.org'] })),
  'URIs below the domain': () => bundle(constrained('permitted', { uri: ['.cluster.local'] })),
};

/** What istiod takes and we refuse, since it does harm later. */
const REFUSED_HERE: Record<string, () => Promise<Bundle>> = {
  'a chain in another order: certificates would hold longer than their CA': () => bundle({ files: (root, ca) => ({ chain: root.pem + ca.pem }) }),
  'an intermediate CA as the root: OpenSSL and others would not believe it': async () => {
    const { pem, keys, certificate, key } = await certified({ name: 'Middle', issuer: await other() });
    const ca = await certified({ name: 'CA', issuer: { pem, keys, certificate, key } });
    return { root: pem, ca: ca.pem, chain: ca.pem, key: ca.key };
  },
  'the CA of another trust domain': () => bundle({ ca: { spiffeId: 'spiffe://example.org' } }),
};

let judge: string;
beforeAll(() => { judge = buildGoTools().ca; }, 900_000);

/** What istiod says, and what its proxies would say; nothing where the CA is in order. */
function upstream({ root, ca, chain, key }: Bundle): string {
  const folder = mkdtempSync(join(tmpdir(), 'ca-'));
  const files = { 'root-cert.pem': root, 'ca-cert.pem': ca, 'cert-chain.pem': chain, 'ca-key.pem': key };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return upstreamOf(folder);
}

const upstreamOf = (folder: string): string => JSON.parse(execFileSync(judge, [folder], { encoding: 'utf8' }))[0];

function ours({ root, ca, chain, key }: Bundle): string {
  try {
    const use = { place: 'CA', validAt: now, names: { trustDomain: 'cluster.local', istiod: 'istiod.istio-system.svc' } };
    const checked = checkCertificates(use, CaCertificates.pem({ rootCert: root, caCert: ca, certChain: chain }));
    checkKey('CA', checked.ca, key);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

test.each(Object.keys(IN_ORDER))('istiod takes it, and so do we: %s', async (name) => {
  const made = await IN_ORDER[name]();
  expect({ upstream: upstream(made), ours: ours(made) }).toEqual({ upstream: '', ours: '' });
});

test.each(Object.keys(NOT_IN_ORDER))('istiod or its proxies refuse it, and we do so before: %s', async (name) => {
  const made = await NOT_IN_ORDER[name]();
  expect(upstream(made)).not.toBe('');
  expect(ours(made)).not.toBe('');
});

test.each(Object.keys(REFUSED_HERE))('istiod takes it, but we do not: %s', async (name) => {
  const made = await REFUSED_HERE[name]();
  expect(upstream(made)).toBe('');
  expect(ours(made)).not.toBe('');
});

test.each(['ec', 'rsa'])('istiod takes what istos ca makes: %s', async (key) => {
  const folder = mkdtempSync(join(tmpdir(), 'istos-'));
  for (const line of [['root'], ['intermediate', '--cluster', 'east']]) {
    await runCommandLine(['ca', ...line, '--key', key], { folder, environment: {}, now, say: () => undefined }, (problem) => { throw new Error(problem); });
  }
  expect(upstreamOf(join(folder, 'ca', 'east'))).toBe('');
}, 60_000);
