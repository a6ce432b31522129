import { caCommand } from './ca/ca-command';
import { Command, CommandError, Surroundings } from './command';

const COMMANDS: Record<string, Command> = { ca: caCommand };

/** Runs `istos <command> ...` and gives the exit code. */
export async function runCommandLine(args: string[], surroundings: Surroundings, complain: (line: string) => unknown): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    surroundings.say(Object.values(COMMANDS).map(({ usage }) => usage).join('\n'));
    return name === undefined ? 2 : 0;
  }
  try {
    const command = COMMANDS[name];
    if (!command) throw new CommandError(`unknown command '${name}', there ${Object.keys(COMMANDS).length === 1 ? 'is' : 'are'} ${Object.keys(COMMANDS).join(', ')}`);
    await command.run(rest, surroundings);
    return 0;
  } catch (error) {
    complain(`istos: ${(error as Error).message}`);
    return 1;
  }
}
