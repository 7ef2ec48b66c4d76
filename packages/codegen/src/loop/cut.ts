/**
 * Work that threads can share: the outermost loop is cut into parts, each computed by whoever comes to it. So it must make, in each step, results of
 * its own from nothing that other steps write; then every element is computed by the same instructions, however many parts there are.
 */
import { isHosted } from '@adjoint/ir';
import { functionsIn, isFunction, touches, type Prim } from './code.ts';
import { bodyOf } from './formula.ts';
import { isFormulaName, isHostFunction } from './functions.ts';
import { levels, type Access, type Nest } from './nest.ts';
import { rangeOf, usesOf } from './reach.ts';
import { ROWS } from './rows.ts';
import type { Work, WorkKind, WorkOf } from './work.ts';
import type { Strip } from './strip.ts';
import { cutLoop, multiplications, rowsOfTile, sizeOfAll, TILE, type Product } from './product.ts';

/** How the outermost loop is cut. */
export interface Cut {
  /** Its steps. */
  readonly size: number;
  /** Parts begin at multiples of so many steps, and none has fewer. */
  readonly step: number;
  /** Nanoseconds that all of it takes on one thread, roughly. */
  readonly ns: number;
}

/** Nanoseconds of an instruction in vectors, in round numbers: a function, an element read or written, anything else. */
const [FUNCTION_NS, ACCESS_NS, PRIM_NS] = [3, 0.5, 0.15] as const;
/** Multiplications and additions in a nanosecond of a matrix product, by the bytes of its numbers. */
const RATES = { 8: 20, 4: 40 } as const;

const nsOf = (op: Prim): number =>
  op === 'const' ? 0 : isFunction(op) ? FUNCTION_NS : touches(op) ? ACCESS_NS : PRIM_NS;

const costOf = (nest: Nest): number => {
  const inner = levels(nest);
  const each = nest.code.ops.reduce((sum, op, at) => (inner[at] === nest.sizes.length ? sum + nsOf(op) : sum), 0);
  return nest.sizes.reduce((product, size) => product * size, each);
};

/** Whether no two steps of the outermost loop come to one place: each stride passes all that shorter ones reach together. */
const isSeparate = ({ strides }: Access, sizes: readonly number[]): boolean => {
  if (strides[0] === 0) return false;
  const walked = strides.map((stride, depth) => [Math.abs(stride), sizes[depth]!] as const);
  let reach = 0;
  for (const [stride, size] of walked.filter(([stride]) => stride > 0).sort(([x], [y]) => x - y)) {
    if (stride <= reach) return false;
    reach += stride * (size - 1);
  }
  return true;
};

const isSame = (x: Access, y: Access): boolean =>
  x.base === y.base && x.width === y.width && x.strides.every((stride, depth) => stride === y.strides[depth]);

/** How often a nest asks for functions that only the host has: special functions for each element, far angles for few. */
type Asks = 'never' | 'seldom' | 'often';

const asks = ({ code }: Nest): Asks => {
  const called = functionsIn([code]);
  if (called.some(isHosted)) return 'often';
  const within = functionsIn(called.filter(isFormulaName).map((name) => bodyOf(name).code));
  const isPlain = (name: string): boolean => name === 'fmod' || name === 'toInt32';
  return [...called, ...within].some((name) => isHostFunction(name) && !isPlain(name)) ? 'seldom' : 'never';
};

/** Steps that go together, by the number of loops: of a single one lines of memory, which are whole vectors, of two so many rows. */
const STEPS: readonly (number | undefined)[] = [1, 64, ROWS];

/** Whether a step goes on from what an earlier one left, or comes to places that nobody knows before. States are those of the innermost loop. */
const dependsOnSteps = ({ sizes, code, folds, states }: Nest): boolean =>
  (states !== undefined && sizes.length === 1) ||
  folds.some(({ depth }) => depth === 0) ||
  code.ops.includes('addAt') ||
  sizes.includes(Infinity);

const ofNest = (nest: Nest): Cut | undefined => {
  const { sizes } = nest;
  const size = sizes[0];
  if (size === undefined || dependsOnSteps(nest)) return undefined;
  const { written, read } = usesOf(nest);
  const asking = asks(nest);
  if (asking === 'often') return undefined;
  for (const each of written) {
    if (!isSeparate(each, sizes)) return undefined;
    const [from, to] = rangeOf(each, sizes);
    for (const other of [...written, ...read]) {
      const [low, high] = rangeOf(other, sizes);
      if (other !== each && low < to && from < high && !isSame(each, other)) return undefined;
    }
    // A part that finds such an angle is computed again by the thread that has the host's functions, from what it reads.
    if (asking === 'seldom' && [...read].some((other) => isSame(each, other))) return undefined;
  }
  return { size, step: STEPS[sizes.length] ?? 1, ns: costOf(nest) };
};

const ofProduct = (product: Product): Cut => {
  const loop = cutLoop(product);
  const { around, width } = product;
  const ns = (2 * multiplications(product)) / RATES[width];
  if (loop === 'around') return { size: around[0]!.size, step: 1, ns };
  return { size: sizeOfAll(product[loop]), step: loop === 'm' ? rowsOfTile(product) : TILE.columns[width], ns };
};

/** A strip is cut where all its members are, and none is done again: another may have written over what it reads. */
const ofStrip = ({ size, members }: Strip): Cut | undefined => {
  let [step, ns] = [1, 0];
  for (const { own } of members) {
    const cut = 'product' in own || asks(own.nest) === 'never' ? cutOf(own) : undefined;
    if (cut === undefined) return undefined;
    step = Math.max(step, cut.step);
    ns += cut.ns;
  }
  return { size, step, ns };
};

const cuts: { readonly [K in WorkKind]: (work: WorkOf<K>) => Cut | undefined } = {
  nest: ({ nest }) => ofNest(nest),
  product: ({ product }) => ofProduct(product),
  strip: ({ strip }) => ofStrip(strip),
  routine: () => undefined,
  calls: () => undefined,
};

/** How work can be cut; undefined where its steps depend on each other, or need functions that only the host has. */
export const cutOf = (work: Work): Cut | undefined => (cuts[work.kind] as (work: Work) => Cut | undefined)(work);
