import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

const block = (language: string) => new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(README)![1];

test('the first program of the README becomes the YAML that stands below it', () => {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.cache', 'readme-'));
  const program = join(folder, 'program.ts');
  writeFileSync(program, block('ts'));
  execFileSync(process.execPath, ['--import', 'tsx', program], {
    cwd: ROOT, env: { ...process.env, CDK8S_OUTDIR: folder, TSX_TSCONFIG_PATH: join(ROOT, 'test', 'tsconfig.json') },
  });
  const documents = readFileSync(join(folder, 'shop.k8s.yaml'), 'utf8').split(/^---\n/m);
  rmSync(folder, { recursive: true });
  for (const shown of block('yaml').split(/^---\n/m)) expect(documents).toContain(shown);
}, 30_000);
