/** Values for inputs, from --feed (a JSON file) and --set (name=value). */
import { evaluate, expression, InputError, tensor, type Graph, type Numeric } from 'adjoint';
import type { Flags, Options } from './command.ts';
import { Failure, misuse, type Io } from './io.ts';
import { at, readJson, readText, type Types } from './source.ts';

export type Feeds = Readonly<Record<string, Numeric>>;

export const FEED_OPTIONS: Options = {
  feed: {
    value: 'file',
    help: 'a JSON file of a value for each input, such as {"x": [1, "NaN"]}; - for standard input',
  },
  set: {
    value: 'name=value',
    multiple: true,
    help: "a value for one input, such as x=1, x='[1, 2]' or x=pi/2; wins over --feed",
  },
};

const SPECIAL = new Map<unknown, number>([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['-0', -0],
]);

/** JSON has no NaN, no ∞ and no −0: texts stand for them. The lists are changed in place, whatever their depth. */
const decoded = (value: unknown): unknown => {
  const root = [value];
  const open: unknown[][] = [root];
  for (let list = open.pop(); list !== undefined; list = open.pop()) {
    list.forEach((item, i) => {
      if (Array.isArray(item)) open.push(item as unknown[]);
      else list[i] = SPECIAL.get(item) ?? item;
    });
  }
  return root[0];
};

const fromFile = async (path: string, io: Io): Promise<[string, Numeric][]> => {
  const found = await readText(path, io);
  if (found === undefined) throw misuse(`--feed: there is no file ${JSON.stringify(path)}`);
  const value = readJson(found);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Failure(1, `${found.label}: expected an object of a value for each input`);
  }
  return Object.entries(value).map(([name, item]) => [name, decoded(item) as Numeric]);
};

/** A value as an expression without variables has it; its numbers take the dtype of the input. */
const valueOf = (text: string): Numeric => {
  const graph: Graph = expression(text);
  const [free] = Object.keys(graph.inputs);
  if (free !== undefined) throw new InputError('value', { got: `a text that names ${free}`, want: 'numbers' });
  return evaluate(graph, {})['out']!.toArray();
};

const setting = (text: string): [string, Numeric] => {
  const [, name, value] = /^(.+?)=(.*)$/s.exec(text) ?? [];
  if (name === undefined) throw misuse(`--set ${text}: expected name=value`);
  return [name, at(`--set ${name}`, () => valueOf(value!), 2)];
};

/** All values given, by name. Throws a failure. */
export const readFeeds = async (flags: Flags, io: Io): Promise<Feeds> => {
  const file = flags.text('feed');
  const fed = file === undefined ? [] : await fromFile(file, io);
  return Object.fromEntries([...fed, ...flags.all('set').map(setting)]);
};

/** The types that values have by themselves: numbers are f64. */
export const typesOf = (feeds: Feeds): Types =>
  Object.fromEntries(
    Object.entries(feeds).map(([name, value]) => {
      const { dtype, shape } = at(`the value of ${name}`, () => tensor(value));
      return [name, { dtype, shape }];
    }),
  );
