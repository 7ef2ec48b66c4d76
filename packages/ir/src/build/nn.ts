/** What networks are built of: composites, each a scope that a printed graph can fold. */
import { InputError } from '../error/error.ts';
import { givenOptions, type Keys, wrongOption } from '../error/guard.ts';
import { without } from '../type/shape.ts';
import { isFloat, sameShape } from '../type/type.ts';
import { axesIn, axisIn } from './apply.ts';
import { iotaIn } from './creation.ts';
import { isSym, lift, together, type Role, type Value } from './lift.ts';
import { literal } from './literal.ts';
import { add, and, div, eq, exp, log, mul, neg, rsqrt, square, stopGradient, sub, where } from './pointwise.ts';
import { max, mean, sum } from './reductions.ts';
import { expandDims, reshape } from './shaping.ts';
import type { Sym } from './symbol.ts';

const keepDims = { keepDims: true };
const shifted = (x: Sym, axis: number): Sym => sub(x, stopGradient(max(x, axis, keepDims)));

/** eˣ / Σ eˣ along the axis, without overflow. Throws `axis` or `dtype`. */
export const softmax = (value: Value, axis = -1): Sym => {
  const x = lift(value);
  const along = axisIn('softmax', x, axis);
  return x.builder.within('softmax', () => {
    const e = exp(shifted(x, along));
    return div(e, sum(e, along, keepDims));
  });
};

/** x − log Σ eˣ along the axis, without overflow. Throws `axis` or `dtype`. */
export const logSoftmax = (value: Value, axis = -1): Sym => {
  const x = lift(value);
  const along = axisIn('logSoftmax', x, axis);
  return x.builder.within('logSoftmax', () => {
    const low = shifted(x, along);
    return sub(low, log(sum(exp(low), along, keepDims)));
  });
};

const ofClasses = (x: Sym, classes: Sym, axis: number): Sym => {
  const column = iotaIn(x.builder, x.shape[axis]!);
  const places = reshape(
    column,
    x.shape.map((dim, i) => (i === axis ? dim : 1)),
  );
  const chosen = eq(expandDims(classes, axis), places);
  const loss = neg(sum(where(chosen, logSoftmax(x, axis), 0), axis));
  return where(max(chosen, axis), loss, Number.NaN);
};

/** Σ p · log softmax, in which 0 · −∞ is 0. */
const ofProbabilities = (x: Sym, p: Sym, axis: number): Sym => {
  const logs = logSoftmax(x, axis);
  const absent = and(eq(p, 0), eq(logs, -Infinity));
  return neg(sum(mul(p, where(absent, 0, logs)), axis));
};

/** Numbers written down count as classes where their shape says so. */
const labelRole = (logits: Value, labels: Value): Role => {
  if (isSym(labels)) return 'common';
  const ranks = [logits, labels].map((value) => (isSym(value) ? value : literal(value)).shape.length);
  return ranks[1] === ranks[0]! - 1 ? 'i32' : 'common';
};

/**
 * −Σ p · log softmax(logits) along the axis, one loss an example. `labels` are i32 classes (the shape of the logits without the axis; the
 * loss of a class that is not there is NaN) or probabilities p (its shape). Throws `axis`, `dtype` or `size`.
 */
export const crossEntropy = (logits: Value, labels: Value, axis = -1): Sym => {
  const [x, p] = together([logits, labels], ['common', labelRole(logits, labels)]) as [Sym, Sym];
  const along = axisIn('crossEntropy', x, axis);
  const classes = p.dtype === 'i32';
  const want = classes ? without(x.shape, [along]) : x.shape;
  if (!classes && !isFloat(p.dtype))
    throw new InputError('dtype', { op: 'crossEntropy', got: [p.dtype], want: 'i32 classes or probabilities' });
  if (!sameShape(p.shape, want))
    throw new InputError('size', {
      op: 'crossEntropy',
      from: p.shape,
      to: want,
      rule: 'classes have the shape of the logits without the axis, probabilities their shape',
    });
  return x.builder.within('crossEntropy', () => (classes ? ofClasses(x, p, along) : ofProbabilities(x, p, along)));
};

export interface LayerNormOptions {
  /** The axes to norm over; the last by default. */
  readonly axes?: number | readonly number[];
  readonly scale?: Value;
  readonly shift?: Value;
  /** Added to the variance; 1e-5 by default. */
  readonly epsilon?: number;
}

/** (x − mean) / √(variance + ε) along the axes, times `scale`, plus `shift`. Throws `axis`, `dtype`, `broadcast` or `option`. */
export const layerNorm = (value: Value, options: LayerNormOptions = {}): Sym => {
  const keys: Keys<LayerNormOptions> = { axes: true, scale: true, shift: true, epsilon: true };
  const { axes = -1, scale = 1, shift = 0, epsilon = 1e-5 } = givenOptions('layerNorm', options, keys);
  const [x, gain, bias] = together([value, scale, shift]) as [Sym, Sym, Sym];
  if (!(epsilon >= 0)) throw wrongOption('epsilon', epsilon, 'a number ≥ 0');
  const over = axesIn('layerNorm', x, axes);
  return x.builder.within('layerNorm', () => {
    const centred = sub(x, mean(x, over, keepDims));
    const spread = rsqrt(add(mean(square(centred), over, keepDims), epsilon));
    return add(mul(mul(centred, spread), gain), bias);
  });
};
