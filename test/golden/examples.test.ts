import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { argoRollouts } from '../../examples/argo-rollouts';
import { bookinfo } from '../../examples/bookinfo';
import { canaryUpgrade, UpgradeStep } from '../../examples/canary-upgrade';
import { egressGateway } from '../../examples/egress-gateway';
import { faultInjection } from '../../examples/fault-injection';
import { flagger } from '../../examples/flagger';
import { gatewayApi } from '../../examples/gateway-api';
import { circuitBreaking } from '../../examples/circuit-breaking';
import { ingressTlsMutual } from '../../examples/ingress-tls-mutual';
import { ingressTlsPassthrough } from '../../examples/ingress-tls-passthrough';
import { ingressTlsSimple } from '../../examples/ingress-tls-simple';
import { locality } from '../../examples/locality';
import { mirroring } from '../../examples/mirroring';
import { rateLimit } from '../../examples/rate-limit';
import { requestRouting } from '../../examples/request-routing';
import { timeoutsAndRetries } from '../../examples/timeouts-and-retries';
import { trafficShifting } from '../../examples/traffic-shifting';
import { validateObject } from '../schema/validate';
import { MeshApp } from 'istos';

const STEPS = Object.values(UpgradeStep).filter((step): step is UpgradeStep => typeof step === 'number');

interface Example {
  readonly program: (app: MeshApp) => void;
  /** What its golden has of an object. */
  readonly shown: (document: string) => string;
}

const examples: Record<string, Example> = {
  bookinfo: { program: (app) => void bookinfo(app), shown: (document) => document },
  'ingress-tls-simple': { program: (app) => ingressTlsSimple(app), shown: (document) => document },
  'ingress-tls-mutual': { program: (app) => ingressTlsMutual(app), shown: (document) => document },
  'ingress-tls-passthrough': { program: (app) => ingressTlsPassthrough(app), shown: (document) => document },
  'egress-gateway': { program: (app) => egressGateway(app), shown: (document) => document },
  'rate-limit': { program: (app) => rateLimit(app), shown: (document) => document },
  'request-routing': { program: (app) => requestRouting(app), shown: (document) => document },
  'traffic-shifting': { program: (app) => trafficShifting(app), shown: (document) => document },
  'mirroring': { program: (app) => mirroring(app), shown: (document) => document },
  'fault-injection': { program: (app) => faultInjection(app), shown: (document) => document },
  'timeouts-and-retries': { program: (app) => timeoutsAndRetries(app), shown: (document) => document },
  'gateway-api': { program: (app) => gatewayApi(app), shown: (document) => document },
  flagger: { program: (app) => flagger(app), shown: (document) => document },
  'argo-rollouts': { program: (app) => argoRollouts(app), shown: (document) => document },
  'circuit-breaking': { program: (app) => circuitBreaking(app), shown: (document) => document },
  'locality': { program: (app) => locality(app), shown: (document) => document },
  // The golden of Bookinfo has a whole control plane. Here it matters which there are, and who serves whom: that is in the labels.
  ...Object.fromEntries(STEPS.map((step) => [`canary-upgrade/${step}`, {
    program: (app: MeshApp) => canaryUpgrade(app, step),
    shown: (document: string) => /^kind: Namespace$|^ {4}istio.io\/tag:/m.test(document) ? metadataOf(document) : nameOf(document),
  }])),
};

/** The CRDs are made from imports/ as they are; half a megabyte of them in a golden would hide what a person has to read. */
const CRD = /^kind: CustomResourceDefinition$/m;

function nameOf(document: string): string {
  const { kind, metadata: { name, namespace } } = parse(document);
  return `# ${kind} ${namespace ? `${namespace}/` : ''}${name}\n`;
}

function metadataOf(document: string): string {
  return document.split(/^(?:spec|webhooks):/m)[0];
}

function synth(program: (app: MeshApp) => void): Map<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'golden-'));
  const app = new MeshApp({ outdir });
  program(app);
  app.synth();
  return new Map(readdirSync(outdir).sort().map((file) => [file, readFileSync(join(outdir, file), 'utf8')]));
}

describe.each(Object.entries(examples))('example %s', (name, { program, shown }) => {
  const files = synth(program);

  test.each([...files.keys()])('%s is what a person has reviewed', (file) => {
    const golden = join(__dirname, name, file);
    const text = files.get(file)!.split(/^---\n/m).filter((document) => !CRD.test(document))
      .map(shown).join('---\n');
    if (process.env.UPDATE_GOLDEN) writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, 'utf8'));
  });

  test('every object fits its schema, unknown fields refused', () => {
    const objects = [...files.values()].flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()));
    expect(objects.flatMap(validateObject)).toEqual([]);
    expect(objects.length).toBeGreaterThan(5);
  });

  test('there is no private key and no token', () => {
    for (const text of files.values()) expect(text).not.toMatch(/PRIVATE KEY|-key\.pem: [A-Za-z0-9+/]{20}|eyJhbGciOi/);
  });

  test('a second synthesis gives the same bytes', () => {
    expect([...synth(program)]).toEqual([...files]);
  });

  test('there is no golden without an output', () => {
    expect(readdirSync(join(__dirname, name)).sort()).toEqual([...files.keys()].map((file) => basename(file)));
  });
});
