import { parseArgs } from 'node:util';

/** What a command knows of where it runs. */
export interface Surroundings {
  /** Where relative paths begin. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: Date;
  /** Writes a line for the user. */
  say(line: string): void;
}

/** One command: `istos <name> ...`. */
export interface Command {
  /** How it is called, with a word on each option. */
  readonly usage: string;
  run(args: string[], surroundings: Surroundings): Promise<void>;
}

/** What the user can mend: said without a stack. */
export class CommandError extends Error {}

/** Options, each with a value. */
type Options = Readonly<Record<string, { readonly type: 'string'; readonly default?: string }>>;

/** What a command line says; an option without default may be left out. */
export interface Parsed<T extends Options> {
  readonly values: { readonly [name in keyof T]: T[name] extends { readonly default: string } ? string : string | undefined };
  readonly positionals: string[];
}

/** Reads a command line of so many arguments, and refuses options that are not known. */
export function parseOptions<T extends Options>(args: string[], options: T, count = 0): Parsed<T> {
  const { values, positionals } = parsed(args, options);
  if (positionals.length > count) throw new CommandError(`unexpected argument '${positionals[count]}'`);
  if (positionals.length < count) throw new CommandError('an argument is missing');
  return { values: values as Parsed<T>['values'], positionals };
}

function parsed(args: string[], options: Options) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}
