import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '../../tools/generate-api/generate';
import { IMPORTS } from './imports';
import { API } from './typescript-api';

const generated = generate(IMPORTS);

test('src/api has the files that the imports make, and no others', () => {
  expect(readdirSync(API).sort()).toEqual([...generated.keys()].sort());
});

test.each([...generated])('src/api/%s is what the imports make; else run `npx tsx tools/generate-api/main.ts`', (file, text) => {
  expect(readFileSync(join(API, file), 'utf8') === text).toBe(true);
});

test('generating twice gives the same', () => {
  expect([...generate(IMPORTS)]).toEqual([...generated]);
});
