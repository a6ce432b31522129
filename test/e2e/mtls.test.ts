import { MigrationStep, mtlsMigration } from '../../examples/mtls-migration';
import { apply, applyObject, attempt, kubectl, remove, rolledOut, run, until } from './cluster';
import { say } from './measure';
import { installMesh } from './mesh';
import { synth } from './synth';

jest.setTimeout(300_000);

const NAMESPACES = ['orders', 'billing', 'legacy'];
/** The Deployment of each caller, by namespace. Legacy has no proxy. */
const CALLERS: Record<string, string> = { orders: 'cart', billing: 'invoices', legacy: 'report' };
const TARGETS = ['cart.orders:80', 'invoices.billing:80', 'invoices.billing:90'];

/** How a call ends: `mutual TLS` if the callee's proxy saw the caller's certificate, `plain text` if not, else why there is no answer. */
function call(caller: string, target: string): string {
  const { out, status } = attempt('kubectl', 'exec', '-n', caller, `deployment/${CALLERS[caller]}-v1`, '-c', CALLERS[caller], '--',
    'curl', '-s', '-m', '5', '-w', '\nstatus=%{http_code}', `http://${target}/`);
  const code = /status=(\d+)$/.exec(out)?.[1];
  if (code !== '200') return code === '000' ? `refused (curl ${status})` : `refused (${code})`;
  const identity = /X-Forwarded-Client-Cert[:=].*URI=([^;\s]+)/.exec(out)?.[1];
  if (!identity) return 'plain text';
  return identity === `spiffe://cluster.local/ns/${caller}/sa/${CALLERS[caller]}` ? 'mutual TLS' : `mutual TLS of ${identity}`;
}

/** How the calls of all pairs end. */
const matrix = () => Object.fromEntries(Object.keys(CALLERS).map((caller) => [caller, TARGETS.map((target) => call(caller, target))]));

const [plain, mutual] = ['plain text', 'mutual TLS'];
const refused = expect.stringMatching(/^refused \(curl (52|56)\)$/);

/** What is expected of the calls to cart, invoices, and the port of invoices that the job reads. */
const EXPECTED: Record<MigrationStep, Record<string, unknown[]>> = {
  [MigrationStep.PLAIN]: { orders: [plain, plain, plain], billing: [plain, plain, plain], legacy: [plain, plain, plain] },
  [MigrationStep.PERMISSIVE]: { orders: [mutual, mutual, mutual], billing: [mutual, mutual, mutual], legacy: [plain, plain, plain] },
  [MigrationStep.ORDERS_STRICT]: { orders: [mutual, mutual, mutual], billing: [mutual, mutual, mutual], legacy: [refused, plain, plain] },
  [MigrationStep.ALL_STRICT]: { orders: [mutual, mutual, mutual], billing: [mutual, mutual, mutual], legacy: [refused, refused, plain] },
};

const STEPS = Object.values(MigrationStep).filter((step): step is MigrationStep => typeof step === 'number');

function applyStep(step: MigrationStep): void {
  apply(synth((app) => void mtlsMigration(app, step))['mtls-migration']);
}

/** How calls end as soon as they end as they have to, else how they end after half a minute. */
async function settled(step: MigrationStep): Promise<Record<string, string[]>> {
  const asMust = expect.objectContaining(EXPECTED[step]);
  let last = matrix();
  for (let tries = 0; tries < 15 && !asMust.asymmetricMatch(last); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    last = matrix();
  }
  return last;
}

beforeAll(async () => {
  await installMesh();
  applyStep(MigrationStep.PLAIN);
  NAMESPACES.forEach(rolledOut);
});

afterAll(() => {
  for (const name of NAMESPACES) kubectl('delete', 'deployments,pods', '--all', '-n', name, '--grace-period=1', '--wait=false');
  remove(NAMESPACES.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })));
});

test.each(STEPS)('step %i: who gets in, and how', async (step) => {
  applyStep(step);
  const calls = await settled(step);
  say(`${MigrationStep[step]}, calls to ${TARGETS.join(', ')}`);
  for (const [caller, ends] of Object.entries(calls)) say(`  from ${caller.padEnd(8)}${ends.join(', ')}`);
  expect(calls).toEqual(EXPECTED[step]);
});

test.each(['DISABLE', 'SIMPLE'])('with a rule of tls %s, which a program refuses, a strict service answers nobody', async (mode) => {
  const rule = {
    apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: { name: 'contradiction', namespace: 'orders' },
    spec: { host: 'cart.orders.svc.cluster.local', trafficPolicy: { tls: { mode } } },
  };
  applyObject(rule);
  await until('the rule to reach the caller', 40, () => call('billing', TARGETS[0]) !== mutual);
  expect(call('billing', TARGETS[0])).toBe('refused (503)');
  remove([rule]);
  await until('the rule to be forgotten', 40, () => call('billing', TARGETS[0]) === mutual);
});

test('istioctl analyze finds nothing', () => {
  for (const name of ['orders', 'billing']) {
    const { out, err } = attempt('istioctl', 'analyze', '-n', name);
    expect(`${out}${err}`).toMatch(/No validation issues found/);
  }
});

test('every proxy took its configuration', () => {
  const { resources } = JSON.parse(run('istioctl', 'proxy-status', '-o', 'json'));
  const ours = resources.filter(({ node }: any) => ['.orders', '.billing'].some((name) => node.id.endsWith(name)));
  const wrong = ours.filter(({ genericXdsConfigs = [] }: any) => genericXdsConfigs.some((config: any) => config.configStatus !== 'SYNCED'));
  expect(wrong).toEqual([]);
  expect(ours).toHaveLength(2);
});
