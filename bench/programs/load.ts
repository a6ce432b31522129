import { createRequire } from 'module';
import { millis, Sample } from './clock';

/** Loads a package. */
const [, , packageOrFolder] = process.argv;
const load = createRequire(__filename);
const memory = process.memoryUsage.rss();
const started = performance.now();
const before = process.cpuUsage();
load(packageOrFolder);
const cpu = millis(process.cpuUsage(before));
const sample: Sample = { cpu, synth: 0, wall: performance.now() - started, memory: (process.memoryUsage.rss() - memory) / 1024 / 1024, output: '' };
process.stdout.write(JSON.stringify(sample));
