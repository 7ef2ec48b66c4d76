/** The definition of every op whose result is exact: a total table, so that an op without one does not compile. */
import {
  DTYPES,
  isControl,
  isElementwise,
  isMatrix,
  isSeveral,
  OPS,
  scalarRule,
  typeOf,
  type Control,
  type Elementwise,
  type Matrix,
  type Op,
  type Result,
  type Several,
} from '@adjoint/ir';
import { on, type Case, type Definition, type Definitions } from './definition.ts';
import { indexed } from './indexed.ts';
import { moves } from './moves.ts';
import { orders } from './orders.ts';
import { at } from './places.ts';
import { products } from './products.ts';
import { random } from './random-bits.ts';
import { reductions } from './reductions.ts';
import { windows } from './windows.ts';

/** Control flow is tested by its programs (autodiff/src/control-*.test.ts). */
type Flow = Control | Result;
const isFlow = (op: Op): op is Flow => isControl(op) || op === 'output';
/** Results of linear algebra are right to rounding only: evaluator/src/linalg*.test.ts hold them. */
type Approximate = Matrix | Several | 'signDet';
const isApproximate = (op: Op): op is Approximate => isMatrix(op) || isSeveral(op) || op === 'signDet';
/** An input computes nothing. */
type Defined = Exclude<Op, Flow | Approximate | 'input'>;

const arrays: Definitions<Exclude<Defined, Elementwise>> = {
  ...moves,
  ...reductions,
  ...indexed,
  ...orders,
  ...windows,
  ...products,
  ...random,
};

const takes = (op: Elementwise, types: Case['types']): boolean => {
  try {
    typeOf(op, types, {});
    return true;
  } catch {
    return false;
  }
};
/** An elementwise op is its rule for numbers, in every assignment of dtypes that its type rule takes. */
const elementwise = (op: Elementwise): Definition<Elementwise> => {
  const lists = DTYPES.flatMap((a) => DTYPES.map((b) => [a, b, b].slice(0, OPS[op].of.length)));
  const distinct = [...new Map(lists.map((list) => [String(list), list])).values()];
  const taken = distinct.filter((list) =>
    takes(
      op,
      list.map((dtype) => on(dtype)),
    ),
  );
  return {
    cases: taken.flatMap((list) =>
      [[], [1], [12], [144], [0, 2]].map((shape) => ({ types: list.map((dtype) => on(dtype, ...shape)), attrs: {} })),
    ),
    element: (args, _, { dtype }) => {
      const rule = scalarRule(op, dtype);
      return (index) => rule(...args.map((x) => at(x, index)));
    },
  };
};

export const definedOps = (Object.keys(OPS) as Op[]).filter(
  (op): op is Defined => op !== 'input' && !isFlow(op) && !isApproximate(op),
);
export const definitionOf = (op: Defined): Definition<Op> =>
  (isElementwise(op) ? elementwise(op) : arrays[op]) as Definition<Op>;
export { valueOf } from './definition.ts';
export { indicesOf } from './places.ts';
