import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { MigrationStep } from '../../examples/mtls-migration';
import { validateObject } from '../schema/validate';
import { migration, Program, upgrade, whole } from './programs';
import { MeshApp } from 'istos';

interface Example {
  readonly program: Program;
  /** What its golden has of an object. */
  readonly shown: (document: string) => string;
}

const examples: Record<string, Example> = {
  ...Object.fromEntries(Object.entries(whole).map(([name, program]) => [name, { program, shown: (document: string) => document }])),
  // What changes from step to step are the policies.
  ...Object.fromEntries(migration.map(([step, program]) => [`mtls-migration/${step}`, {
    program,
    shown: (document: string) => step === MigrationStep.PLAIN || /^kind: PeerAuthentication$/m.test(document) ? document : nameOf(document),
  }])),
  // The golden of Bookinfo has a whole control plane. Here it matters which there are, and who serves whom: that is in the labels.
  ...Object.fromEntries(upgrade.map(([step, program]) => [`canary-upgrade/${step}`, {
    program,
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
