import { createRequire } from 'module';
import { millis, Sample } from './clock';

/** Loads a package; with `use` also every module of it, which an index may put off to the first use. */
const [, , packageOrFolder, use] = process.argv;
const load = createRequire(__filename);
const memory = process.memoryUsage.rss();
const started = performance.now();
const before = process.cpuUsage();
const loaded = load(packageOrFolder);
if (use) for (const module of [loaded, loaded.api ?? {}]) Object.values(module);
const cpu = millis(process.cpuUsage(before));
const sample: Sample = { cpu, synth: 0, wall: performance.now() - started, memory: (process.memoryUsage.rss() - memory) / 1024 / 1024, output: '' };
process.stdout.write(JSON.stringify(sample));
