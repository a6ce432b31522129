import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { migration, Program, whole } from '../golden/programs';
import { applyObject, kubectl, remove } from './cluster';
import { installKinds } from './controllers';
import { installGatewayApi } from './gateway-api-crds';
import { installMesh } from './mesh';
import { synth } from './synth';

jest.setTimeout(300_000);

interface Example { readonly name: string; readonly files: string[]; readonly objects: any[] }

function example(name: string, program: Program): Example {
  const files = Object.values(synth(program));
  return { name, files, objects: files.flatMap((file) => parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS())) };
}

/** Bookinfo is applied, and measured, by a test of its own; so is the canary upgrade. */
const examples = [
  ...Object.entries(whole).filter(([name]) => name !== 'bookinfo').map(([name, program]) => example(name, program)),
  ...migration.map(([step, program]) => example(`mtls-migration ${step}`, program)),
];

const namespaces = [...new Set(examples.flatMap(({ objects }) => objects).filter(({ kind }) => kind === 'Namespace').map(({ metadata: { name } }) => name))]
  .map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));

beforeAll(async () => {
  await installMesh();
  installGatewayApi();
  ['flagger/1.44', 'argo-rollouts/1.10', 'cert-manager/1.21'].forEach(installKinds);
  namespaces.forEach(applyObject);
});

afterAll(() => remove(namespaces));

test.each(examples)('the API server and istiod take $name, unknown fields refused', ({ files, objects }) => {
  const printed = kubectl('apply', '--server-side', '--force-conflicts', '--dry-run=server', '--validate=strict', ...files.flatMap((file) => ['-f', file]));
  expect(printed.trim().split('\n')).toHaveLength(objects.length);
});
