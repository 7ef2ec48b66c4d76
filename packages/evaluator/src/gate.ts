/**
 * The shortest way in and out of a program, where text may become code: a function written for the names of a graph, each with a line of its own.
 * An engine then knows where records have that one, as it never does of the names that a loop goes through. The text holds no name: those are
 * constants beside it. Records in another order, and what `plain.ts` does not know, go the longer way from the start.
 */
import { ARRAYS, type DType, type TypedArray } from '@adjoint/ir';
import type { Plain } from './plain.ts';
import { Tensor } from './tensor.ts';

/** More names than this cost more to write than their calls save. */
const MOST = 32;
/** So many numbers are copied faster than `set` does. */
const FEW = 16;

interface Fitting extends Plain {
  readonly dtype: Exclude<DType, 'bool'>;
  readonly view: TypedArray;
}

/** Whether there is a line for it. No name is that of an element, so that a list is no record. */
const isFitting = (plain: Plain): plain is Fitting =>
  plain.dtype !== 'bool' && plain.view !== undefined && !/^\d/.test(plain.name);

type Side = 'in' | 'out';

/** Engines put a function in the place of its call where it is short; a jump is shorter than a call. */
const GIVE_UP = 'break short;';

/** The names of a record are those of a side, in their order, and its own. */
const nameLines = (record: string, side: Side, count: number): string[] => [
  `if (typeof ${record} !== 'object') ${GIVE_UP}`,
  `at = 0;`,
  `for (const name in ${record}) {`,
  `if (!Object.prototype.hasOwnProperty.call(${record}, name)) ${GIVE_UP}`,
  `switch (at++) {`,
  ...Array.from({ length: count }, (_, i) => `case ${i}: if (name === ${side}Name${i}) continue; break;`),
  `}`,
  GIVE_UP,
  `}`,
  `if (at !== ${count}) ${GIVE_UP}`,
];

/** The value is an array of the right class and size, or a tensor with one: those of a run have the shape of the graph, the very same object. */
const arrayLines = (value: string, shape: string, { dtype, size }: Fitting): string[] => [
  `if (!ArrayBuffer.isView(${value})) {`,
  `if (!(${value} instanceof Tensor) || ${value}.shape !== ${shape}) ${GIVE_UP}`,
  `${value} = ${value}.data;`,
  `}`,
  `if (!(${value} instanceof ${ARRAYS[dtype].name}) || ${value}.length !== ${size}) ${GIVE_UP}`,
];

const copyLine = (to: string, from: string, size: number): string => {
  if (size === 1) return `${to}[0] = ${from}[0];`;
  return size > FEW ? `${to}.set(${from});` : `for (let i = 0; i < ${size}; i++) ${to}[i] = ${from}[i];`;
};

/** Which numbers a scalar takes, and as what: those that the dtype has. */
const NUMBERS: { readonly [D in Fitting['dtype']]: (x: string) => readonly [test: string, number: string] } = {
  f64: (x) => [`typeof ${x} === 'number'`, x],
  f32: (x) => [`typeof ${x} === 'number'`, `Math.fround(${x})`],
  i32: (x) => [`typeof ${x} === 'number' && ${x} === (${x} | 0)`, `${x} | 0`],
};

const inputLines = (port: Fitting, i: number): string[] => {
  const array = [...arrayLines(`x${i}`, `inShape${i}`, port), copyLine(`inView${i}`, `x${i}`, port.size)];
  const read = `let x${i} = feeds[inName${i}];`;
  if (!port.scalar) return [read, ...array];
  const [test, number] = NUMBERS[port.dtype](`x${i}`);
  return [read, `if (${test}) inView${i}[0] = ${number};`, `else {`, ...array, `}`];
};

const outputLines = (outlet: Fitting, i: number): string[] => [
  `let y${i} = targets[outName${i}];`,
  ...arrayLines(`y${i}`, `outShape${i}`, outlet),
];

/** Where there are several: what was not written to last may overlap. */
const knownLine = (i: number): string => `if (y${i} !== out${i}.known) ${GIVE_UP}`;

const textOf = (inputs: readonly Fitting[], outputs: readonly Fitting[]): string =>
  [
    `return (feeds, targets) => {`,
    `short: {`,
    `let at;`,
    ...nameLines('feeds', 'in', inputs.length),
    ...nameLines('targets', 'out', outputs.length),
    ...outputs.flatMap(outputLines),
    ...(outputs.length > 1 ? outputs.map((_, i) => knownLine(i)) : []),
    ...inputs.flatMap(inputLines),
    `run();`,
    ...outputs.map(({ size }, i) => copyLine(`y${i}`, `outView${i}`, size)),
    `return targets;`,
    `}`,
    `return long(feeds, targets);`,
    `};`,
  ].join('\n');

/** What the text knows by name. */
const constantsOf = (side: Side, list: readonly Fitting[]): [name: string, value: unknown][] =>
  list.flatMap(({ name, view, shape }, i) => [
    [`${side}${i}`, list[i]],
    [`${side}Name${i}`, name],
    [`${side}View${i}`, view],
    [`${side}Shape${i}`, shape],
  ]);

/** `long`, with the shortest way before it where there is one. */
export const gated = <I extends (feeds: never, targets: never) => unknown>(
  inputs: readonly Plain[],
  outputs: readonly Plain[],
  run: () => void,
  long: I,
): I => {
  if (inputs.length === 0 || outputs.length === 0 || inputs.length + outputs.length > MOST) return long;
  if (!inputs.every(isFitting) || !outputs.every(isFitting)) return long;
  const constants = [
    ['run', run],
    ['long', long],
    ['Tensor', Tensor],
    ...constantsOf('in', inputs),
    ...constantsOf('out', outputs),
  ] as const;
  const names = constants.map(([name]) => name);
  // oxlint-disable-next-line typescript/no-implied-eval -- the text is ours: counts and classes, and no word of a user
  const make = new Function(...names, textOf(inputs, outputs)) as (...values: unknown[]) => I;
  return make(...constants.map(([, value]) => value));
};
