import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as source from '../../src';

const LIB = join(__dirname, '..', '..', 'lib', 'index.js');

/** Runs a program in a Node of its own and gives what it printed. */
const node = (...args: string[]) => execFileSync(process.execPath, args, { encoding: 'utf8' }).trim();

beforeAll(() => {
  if (!existsSync(LIB)) throw new Error('the package is not compiled: run npx projen compile, or npm test');
});

test('the compiled package exports what the source does', () => {
  const names = JSON.parse(node('-p', `JSON.stringify(Object.keys(require('${LIB}')))`));
  expect(names.sort()).toEqual(Object.keys(source).sort());
});

test('a module is loaded when one of its names is first used', () => {
  const loaded = (program: string) => node('-p', `const i = require('${LIB}'); ${program}; Object.keys(require.cache).filter((f) => f.includes('/lib/mesh/')).length`);
  expect(Number(loaded(''))).toBe(0);
  expect(Number(loaded('i.Mesh'))).toBeGreaterThan(10);
});

test('ES modules can import the names', () => {
  expect(node('--input-type=module', '-e', `import { api, Mesh } from '${LIB}'; console.log(Mesh.name, api.networking.Sidecar.KIND)`)).toBe('Mesh Sidecar');
});

test('the Pulumi entry point loads without Pulumi', () => {
  expect(node('-p', `Object.keys(require('${join(LIB, '..', '..', 'pulumi')}')).length`)).toBe('0');
});
