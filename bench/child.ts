import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { transformFileSync } from '@swc/core';
import { Sample } from './programs/clock';

const ROOT = path.resolve(__dirname, '..');
const COMPILED = path.join(ROOT, '.cache', 'bench');

/** The compiled package that is measured. */
export const DEFAULT_LIB = path.join(ROOT, 'lib');

/** A program of bench/programs and its arguments. */
export interface Run {
  readonly program: 'services' | 'objects' | 'load';
  readonly args: readonly string[];
}

/** Compiles the programs, so that the processes measured are node alone. */
export function compilePrograms(): void {
  fs.mkdirSync(COMPILED, { recursive: true });
  const programs = path.join(__dirname, 'programs');
  for (const file of fs.readdirSync(programs)) {
    const { code } = transformFileSync(path.join(programs, file), {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' }, swcrc: false,
    });
    fs.writeFileSync(path.join(COMPILED, file.replace(/\.ts$/, '.js')), code);
  }
}

/** Writes the manifests of one service down for programs to repeat, and returns the file. */
export function writeTemplate(lib: string, name: string, namespace: string): string {
  const file = path.join(COMPILED, 'template.json');
  fs.writeFileSync(file, execute('template', [lib, name, namespace]));
  return file;
}

/** Runs every program so many times, each in a fresh process and in turns, and keeps the least of each measure. */
export function sample(runs: readonly Run[], times: number): Sample[] {
  const least: Sample[] = [];
  for (let time = 0; time < times; time++) {
    runs.forEach(({ program, args }, index) => {
      const found = JSON.parse(execute(program, args)) as Sample;
      least[index] = least[index] ? leastOf(least[index], found) : found;
    });
  }
  return least;
}

function execute(program: string, args: readonly string[]): string {
  return execFileSync(process.execPath, [path.join(COMPILED, `${program}.js`), ...args], { encoding: 'utf8', cwd: ROOT });
}

function leastOf(a: Sample, b: Sample): Sample {
  return {
    cpu: Math.min(a.cpu, b.cpu),
    synth: Math.min(a.synth, b.synth),
    wall: Math.min(a.wall, b.wall),
    memory: Math.min(a.memory, b.memory),
    output: a.output === b.output ? a.output : `${a.output} ${b.output}`,
  };
}
