import { createHash } from 'crypto';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

/** What a program measures of itself. */
export interface Sample {
  /** CPU time in milliseconds, garbage collection and compilation included. */
  readonly cpu: number;
  /** CPU time of synthesis alone. */
  readonly synth: number;
  /** Elapsed time in milliseconds. */
  readonly wall: number;
  /** The most memory that the process held, in MB. */
  readonly memory: number;
  /** A digest of what was written. */
  readonly output: string;
}

/** Measures what builds, then what synthesizes into a folder of its own. */
export function measure(build: (outdir: string) => () => void): Sample {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const started = performance.now();
  const before = process.cpuUsage();
  const synth = build(outdir);
  const built = process.cpuUsage(before);
  synth();
  const done = process.cpuUsage(before);
  const wall = performance.now() - started;
  const memory = process.resourceUsage().maxRSS / 1024;
  const output = digest(outdir);
  fs.rmSync(outdir, { recursive: true });
  return { cpu: millis(done), synth: millis(done) - millis(built), wall, memory, output };
}

export function millis({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

function digest(outdir: string): string {
  const hash = createHash('sha256');
  for (const file of fs.readdirSync(outdir).sort()) hash.update(file).update(fs.readFileSync(path.join(outdir, file)));
  return hash.digest('hex');
}
