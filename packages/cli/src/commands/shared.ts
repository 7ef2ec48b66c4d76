/** What commands share: the graph they are given, and how they write one. */
import { optimize, print, toJSON, type Graph } from 'adjoint';
import type { Call, Flags, Options } from '../command.ts';
import { misuse, type Io } from '../io.ts';
import { readSource, readTypes, type Source, type Types } from '../source.ts';

export const INPUT_OPTION: Options = {
  input: { value: 'name:type', multiple: true, help: 'the type of a variable of an expression, such as x:f64[3]' },
};

export const WRITE_OPTIONS: Options = {
  optimize: { help: 'optimize it first, bit for bit' },
  fold: { help: 'composites, such as softmax, as one line each (for reading only)' },
  'no-types': { help: 'types of inputs and constants only' },
  json: { help: 'JSON instead of text' },
};

export const PICTURE_OPTIONS: Options = {
  optimize: WRITE_OPTIONS['optimize']!,
  fold: { help: 'composites, such as softmax, as one box each' },
};

/** What a picture is called: the graph as the command line names it. */
export const titleOf = ({ source }: Call): { readonly title?: string } => (source === '-' ? {} : { title: source });

/** The graph of a call; `inferred` are types of variables that --input does not give. Throws a failure. */
export const sourceOf = async ({ source, flags, io }: Call, inferred: Types = {}): Promise<Source> => {
  const given = readTypes(flags.all('input'));
  const found = await readSource(source, { ...inferred, ...given }, io);
  if (found.written === 'as an expression' || Object.keys(given).length === 0) return found;
  throw misuse(`--input is for expressions, and ${found.label} is a graph`);
};

/** Writes a graph as the options say. Throws a misuse where they contradict each other. */
export const write = (graph: Graph, flags: Flags, io: Io): void => {
  const [fold, json] = [flags.has('fold'), flags.has('json')];
  if (json && (fold || flags.has('no-types')))
    throw misuse('--json has all nodes and types: leave out --fold and --no-types');
  const made = flags.has('optimize') ? optimize(graph) : graph;
  io.out(json ? `${JSON.stringify(toJSON(made))}\n` : `${print(made, { fold, types: !flags.has('no-types') })}\n`);
};
