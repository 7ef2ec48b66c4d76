/** Random bits from an explicit key: a counter goes through a block cipher, so the same key gives the same bits anywhere, in any order. */
import { InputError } from '../error/error.ts';
import { tensorType } from '../type/type.ts';
import { axis, dims } from './attrs.ts';
import { demand, demandDType } from './check.ts';
import type { ArrayRow } from './row.ts';

const schema = { shape: dims, width: axis };

/**
 * Element i (row major) of `shape` is Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as
 * 1, 2, 3") of the 64-bit counter i, two words: both of them for a width of 64, one XOR the other for 32. These are the bits of
 * `jax.random.bits` with `jax_threefry_partitionable`, JAX's default; and with a width of 64 the keys of `jax.random.split`.
 */
const randomBits: ArrayRow<'opaque', typeof schema, 1> = {
  form: 'opaque',
  doc: 'random bits of each key [..., 2]: a word for each element of `shape`, or two, high and low, for a `width` of 64',
  arity: 1,
  schema,
  type: ([key], { shape, width }) => {
    demandDType('randomBits', [key!], (dtype) => dtype === 'i32', 'a key of two i32');
    const lead = key!.shape.slice(0, -1);
    const rule = 'a key is two i32 words, as key(seed) gives it';
    if (key!.shape.at(-1) !== 2)
      throw new InputError('size', { op: 'randomBits', from: key!.shape, to: [...lead, 2], rule });
    demand(width === 32 || width === 64, 'randomBits', 'width', width, '32 or 64');
    return tensorType('i32', [...lead, ...shape, ...(width === 64 ? [2] : [])]);
  },
};

export const RANDOM = { randomBits } as const;
