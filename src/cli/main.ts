#!/usr/bin/env node
import { runCommandLine } from './command-line';

void runCommandLine(process.argv.slice(2), {
  folder: process.cwd(),
  environment: process.env,
  now: new Date(),
  say: (line) => process.stdout.write(`${line}\n`),
}, (line) => process.stderr.write(`${line}\n`)).then((code) => { process.exitCode = code; });
