/** Random whole numbers from a key: classes, numbers in a range, orders. The same as JAX makes of it. */
import { InputError } from '../error/error.ts';
import { givenOptions, wrongOption } from '../error/guard.ts';
import { isDim, isFloat, type Shape } from '../type/type.ts';
import { axisIn, broadcastTo } from './apply.ts';
import { iotaIn } from './creation.ts';
import { take } from './indexing.ts';
import { randomBits, splitKey } from './keys.ts';
import { lift, together, type Value } from './lift.ts';
import { add, le, mul, rem, sub, where } from './pointwise.ts';
import { fraction, gumbel } from './random.ts';
import { argmax } from './reductions.ts';
import { cast } from './shaping.ts';
import { argsort } from './sorting.ts';
import type { Sym } from './symbol.ts';

const WORD = 2 ** 32;

export interface CategoricalOptions {
  /** Where the logits of one distribution lie, −1 when left out. */
  readonly axis?: number;
  /** How many draws of each distribution, as leading axes: none when left out, one draw. */
  readonly draws?: Shape;
}

/**
 * Classes (i32), each with a chance in proportion to e^logit: [...draws, ...the shape of the logits without the axis]. The greatest of
 * logits + Gumbel noise, as `jax.random.categorical` takes it; no gradient flows to the logits. Throws `axis`, `dtype`, `size`, `shape` or
 * `option`.
 */
export const categorical = (from: Value, logits: Value, options: CategoricalOptions = {}): Sym => {
  const { axis = -1, draws = [] } = givenOptions('categorical', options, { axis: true, draws: true });
  const [key, x] = together([from, logits], ['i32', 'common']) as [Sym, Sym];
  const { dtype, shape } = x;
  if (!isFloat(dtype)) throw new InputError('dtype', { op: 'categorical', got: [dtype], want: 'f64 or f32 logits' });
  const along = axisIn('categorical', x, axis) - shape.length;
  return key.builder.within('categorical', () => argmax(add(gumbel(key, [...draws, ...shape], { dtype }), x), along));
};

export interface RandintOptions {
  /** The least number, 0 when left out. */
  readonly min?: Value;
  /** One more than the greatest. */
  readonly max: Value;
}

/** Words as whole numbers from 0 to 2^32 − 1, in doubles. */
const unsigned = (bits: Sym): Sym => mul(fraction(bits), WORD);

/**
 * Whole numbers (i32) from `min` up to, not including, `max`, both i32 and broadcast to the shape; `min` where there is none. As
 * `jax.random.randint` makes them, of two words modulo max − min: the chances differ by a part of (max − min)/2^32 at most. Throws `dtype`,
 * `size`, `shape`, `broadcast` or `option`.
 */
export const randint = (from: Value, shape: Shape, options: RandintOptions): Sym => {
  const { min = 0, max } = givenOptions('randint', options, { min: true, max: true });
  const [key, low, high] = together([from, min, max], ['i32', 'i32', 'i32']) as [Sym, Sym, Sym];
  const got = [low.dtype, high.dtype];
  if (got.some((dtype) => dtype !== 'i32')) throw new InputError('dtype', { op: 'randint', got, want: 'i32 bounds' });
  return key.builder.within('randint', () => {
    const [upper, lower] = splitKey(key).map((each) => randomBits(each, shape)) as [Sym, Sym];
    const span = where(le(high, low), 1, sub(cast(high, 'f64'), cast(low, 'f64')));
    const half = rem(2 ** 16, span);
    // (upper·2³² + lower) mod span, with each product and sum modulo 2³², as JAX has it: for a span over 2¹⁶, lower mod span.
    const square = rem(mul(half, half), WORD);
    const carried = mul(cast(rem(unsigned(upper), span), 'i32'), cast(rem(square, span), 'i32'));
    const offset = rem(unsigned(add(carried, cast(rem(unsigned(lower), span), 'i32'))), span);
    return add(cast(offset, 'i32'), broadcastTo(low, upper.shape));
  });
};

/** Rounds of sorting by 32 random bits, enough that equal bits hardly ever leave a trace: 3·log n / log 2³², as JAX counts them. */
const roundsFor = (count: number): number => Math.ceil((3 * Math.log(Math.max(1, count))) / Math.log(WORD - 1));

const shuffled = (from: Sym, order: Sym, count: number): Sym => {
  if (from.shape.length !== 1)
    throw new InputError('size', { op: 'permutation', from: from.shape, to: [2], rule: 'it takes one key' });
  let key = from;
  let found = order;
  for (let round = roundsFor(count); round > 0; round--) {
    const [next, used] = splitKey(key);
    found = take(found, argsort(fraction(randomBits(used, [count]))));
    key = next;
  }
  return found;
};

/**
 * A random order of the slices of x along the axis, or of 0, 1 … x − 1 (i32) where x is a whole number: every order as likely, as
 * `jax.random.permutation`. Gradients follow the elements. Throws `axis`, `dtype`, `size` or `option`.
 */
export const permutation = (from: Value, x: Value, axis = 0): Sym => {
  if (typeof x === 'number') {
    if (!isDim(x)) throw wrongOption('permutation: x', x, 'a whole number ≥ 0, or a value');
    const key = lift(from, 'i32');
    return key.builder.within('permutation', () => shuffled(key, iotaIn(key.builder, x), x));
  }
  const [key, whole] = together([from, x], ['i32', 'common']) as [Sym, Sym];
  const along = axisIn('permutation', whole, axis);
  const count = whole.shape[along]!;
  return key.builder.within('permutation', () => take(whole, shuffled(key, iotaIn(key.builder, count), count), along));
};
