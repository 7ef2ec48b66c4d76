/** Keys of random numbers: two i32 words. A key is used once; `split` makes as many new ones as are needed. */
import { describe } from '../error/describe.ts';
import { InputError } from '../error/error.ts';
import { givenList, givenOptions, wrongOption } from '../error/guard.ts';
import { range } from '../type/shape.ts';
import { isDim, type Shape } from '../type/type.ts';
import { apply, located } from './apply.ts';
import { constant } from './creation.ts';
import { cut, parts } from './indexing.ts';
import { isSym, lift, type Value } from './lift.ts';
import { lt, neg } from './pointwise.ts';
import { cast, reshape, stack } from './shaping.ts';
import type { Sym } from './symbol.ts';

const WORD = 2 ** 32;

/**
 * The key of a seed: the two words, high and low, of the seed as a 64-bit integer. A seed is a whole number up to ±2^53, or an i32 symbol
 * (of any shape: a key for each). The same as JAX's `PRNGKey` of a 64-bit seed. Throws `option` or `dtype`.
 */
export const key = (seed: number | Sym): Sym => {
  if (isSym(seed)) {
    if (seed.dtype !== 'i32') throw new InputError('dtype', { op: 'key', got: [seed.dtype], want: 'an i32 seed' });
    return seed.builder.within('key', () => stack([neg(cast(lt(seed, 0), 'i32')), seed], -1));
  }
  if (!Number.isInteger(seed) || Math.abs(seed) > 2 ** 53)
    throw new InputError('option', {
      option: 'key: seed',
      got: typeof seed === 'number' ? String(seed) : describe(seed),
      want: 'a whole number from −2^53 to 2^53, or an i32 symbol',
    });
  return constant(Int32Array.of(Math.floor(seed / WORD), seed % WORD));
};

export interface BitsOptions {
  /** 32 (the default) for a word an element; 64 for two, high and low, along a new last axis. */
  readonly width?: 32 | 64;
}

/**
 * Random bits, i32 of `shape`, from a key: every bit is 0 or 1 with equal chance. Keys [..., 2] give [..., ...shape], each its own. The
 * bits of `jax.random.bits` (Threefry-2x32, `jax_threefry_partitionable`, its default). Throws `dtype`, `size`, `shape` or `option`.
 */
export const randomBits = (from: Value, shape: Shape, options: BitsOptions = {}): Sym => {
  const { width = 32 } = givenOptions('randomBits', options, { width: true });
  givenList('randomBits: shape', shape, 'dimensions');
  return apply('randomBits', [lift(from, 'i32')], { shape, width });
};

/** So many symbols, where it is written how many, and not more than 32. */
export type Times<N, All extends Sym[] = []> = number extends N
  ? Sym[]
  : All['length'] extends N
    ? All
    : All['length'] extends 32
      ? Sym[]
      : Times<N, [...All, Sym]>;
/** A symbol for each part: of a count so many, of a list of sizes as many as it has. */
export type Parts<C> = C extends readonly number[] ? { -readonly [K in keyof C]: Sym } : Times<C>;

/** More keys than this would be symbols until memory is full. */
const MOST_KEYS = 1_000_000;

/**
 * `count` new keys from a key, which is then used up: those of `jax.random.split`. Keys [..., 2] give as many for each. Throws `dtype`,
 * `size` or `option`.
 */
export const splitKey = <const N extends number = 2>(from: Value, count: N = 2 as N): Times<N> => {
  const base = lift(from, 'i32');
  located('splitKey', [base], { count }, () => {
    if (isDim(count) && count <= MOST_KEYS) return;
    const want = `a whole number from 0 to ${MOST_KEYS}: each key is a symbol; randomBits draws any number at once`;
    throw wrongOption('splitKey: count', count, want);
  });
  return base.builder.within('split', () => {
    const keys = randomBits(base, [count], { width: 64 });
    const found = range(count).map((i) => reshape(cut(keys, base.shape.length - 1, i, i + 1), base.shape));
    return found as Times<N>;
  });
};

const isKey = (x: Sym): boolean => x.dtype === 'i32' && x.shape.length === 1 && x.shape[0] === 2;

/**
 * Of a key, an i32[2], with a count and no axis: so many new keys, as `splitKey` gives. Of anything else, or with an axis or sizes: parts
 * along the axis (the first when left out), so many equal ones or of the given sizes; `split(x, 2, 0)` cuts an i32[2] in its two
 * elements. Throws `axis` or `option`.
 */
export const split = <const C extends number | readonly number[]>(
  value: Value,
  countOrSizes: C,
  axis?: number,
): Parts<C> => {
  const x = lift(value);
  const keys = axis === undefined && typeof countOrSizes === 'number' && isKey(x);
  return (keys ? splitKey<number>(x, countOrSizes) : parts(x, countOrSizes, axis)) as Parts<C>;
};
