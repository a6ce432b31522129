import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { Upstream } from './upstream';

/** Downloads a pinned module through Go (checked against its sum) and returns its folder in the module cache. */
export function moduleFolder(upstream: Upstream): string {
  const at = `${upstream.module}@${upstream.version}`;
  const answer = execFileSync('go', ['mod', 'download', '-json', at], { encoding: 'utf8', cwd: tmpdir() });
  const { Dir, Sum } = JSON.parse(answer) as { Dir: string; Sum: string };
  if (Sum !== upstream.sum) throw new Error(`${at} has the sum ${Sum}, pinned is ${upstream.sum}; check why before you pin the new one`);
  return Dir;
}
