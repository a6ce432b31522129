import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MeshApp } from 'istos';

/** Synthesizes a program into a new folder and gives its files. */
export function synth(program: (app: MeshApp) => void): Record<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'istos-'));
  const app = new MeshApp({ outdir });
  program(app);
  app.synth();
  return Object.fromEntries(readdirSync(outdir).map((file) => [file.split('.')[0], join(outdir, file)]));
}
