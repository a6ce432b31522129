import { spawnSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Chart } from 'cdk8s';
import { parseAllDocuments, stringify } from 'yaml';
import { bookinfo } from '../../examples/bookinfo';
import { buildGoTools, GoTools } from './go-tools';
import { api, MeshApp } from 'istos';

jest.setTimeout(20 * 60_000);

type Plant = (bookinfoChart: Chart) => void;

const folders: string[] = [];
let tools: GoTools;

beforeAll(() => {
  tools = buildGoTools();
});

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** Bookinfo's files, with what is planted into it. */
function synthesized(plant: Plant = () => {}): string {
  const outdir = newFolder();
  const app = new MeshApp({ outdir });
  bookinfo(app);
  plant(app.node.findChild('bookinfo') as Chart);
  app.synth();
  return outdir;
}

/** What `istioctl analyze` says of a folder: one code and place a message. */
function analyzed(folder: string): string[] {
  const { stdout, stderr } = istioctl('analyze', '--use-kube=false', '--all-namespaces', '-o', 'json', folder);
  expect(stderr).not.toMatch(/^Error: (?!Analyzers found issues)/m);
  return JSON.parse(stdout).map(({ code, origin, message }: any) => `${code} ${origin}: ${message}`);
}

/** What `istioctl validate` says against Istio's objects in a folder. */
function validated(folder: string): string {
  const objects = readdirSync(folder).flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map((document) => document.toJS()));
  const istio = objects.filter((object) => /\.istio\.io\//.test(object.apiVersion));
  expect(istio.length).toBeGreaterThan(5);
  const file = join(newFolder(), 'istio.yaml');
  writeFileSync(file, istio.map((object) => stringify(object)).join('---\n'));
  const { stdout, stderr } = istioctl('validate', '-f', file);
  return (stdout + stderr).replace(`"${file}" is valid\n`, '');
}

function istioctl(...args: string[]): { stdout: string; stderr: string } {
  const { error, stdout, stderr } = spawnSync(tools.istioctl, args, { encoding: 'utf8' });
  if (error) throw error;
  return { stdout, stderr };
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'istos-analyze-'));
  folders.push(folder);
  return folder;
}

function route(spec: api.networking.VirtualServiceSpec): Plant {
  return (chart) => void new api.networking.VirtualService(chart, 'planted', { metadata: { name: 'planted', namespace: 'bookinfo' }, spec });
}

test('istioctl analyze has nothing to say of Bookinfo', () => {
  expect(analyzed(synthesized())).toEqual([]);
});

test('istioctl analyze reports a route to a subset that does not exist', () => {
  const planted = route({ hosts: ['details'], http: [{ route: [{ destination: { host: 'details', subset: 'v7' } }] }] });
  expect(analyzed(synthesized(planted))).toEqual([expect.stringMatching(/^IST0101 VirtualService bookinfo\/planted: .*details\+v7/)]);
});

test('istioctl validate has nothing to say of Bookinfo', () => {
  expect(validated(synthesized())).toBe('');
});

test('istioctl validate reports a route without destination', () => {
  expect(validated(synthesized(route({ hosts: ['details'], http: [{ route: [] }] })))).toMatch(/VirtualService\/bookinfo\/planted: .*route/);
});
