import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

/**
 * Rewrites what the compiler made of `export * from './x'` and `export * as x from './x'` in an index, so that a module is loaded when a name of it
 * is first used: a program pays for the rooms it enters, not for the house.
 */
function makeLazy(index: string): void {
  const compiled = readFileSync(index, 'utf8');
  const load = createRequire(index);
  const exported = new Map<string, string>();
  for (const [, module] of compiled.matchAll(/^__exportStar\(require\("(.+)"\), exports\);$/gm)) {
    for (const name of Object.keys(load(module))) exported.set(name, `require('${module}').${name}`);
  }
  for (const [, name, module] of compiled.matchAll(/^exports\.(\w+) = __importStar\(require\("(.+)"\)\);$/gm)) {
    exported.set(name, `require('${module}')`);
  }
  if (exported.size === 0) throw new Error(`${index} has no exports that can be made lazy: is it what the compiler wrote?`);
  writeFileSync(index, [
    `'use strict';`,
    `Object.defineProperty(exports, '__esModule', { value: true });`,
    `const lazy = (name, get) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, get });`,
    ...Array.from(exported, ([name, value]) => `lazy('${name}', () => ${value});`),
    '// Never runs: Node finds the names for ES modules here.',
    `0 && (module.exports = { ${[...exported.keys()].join(', ')} });`,
    '',
  ].join('\n'));
}

for (const index of process.argv.slice(2)) makeLazy(resolve(index));
