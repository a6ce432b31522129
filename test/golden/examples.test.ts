import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { bookinfo } from '../../examples/bookinfo';
import { validateObject } from '../schema/validate';
import { MeshApp } from 'istos';

const examples: Record<string, (app: MeshApp) => void> = { bookinfo: (app) => void bookinfo(app) };

/** The CRDs are made from imports/ as they are; half a megabyte of them in a golden would hide what a person has to read. */
const CRD = /^kind: CustomResourceDefinition$/m;

function synth(example: (app: MeshApp) => void): Map<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'golden-'));
  const app = new MeshApp({ outdir });
  example(app);
  app.synth();
  return new Map(readdirSync(outdir).sort().map((file) => [file, readFileSync(join(outdir, file), 'utf8')]));
}

describe.each(Object.entries(examples))('example %s', (name, example) => {
  const files = synth(example);

  test.each([...files.keys()])('%s is what a person has reviewed', (file) => {
    const golden = join(__dirname, name, file);
    const text = files.get(file)!.split(/^---\n/m).filter((document) => !CRD.test(document)).join('---\n');
    if (process.env.UPDATE_GOLDEN) writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, 'utf8'));
  });

  test('every object fits its schema, unknown fields refused', () => {
    const objects = [...files.values()].flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()));
    expect(objects.flatMap(validateObject)).toEqual([]);
    expect(objects.length).toBeGreaterThan(20);
  });

  test('there is no private key and no token', () => {
    for (const text of files.values()) expect(text).not.toMatch(/PRIVATE KEY|-key\.pem: [A-Za-z0-9+/]{20}|eyJhbGciOi/);
  });

  test('a second synthesis gives the same bytes', () => {
    expect([...synth(example)]).toEqual([...files]);
  });

  test('there is no golden without an output', () => {
    expect(readdirSync(join(__dirname, name)).sort()).toEqual([...files.keys()].map((file) => basename(file)));
  });
});
