import { execFileSync } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import * as ts from 'typescript';
import { fail, oneOf } from '../../src/ground/fail';

function thrown(f: () => void): Error {
  try {
    f();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

test('an error names the construct, the problem and the cure', () => {
  const place = new Construct(new Chart(new App(), 'shop'), 'reviews');
  expect(() => fail(place, 'it has no ports', 'add one')).toThrow(`Construct 'shop/reviews': it has no ports; add one`);
});

test('the stack begins at the line of the caller, however deep the library went', () => {
  const deep = (depth: number): never => (depth === 0 ? fail('x', 'y', 'z') : deep(depth - 1));
  const frames = thrown(() => deep(30)).stack!.split('\n').slice(1);
  expect(frames[0]).toContain('fail.test.ts');
  expect(frames.length).toBeGreaterThan(30);
});

test('the stack begins there also where source maps lead from the compiled library to its sources', () => {
  const folder = mkdtempSync(join(tmpdir(), 'istos-'));
  mkdirSync(join(folder, 'lib', 'ground'), { recursive: true });
  const source = readFileSync(join(__dirname, '..', '..', 'src', 'ground', 'fail.ts'), 'utf8');
  const { outputText } = ts.transpileModule(source, {
    fileName: join(folder, 'src', 'ground', 'fail.ts'),
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, inlineSourceMap: true, sourceRoot: join(folder, 'src', 'ground') },
  });
  writeFileSync(join(folder, 'lib', 'ground', 'fail.js'), outputText);
  writeFileSync(join(folder, 'user.js'), "try { require('./lib/ground/fail').fail('x', 'y', 'z'); } catch (error) { console.log(error.stack); }\n");
  const stack = execFileSync('node', ['--enable-source-maps', join(folder, 'user.js')], { encoding: 'utf8' });
  expect(stack.split('\n')[1]).toContain('user.js:1');
});

test('the limit of other stacks stays as it was', () => {
  const { stackTraceLimit } = Error;
  thrown(() => fail('x', 'y', 'z'));
  expect(Error.stackTraceLimit).toBe(stackTraceLimit);
});

test('allowed values read as a sentence', () => {
  expect(oneOf(['a', 'b', 'c'])).toBe(`'a', 'b' or 'c'`);
  expect(oneOf(['a'])).toBe(`'a'`);
});
