/** The `adjoint` command as a function of its arguments and of what it needs of the world. */
import { InputError } from 'adjoint';
import { commandHelp, programHelp, readArgs, type Command } from './command.ts';
import { checkCommand } from './commands/check.ts';
import { dotCommand } from './commands/dot.ts';
import { emitCommand } from './commands/emit.ts';
import { evalCommand } from './commands/eval.ts';
import { gradCommand } from './commands/grad.ts';
import { htmlCommand } from './commands/html.ts';
import { printCommand } from './commands/print.ts';
import { svgCommand } from './commands/svg.ts';
import { Failure, misuse, type ExitCode, type Io } from './io.ts';

export { Failure, type ExitCode, type Io } from './io.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  print: printCommand,
  grad: gradCommand,
  eval: evalCommand,
  check: checkCommand,
  dot: dotCommand,
  svg: svgCommand,
  html: htmlCommand,
  emit: emitCommand,
};

const runCommand = async (name: string, args: readonly string[], io: Io): Promise<ExitCode> => {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name]! : undefined;
  if (command === undefined)
    throw misuse(`there is no command ${JSON.stringify(name)}; there are ${Object.keys(COMMANDS).join(', ')}`);
  const { flags, positionals } = readArgs(command.options, args);
  if (flags.has('help')) {
    io.out(commandHelp(name, command));
    return 0;
  }
  const [source, second] = positionals;
  if (source === undefined) throw misuse(`adjoint ${name} takes a graph: a file, - or an expression`);
  if (second !== undefined)
    throw misuse(`adjoint ${name} takes one graph, got ${JSON.stringify(second)} too; quote an expression`);
  if (source === '-' && flags.text('feed') === '-') throw misuse('standard input is the graph or --feed, not both');
  return command.run({ source, flags, io });
};

const runProgram = async ([first, ...rest]: readonly string[], io: Io): Promise<ExitCode> => {
  if (first === undefined) throw misuse(programHelp(COMMANDS).trimEnd());
  if (first === '--help' || first === '-h') io.out(programHelp(COMMANDS));
  else if (first === '--version' || first === '-v') io.out(`${io.version}\n`);
  else return runCommand(first, rest, io);
  return 0;
};

/** Runs the command; what it has to say goes to `io`. Gives the exit code; throws only what is a fault of ours. */
export const run = async (argv: readonly string[], io: Io): Promise<ExitCode> => {
  try {
    return await runProgram(argv, io);
  } catch (error) {
    if (!(error instanceof Failure || error instanceof InputError)) throw error;
    io.err(`${error.message}\n`);
    return error instanceof Failure ? error.code : 1;
  }
};
