import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { CommandError, Surroundings } from '../command';

const IGNORED = '# Private keys.\n*-key.pem\n';

/** A folder that may hold private keys: none that cdk8s writes its output to. */
export class KeyFolder {
  public readonly path: string;

  public constructor(surroundings: Surroundings, private readonly given: string) {
    this.path = resolve(surroundings.folder, given);
    for (const output of outputFolders(surroundings)) {
      if (isWithin(real(this.path), real(resolve(surroundings.folder, output)))) {
        throw new CommandError(`folder '${given}' is within '${output}', the output of cdk8s, where no private key may stand; choose another folder by --out`);
      }
    }
  }

  /** Writes all files or, if one exists, none. Those whose name ends in `-key.pem` only their owner may read. */
  public write(files: Record<string, string>): void {
    const present = Object.keys(files).filter((name) => existsSync(join(this.path, name)));
    if (present.length > 0) {
      throw new CommandError(`folder '${this.given}' has ${present.join(', ')} already, nothing is overwritten; choose another folder by --out, or move the files away`);
    }
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(this.path, name), text, { flag: 'wx', mode: name.endsWith('-key.pem') ? 0o600 : 0o644 });
    }
    const ignore = join(this.path, '.gitignore');
    if (!existsSync(ignore)) writeFileSync(ignore, IGNORED, { flag: 'wx' });
  }

  /** How the user says the path of a file. */
  public file(name: string): string {
    return join(this.given, name);
  }
}

/** cdk8s's default, and what the user says instead. */
function outputFolders({ folder, environment }: Surroundings): string[] {
  const config = join(folder, 'cdk8s.yaml');
  const said = existsSync(config) ? /^output:\s*["']?([^"'#\n]+?)["']?\s*(#.*)?$/m.exec(readFileSync(config, 'utf8'))?.[1] : undefined;
  return ['dist', said, environment.CDK8S_OUTDIR].filter((output) => output !== undefined);
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !way.startsWith('..') && !isAbsolute(way);
}

/** The path without symbolic links, as far as it exists. */
function real(path: string): string {
  return existsSync(path) || dirname(path) === path ? realpathSync(path) : join(real(dirname(path)), basename(path));
}
