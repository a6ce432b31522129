import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DESCRIPTIONS } from '../../tools/generate-api/descriptions';
import { LONGEST_NAME } from '../../tools/generate-api/naming';
import { API, TypeScriptApi } from './typescript-api';

const api = new TypeScriptApi();
const texts = readdirSync(API).map((file) => readFileSync(join(API, file), 'utf8'));
const names = [...api.interfaces.keys(), ...api.enums.keys(), ...api.classes.keys()];

test('src/api has at most 12,000 lines', () => {
  expect(texts.join('').split('\n').length).toBeLessThanOrEqual(12_000);
});

test('no name of a type has more than 60 characters', () => {
  expect(LONGEST_NAME).toBe(60);
  expect(names.filter((name) => name.split('.')[1].length > LONGEST_NAME)).toEqual([]);
});

test('members of enums are in capitals, without the word for an underscore', () => {
  const members = [...api.enums.values()].flatMap((values) => [...values.keys()]);
  expect(members.filter((name) => !/^[A-Z][A-Z0-9_]*$/.test(name) || name.includes('_UNDERSCORE_'))).toEqual([]);
});

test('every interface and field has a line of documentation', () => {
  const silent = [...api.interfaces].flatMap(([name, { documented, fields }]) =>
    [...documented ? [] : [name], ...[...fields].filter(([, field]) => !field.documented).map(([field]) => `${name}.${field}`)]);
  expect(silent).toEqual([]);
});

test('every optional field says its default', () => {
  const lines = texts.flatMap((text) => text.split('\n'));
  const silent = lines.filter((line, index) => /^ {2}readonly \w+\?:/.test(line) && !/@default /.test(lines.slice(Math.max(0, index - 4), index).join(' ')));
  expect(silent).toEqual([]);
});

test('every interface of Istio and the Gateway API links to its reference page', () => {
  const linked = texts.join('\n').match(/@see https:\/\/(istio\.io|gateway-api\.sigs\.k8s\.io)\//g)?.length ?? 0;
  expect(linked).toBeGreaterThan(0.9 * names.length);
});

test('every description is of a type or field that there is', () => {
  const fields = [...api.interfaces].flatMap(([name, declared]) => [...declared.fields.keys()].map((field) => `${name}.${field}`));
  const known = new Set([...names, ...fields]);
  expect(Object.keys(DESCRIPTIONS).filter((name) => !known.has(name))).toEqual([]);
});
