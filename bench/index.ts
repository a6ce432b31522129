import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parseArgs } from 'util';
import { casesOfLoading } from './cases-of-loading';
import { casesOfObjects } from './cases-of-objects';
import { casesOfServices } from './cases-of-services';
import { compilePrograms, DEFAULT_LIB } from './child';
import { table, verdict } from './table';

/** `npm run bench -- [--json] [--quick] [--lib <folder of a compiled package>]` */
const { values: { json, quick, lib: folder } } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false }, lib: { type: 'string', default: DEFAULT_LIB } },
});
const lib = path.resolve(folder);
if (!fs.existsSync(path.join(lib, 'index.js'))) throw new Error(`${lib} holds no compiled package; run npm run compile, or give another folder with --lib`);

compilePrograms();
const measurements = [
  ...casesOfServices(lib, quick ? [100, 1000] : [100, 1000, 10_000], quick ? 2 : 3),
  ...casesOfObjects(lib, quick ? 1000 : 10_000, quick ? 2 : 5),
  ...casesOfLoading(lib, quick ? 3 : 10),
];

if (json) {
  console.log(JSON.stringify(measurements.map(({ name, ratio, unit, detail }) => ({ name, ratio, unit, detail })), undefined, 2));
} else {
  const [cpu] = os.cpus();
  console.log(`CPU time, the least of several runs, each in a process of its own. Node ${process.version}, ${cpu?.model ?? 'unknown CPU'}.\n`);
  console.log(table(measurements));
  console.log(`\n${verdict(measurements)}`);
}
