import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { resourcesOfFiles, resourcesOfText } from '../../src/model/manifest-files';
import { ProgramOrigin } from '../../src/model/position';
import { Resource } from '../../src/model/resource';

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: { name: reviews, namespace: shop }\n';

describe('YAML', () => {
  test('of several documents is several objects, empty ones left out', () => {
    const resources = resourcesOfText(`# first\n${SERVICE}---\n---\n# nothing\n---\n${SERVICE.replace('reviews', 'ratings')}`, 'a.yaml');
    expect(resources.map(({ fullName }) => fullName)).toEqual(['shop/reviews', 'shop/ratings']);
  });

  test('of a List is its items, which may leave their kind to a list of one kind', () => {
    const item = '{ metadata: { name: reviews } }';
    expect(resourcesOfText(`apiVersion: v1\nkind: ServiceList\nitems: [${item}]`, 'a.yaml')).toMatchObject([{ kind: 'Service', apiVersion: 'v1', name: 'reviews' }]);
  });

  test('without a namespace stands in default, objects of the cluster in none', () => {
    const [service, namespace] = resourcesOfText('apiVersion: v1\nkind: Service\nmetadata: { name: a }\n---\napiVersion: v1\nkind: Namespace\nmetadata: { name: b }', 'a.yaml');
    expect([service.fullName, namespace.fullName]).toEqual(['default/a', 'b']);
  });

  test('is read as kubectl reads it', () => {
    const [{ spec }] = resourcesOfText(`${SERVICE}spec: { on: yes, octal: 0777, date: 2001-01-01, time: 1:30 }`, 'a.yaml');
    expect(spec).toEqual({ true: true, octal: 511, date: '2001-01-01', time: '1:30' });
  });

  test('may use anchors and merges', () => {
    const [{ spec }] = resourcesOfText(`${SERVICE}spec: { a: &a { x: 1 }, b: { <<: *a, z: 2 } }`, 'a.yaml');
    expect(spec).toMatchObject({ b: { x: 1, z: 2 } });
  });

  test('may be JSON', () => {
    expect(resourcesOfText('{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"}}', 'a.json')).toMatchObject([{ kind: 'Service', name: 'a' }]);
  });
});

describe('A field', () => {
  const text = `# first\n${SERVICE}---\n${SERVICE}spec:\n  ports:\n    - port: 80\n    - name: http # second\n      port: 81\n`;
  const [, second] = resourcesOfText(text, 'a.yaml');

  test.each([
    [[], { line: 6, column: 1 }],
    [['metadata', 'name'], { line: 8, column: 13 }],
    [['spec', 'ports', 1], { line: 12, column: 7 }],
    [['spec', 'ports', 1, 'port'], { line: 13, column: 7 }],
  ])('%j has file, line and column', (path, position) => {
    expect(second.positionOf(path)).toEqual({ file: 'a.yaml', ...position });
  });

  test('that is not there has the position of the field around it', () => {
    expect(second.positionOf(['spec', 'ports', 0, 'name', 'x'])).toMatchObject({ line: 11 });
  });

  test('behind an alias or a merge has the position where it is written', () => {
    const [resource] = resourcesOfText(`${SERVICE}spec:\n  a: &a\n    x: 1\n  b: *a\n  c:\n    <<: *a\n`, 'a.yaml');
    expect([resource.positionOf(['spec', 'b', 'x']), resource.positionOf(['spec', 'c', 'x'])]).toMatchObject([{ line: 6 }, { line: 6 }]);
  });

  test('of an item of a List has the position in the list', () => {
    const [, item] = resourcesOfText('apiVersion: v1\nkind: List\nitems:\n- { apiVersion: v1, kind: A }\n- apiVersion: v1\n  kind: B\n', 'a.yaml');
    expect([item.positionOf(), item.positionOf(['kind'])]).toMatchObject([{ line: 5 }, { line: 6, column: 3 }]);
  });

  test('of an object that a program made stands at a line of code, if one is given', () => {
    const position = { file: 'main.ts', line: 12, column: 3 };
    const manifest = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } };
    expect(new Resource(manifest, new ProgramOrigin('app/a', position)).positionOf(['spec'])).toEqual(position);
    expect(new Resource(manifest).positionOf()).toBeUndefined();
  });
});

describe('Unusable input', () => {
  const tenTimes = (what: string) => `[${Array(10).fill(what).join()}]`;
  const BOMB = ['a', 'b', 'c', 'd', 'e', 'f'].map((name, i, names) => `${name}: &${name} ${tenTimes(i === 0 ? '1' : `*${names[i - 1]}`)}`).join('\n');

  test.each([
    ['a: [', 'a.yaml:1:5: this is no YAML: Flow sequence in block collection must be sufficiently indented and end with a ]; correct it'],
    [`${SERVICE}---\n\ta: 1`, 'a.yaml:5:1: this is no YAML: Tabs are not allowed as indentation; correct it'],
    [`${SERVICE}kind: Pod`, 'a.yaml:4:1: this is no YAML: Map keys must be unique; correct it'],
    ['a: *b', 'a.yaml:1:1: this is no YAML: Unresolved alias (the anchor must be set before the alias): b; correct it'],
    ['a: &a [*a]', 'a.yaml:1:1: this is no YAML: an anchor holds an alias of itself; correct it'],
    [BOMB, 'a.yaml:1:1: this is no YAML: Excessive alias count indicates a resource exhaustion attack; correct it'],
    ['\n- 1', 'a.yaml:2:1: this is a list, no Kubernetes object; give Kubernetes objects only'],
    ['hello', 'a.yaml:1:1: this is the string "hello", no Kubernetes object; give Kubernetes objects only'],
    ['a: 1', 'a.yaml:1:1: this object has no apiVersion and no kind; give Kubernetes objects only'],
    ['apiVersion: v1\nkind: List\nitems:\n- 1', 'a.yaml:4:3: this is the number 1, no Kubernetes object; give Kubernetes objects only'],
  ])('%j is told with its place', (text, message) => {
    expect(() => resourcesOfText(text, 'a.yaml')).toThrow(message);
  });

  test('is told all at once', () => {
    expect(() => resourcesOfText('a: 1\n---\nb', 'a.yaml')).toThrow(expect.objectContaining({ name: 'UnusableInput', problems: [expect.anything(), expect.anything()] }));
  });
});

describe('Files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'istos-model-'));
  const write = (path: string, name: string) => writeFileSync(join(folder, path), SERVICE.replace('reviews', name));
  mkdirSync(join(folder, 'inner'));
  mkdirSync(join(folder, '.git'));
  write('b.yml', 'b');
  write('a.yaml', 'a');
  write('inner/c.json', 'c');
  write('.git/d.yaml', 'd');
  write('e.txt', 'e');
  afterAll(() => rmSync(folder, { recursive: true }));

  test('of a folder are read by name, inner folders too, hidden ones and other files not', () => {
    expect(resourcesOfFiles([folder]).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  test('that are named are read whatever their name', () => {
    expect(resourcesOfFiles([join(folder, 'e.txt')]).map(({ name }) => name)).toEqual(['e']);
  });

  test('that are missing are told', () => {
    expect(() => resourcesOfFiles(['no/such'])).toThrow(`there is no file or folder 'no/such'; name files, folders, or - for the standard input`);
  });
});
