import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './generate';

const ROOT = join(__dirname, '../..');
const API = join(ROOT, 'src/api');

const files = generate(join(ROOT, 'imports'));
mkdirSync(API, { recursive: true });
for (const old of readdirSync(API).filter((name) => !files.has(name))) rmSync(join(API, old));
for (const [name, text] of files) {
  writeFileSync(join(API, name), text);
  console.log(`src/api/${name}: ${text.split('\n').length - 1} lines`);
}
