/**
 * Random numbers from a key. They are pure: the same key gives the same numbers on every target, those that JAX makes of it, and two draws
 * need two keys. Parameters may be symbols, and gradients flow to them (Kingma, Welling 2014, "Auto-encoding variational Bayes", §2.4: a
 * draw is a smooth function of its parameters and of noise that has none).
 */
import { InputError } from '../error/error.ts';
import { givenOptions, type Keys, wrongOption } from '../error/guard.ts';
import { isFloat, type FloatType, type Shape } from '../type/type.ts';
import { broadcastTo } from './apply.ts';
import { randomBits } from './keys.ts';
import { together, type Role, type Value } from './lift.ts';
import { add, floor, log, log1p, lt, mul, neg, sub } from './pointwise.ts';
import { sum } from './reductions.ts';
import { cast } from './shaping.ts';
import { erfinv } from './special.ts';
import type { Sym } from './symbol.ts';

export interface DrawOptions {
  /** f64, unless a parameter is f32. */
  readonly dtype?: FloatType;
}
export interface UniformOptions extends DrawOptions {
  /** The least number, 0 when left out; broadcasts to the shape. */
  readonly min?: Value;
  /** No number comes up to it but by rounding, 1 when left out; broadcasts to the shape. */
  readonly max?: Value;
}
export interface NormalOptions extends DrawOptions {
  /** 0 when left out; broadcasts to the shape. */
  readonly mean?: Value;
  /** The standard deviation, 1 when left out; broadcasts to the shape. */
  readonly std?: Value;
}
export interface BernoulliOptions extends DrawOptions {
  /** The chance of true, 0.5 when left out; broadcasts to the shape. */
  readonly p?: Value;
}

export const DRAW: Keys<DrawOptions> = { dtype: true };

/** A key and parameters in one definition; the parameters are of one float dtype. */
interface Draw {
  readonly key: Sym;
  readonly parameters: readonly Sym[];
  readonly dtype: FloatType;
}

/** Throws `option` or `dtype`. */
export const drawOf = (op: string, from: Value, given: readonly Value[], { dtype }: DrawOptions): Draw => {
  if (dtype !== undefined && !isFloat(dtype)) throw wrongOption(`${op}: dtype`, dtype, 'f64 or f32');
  const role: Role = dtype ?? 'common';
  const [key, ...parameters] = together([from, ...given], ['i32', ...given.map(() => role)]) as [Sym, ...Sym[]];
  const wanted = dtype ?? parameters[0]?.dtype ?? 'f64';
  if (!isFloat(wanted) || parameters.some((parameter) => parameter.dtype !== wanted)) {
    const want = `a key, and parameters that are ${dtype ?? 'f64 or f32, all alike'}`;
    throw new InputError('dtype', { op, got: [key, ...parameters].map((sym) => sym.dtype), want });
  }
  return { key, parameters, dtype: wanted };
};

/** Words of bits as parts of 1, in [0, 1): exact. */
export const fraction = (bits: Sym): Sym => {
  const signed = mul(cast(bits, 'f64'), 2 ** -32);
  return sub(signed, floor(signed));
};

/** Numbers in [0, 1): the first 23 random bits after the point for f32, 52 for f64, as JAX takes them. */
const unit = ({ key, dtype }: Draw, shape: Shape): Sym => {
  if (dtype === 'f32') {
    const bits = floor(mul(fraction(randomBits(key, shape)), 2 ** 23));
    return cast(mul(bits, 2 ** -23), 'f32');
  }
  const words = fraction(randomBits(key, shape, { width: 64 }));
  return sum(mul(floor(mul(words, [2 ** 32, 2 ** 20])), [2 ** -32, 2 ** -52]), -1);
};

/**
 * Numbers in [min, max), each as likely, of `shape`; keys [..., 2] give [..., ...shape]. The draw is min + u·(max − min) with u of
 * `jax.random.uniform`, so gradients flow to both bounds. Throws `dtype`, `size`, `shape`, `broadcast` or `option`.
 */
export const uniform = (from: Value, shape: Shape, options: UniformOptions = {}): Sym => {
  const { min = 0, max = 1, ...type } = givenOptions('uniform', options, { ...DRAW, min: true, max: true });
  const plain = min === 0 && max === 1;
  const draw = drawOf('uniform', from, plain ? [] : [min, max], type);
  return draw.key.builder.within('uniform', () => {
    const u = unit(draw, shape);
    const [low, high] = draw.parameters;
    if (low === undefined || high === undefined) return u;
    return add(mul(u, broadcastTo(sub(high, low), u.shape)), broadcastTo(low, u.shape));
  });
};

/** The number next to −1 on the side of 0. */
const ABOVE: { readonly [D in FloatType]: number } = { f64: -1 + 2 ** -53, f32: -1 + 2 ** -24 };

/**
 * The normal distribution, of `shape`; keys [..., 2] give [..., ...shape]. The draw is mean + std·z with z of `jax.random.normal`, √2·erf⁻¹ of
 * a uniform number in (−1, 1), so gradients flow to both. Throws `dtype`, `size`, `shape`, `broadcast` or `option`.
 */
export const normal = (from: Value, shape: Shape, options: NormalOptions = {}): Sym => {
  const { mean = 0, std = 1, ...type } = givenOptions('normal', options, { ...DRAW, mean: true, std: true });
  const plain = mean === 0 && std === 1;
  const draw = drawOf('normal', from, plain ? [] : [mean, std], type);
  return draw.key.builder.within('normal', () => {
    const z = mul(erfinv(add(mul(unit(draw, shape), 2), ABOVE[draw.dtype])), Math.SQRT2);
    const [centre, deviation] = draw.parameters;
    if (centre === undefined || deviation === undefined) return z;
    return add(mul(z, broadcastTo(deviation, z.shape)), broadcastTo(centre, z.shape));
  });
};

/** The standard exponential distribution, with density e^−x: divide by a rate to have another. Throws `dtype`, `size`, `shape` or `option`. */
export const exponential = (from: Value, shape: Shape, options: DrawOptions = {}): Sym => {
  const draw = drawOf('exponential', from, [], givenOptions('exponential', options, DRAW));
  return draw.key.builder.within('exponential', () => neg(log1p(neg(unit(draw, shape)))));
};

/** The least normal number: 0 has no logarithm. */
const TINY: { readonly [D in FloatType]: number } = { f64: 2 ** -1022, f32: 2 ** -126 };

/** The standard Gumbel distribution, −log(−log u): the greatest of many exponential draws. Throws `dtype`, `size`, `shape` or `option`. */
export const gumbel = (from: Value, shape: Shape, options: DrawOptions = {}): Sym => {
  const draw = drawOf('gumbel', from, [], givenOptions('gumbel', options, DRAW));
  return draw.key.builder.within('gumbel', () => neg(log(neg(log(add(unit(draw, shape), TINY[draw.dtype]))))));
};

/** Truth values that are true with the chance `p`; no gradient flows to it. Throws `dtype`, `size`, `shape`, `broadcast` or `option`. */
export const bernoulli = (from: Value, shape: Shape, options: BernoulliOptions = {}): Sym => {
  const { p = 0.5, ...type } = givenOptions('bernoulli', options, { ...DRAW, p: true });
  const draw = drawOf('bernoulli', from, [p], type);
  return draw.key.builder.within('bernoulli', () => {
    const u = unit(draw, shape);
    return lt(u, broadcastTo(draw.parameters[0]!, u.shape));
  });
};
