import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import { Resource } from './resource';
import { InputProblem, UnusableInput } from './unusable-input';
import { manifestsOfText } from './yaml-manifests';

const STANDARD_INPUT = '-';
const EXTENSION = /\.(ya?ml|json)$/;

/** The objects of files and folders; `-` is the standard input. Of folders `.yaml`, `.yml` and `.json` are read, in the order of their names. */
export function resourcesOfFiles(paths: readonly string[]): Resource[] {
  const [resources, problems]: [Resource[], InputProblem[]] = [[], []];
  for (const path of paths) {
    for (const file of filesOf(path, problems)) {
      const read = manifestsOfText(readFileSync(file === STANDARD_INPUT ? 0 : file, 'utf8'), file);
      resources.push(...read.resources);
      problems.push(...read.problems);
    }
  }
  if (problems.length > 0) throw new UnusableInput(problems);
  return resources;
}

/** The objects of a text, which errors and findings call by the name of a file. */
export function resourcesOfText(text: string, file: string): Resource[] {
  const { resources, problems } = manifestsOfText(text, file);
  if (problems.length > 0) throw new UnusableInput(problems);
  return resources;
}

function filesOf(path: string, problems: InputProblem[]): string[] {
  if (path === STANDARD_INPUT) return [path];
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) {
    problems.push({ problem: `there is no file or folder '${path}'`, cure: 'name files, folders, or - for the standard input' });
    return [];
  }
  return found.isDirectory() ? filesIn(path) : [path];
}

/** Links to folders are not followed, so no folder is read twice. */
function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.') && name !== 'node_modules');
  return entries.sort((a, b) => a.name < b.name ? -1 : 1).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return EXTENSION.test(entry.name) && statSync(path, { throwIfNoEntry: false })?.isFile() ? [path] : [];
  });
}
