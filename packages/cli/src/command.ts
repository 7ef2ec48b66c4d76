/** What a command is, how its options are read, and its page of help. */
import { parseArgs } from 'node:util';
import { misuse, type ExitCode, type Io } from './io.ts';

export interface Option {
  /** What its value is, as help shows it; a switch has none. */
  readonly value?: string;
  readonly short?: string;
  readonly multiple?: true;
  readonly help: string;
}
export type Options = Readonly<Record<string, Option>>;

/** The options given, by name. */
export class Flags {
  private readonly given: Readonly<Record<string, unknown>>;

  constructor(given: Readonly<Record<string, unknown>>) {
    this.given = given;
  }

  has(name: string): boolean {
    return this.given[name] !== undefined;
  }

  text(name: string): string | undefined {
    return this.given[name] as string | undefined;
  }

  all(name: string): readonly string[] {
    return (this.given[name] ?? []) as readonly string[];
  }

  /** Names parted by commas, of an option that may be repeated; undefined where it is not given. Throws a misuse for an empty name. */
  names(name: string): readonly string[] | undefined {
    if (!this.has(name)) return undefined;
    const names = this.all(name).flatMap((list) => list.split(','));
    if (names.includes('')) throw misuse(`--${name} has an empty name`);
    return names;
  }
}

export interface Call {
  /** The graph as the command line has it: a file, - or an expression. */
  readonly source: string;
  readonly flags: Flags;
  readonly io: Io;
}

export interface Command {
  readonly summary: string;
  readonly options: Options;
  readonly run: (call: Call) => Promise<ExitCode>;
}

const HELP: Option = { short: 'h', help: 'this page' };

const typesOfOptions = (options: Options) =>
  Object.fromEntries(
    Object.entries({ ...options, help: HELP }).map(([name, { value, short, multiple = false }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple, ...(short && { short }) },
    ]),
  );

/** Reads the arguments of a command. Throws a misuse for an option that it does not have, or a missing value. */
export const readArgs = (
  options: Options,
  args: readonly string[],
): { flags: Flags; positionals: readonly string[] } => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: typesOfOptions(options),
      allowPositionals: true,
    });
    return { flags: new Flags(values), positionals };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code?.startsWith('ERR_PARSE_ARGS') ? misuse(message) : error;
  }
};

const usage = (name: string, { value, short }: Option): string =>
  `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` <${value}>`}`;

const columns = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}\n`).join('');
};

/** The help of one command. */
export const commandHelp = (name: string, { summary, options }: Command): string => {
  const rows = Object.entries({ ...options, help: HELP }).map(
    ([key, option]) => [usage(key, option), option.help] as const,
  );
  return `adjoint ${name} [options] <graph>\n\n${summary}\n\nOptions:\n${columns(rows)}`;
};

const GRAPH = `<graph> is a file (text as "adjoint print" writes it, or JSON), - for standard input, or an expression such as
"sum((a*x + b - y)^2)", with its variables f64 scalars unless --input says otherwise. Write -- before one that starts with -.

Exit codes: 0 all is well, 1 the graph or a check of it failed, 2 wrong usage.
`;

/** The help of the program. */
export const programHelp = (commands: Readonly<Record<string, Command>>): string => {
  const rows = Object.entries(commands).map(([name, { summary }]) => [name, summary] as const);
  return `adjoint <command> [options] <graph>\n\nCommands:\n${columns(rows)}\nOptions:\n${columns([
    ['-h, --help', 'this page; after a command, its own'],
    ['-v, --version', 'the version'],
  ])}\n${GRAPH}`;
};
