/**
 * Random programs of elementwise ops alone, in every dtype, some steps of them in loops. They say nothing of shapes: of numbers they are
 * straight-line scalar code, of arrays they are loops, and both must compute the same bits.
 */
import fc from 'fast-check';
import {
  elementwise,
  define,
  f64,
  isElementwise,
  isSpecial,
  OPS,
  scan,
  where,
  type Elementwise,
  type Graph,
  type Op,
  type Sym,
} from '@adjoint/ir';

type Recipe = readonly (readonly [op: Elementwise, i: number, j: number, k: number])[];

const ELEMENTWISE = (Object.keys(OPS) as Op[]).filter(isElementwise);
/** Ops that single precision and whole numbers have too. */
const ANY_NUMBER: ReadonlySet<string> = new Set(['number', 'equate', 'compare', 'select', 'same']);

/** The op on doubles, or on them as another dtype holds them, given back as doubles. */
const step = (op: Elementwise, x: readonly [Sym, Sym, Sym], k: number): Sym => {
  const { signature, of } = OPS[op];
  const [a, b, c] = x;
  if (signature === 'logic') return elementwise(op, [a.lt(b), c.ge(a)].slice(0, of.length)).cast('f64');
  const dtype = k % 4 === 1 ? 'f32' : k % 4 === 2 && ANY_NUMBER.has(signature) ? 'i32' : 'f64';
  const [p, q, r] = x.map((each) => each.cast(dtype)) as [Sym, Sym, Sym];
  if (op === 'where') return where(p.lt(q), q, r).cast('f64');
  // Orders and parameters of special functions have no derivatives.
  if (isSpecial(op) && of.length > 1)
    return elementwise(op, [p.stopGradient(), q.stopGradient(), r].slice(-of.length)).cast('f64');
  return elementwise(op, [p, q, r].slice(0, of.length)).cast('f64');
};

const follow = (start: readonly Sym[], recipe: Recipe): Sym => {
  const values = [...start];
  const pick = (i: number): Sym => values[i % values.length]!;
  for (const [op, i, j, k] of recipe) values.push(step(op, [pick(i), pick(j), pick(i + k)], k));
  return values.at(-1)!;
};

/** The program on values of `shape`: some steps, a loop of three rounds of others, and what comes of both. */
const build = (shape: readonly number[], before: Recipe, inside: Recipe): Graph<'x' | 'y', 'value'> =>
  define({ x: f64(...shape), y: f64(...shape) }, ({ x, y }) => {
    const first = follow([x, y], before);
    if (inside.length === 0) return { value: first };
    const { carry } = scan((state) => ({ carry: follow([state, x, first], inside) }), y, undefined, { length: 3 });
    return { value: follow([carry, first], before) };
  });

const small = fc.nat(30);
const recipes = (most: number): fc.Arbitrary<Recipe> =>
  fc.array(fc.tuple(fc.constantFrom(...ELEMENTWISE), small, small, small), { maxLength: most });

/** A program with inputs x and y and the output `value`, on values of a shape. */
export type Shapeless = (...shape: readonly number[]) => Graph<'x' | 'y', 'value'>;

export const shapeless: fc.Arbitrary<Shapeless> = fc.tuple(recipes(40), recipes(8)).map(
  ([before, inside]) =>
    (...shape) =>
      build(shape, before, inside),
);
