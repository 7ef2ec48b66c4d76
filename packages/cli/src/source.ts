/** Reads the graph that a command line names: a file, standard input or an expression; and tells where its faults are. */
import {
  bool,
  expression,
  f32,
  f64,
  fromJSON,
  i32,
  InputError,
  parse,
  type DType,
  type Graph,
  type TensorType,
} from 'adjoint';
import { Failure, misuse, type ExitCode, type Io } from './io.ts';

export type Types = Readonly<Record<string, TensorType>>;

/** A graph, and what its messages call it. */
export interface Source {
  readonly label: string;
  readonly written: 'as a graph' | 'as an expression';
  readonly graph: Graph;
}

interface Text {
  readonly label: string;
  readonly text: string;
}

const MAKERS: { readonly [D in DType]: (...dims: number[]) => TensorType } = { f64, f32, i32, bool };
const TYPED = /^(.+?):(f64|f32|i32|bool)(?:\[(\d+(?:,\d+)*)?\])?$/;

/** The types that --input gives: `x:f64[3]`. Throws a misuse. */
export const readTypes = (inputs: readonly string[]): Types =>
  Object.fromEntries(
    inputs.map((input) => {
      const [, name, dtype, dims] = TYPED.exec(input) ?? [];
      if (name === undefined) throw misuse(`--input ${input}: expected a name and a type, such as x:f64[3]`);
      return [name, MAKERS[dtype as DType](...(dims === undefined ? [] : dims.split(',').map(Number)))];
    }),
  );

/** The places where our own code built the nodes say nothing to a reader of a command's output. */
const withoutOrigins = (error: InputError): InputError =>
  error.at(error.where.map((line) => line.replace(/\s+built at .*$/, '')));

/** A fault as a failure that says where: `model.txt:3:7: expected …`. */
const located = (label: string, error: InputError, code: ExitCode): Failure => {
  if (error.code !== 'parse') return new Failure(code, `${label}: ${withoutOrigins(error).message}`);
  const { line, column, want, got } = (error as InputError<'parse'>).fault;
  return new Failure(code, `${label}:${line}:${column}: expected ${want}, got ${got}`);
};

/** Runs what may find a fault in the text or graph of that label. */
export const at = <T>(label: string, body: () => T, code: ExitCode = 1): T => {
  try {
    return body();
  } catch (error) {
    throw error instanceof InputError ? located(label, error, code) : error;
  }
};

const positionOf = (text: string, message: string): string => {
  const found = /position (\d+)/.exec(message)?.[1];
  const before = text.slice(0, found === undefined ? text.length : Number(found)).split('\n');
  return `${before.length}:${before.at(-1)!.length + 1}`;
};

/** The value of a JSON text. Throws a failure with its position. */
export const readJson = ({ label, text }: Text): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const message = error instanceof Error ? error.message : 'a fault';
    throw new Failure(1, `${label}:${positionOf(text, message)}: this is no JSON: ${message}`);
  }
};

/** The text of a file, or of standard input for `-`; undefined where there is no such file. */
export const readText = async (path: string, io: Io): Promise<Text | undefined> => {
  const text = path === '-' ? await io.stdin() : io.read(path);
  return text === undefined ? undefined : { label: path === '-' ? '<stdin>' : path, text: text.replace(/^\uFEFF/, '') };
};

const GRAPH_TEXT = /^\s*(?:[%;]|return\s|scope\s|$)/;
const FILE_NAME = /[\\/.][A-Za-z]+$/;

const readExpression = ({ label, text }: Text, types: Types): Source => ({
  label,
  written: 'as an expression',
  graph: at(label, () => expression(text, types)),
});

const fromArgument = (argument: string, types: Types): Source => {
  try {
    return readExpression({ label: '<expression>', text: argument }, types);
  } catch (error) {
    if (!(error instanceof Failure) || !FILE_NAME.test(argument)) throw error;
    throw misuse(`there is no file ${JSON.stringify(argument)}, and it is no expression: ${error.message}`);
  }
};

/** The graph that an argument names. `types` are of the variables of an expression. Throws a failure. */
export const readSource = async (argument: string, types: Types, io: Io): Promise<Source> => {
  const found = await readText(argument, io);
  if (found === undefined) return fromArgument(argument, types);
  const { label, text } = found;
  const json = /^\s*\{/.test(text);
  if (!json && !GRAPH_TEXT.test(text)) return readExpression(found, types);
  return { label, written: 'as a graph', graph: at(label, () => (json ? fromJSON(readJson(found)) : parse(text))) };
};
