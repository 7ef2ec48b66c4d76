/** Reductions, shapes, parts, contractions and layers as methods of a symbol; `reductions.ts`, `shaping.ts` and others say what each is. */
import type { DType } from '../type/type.ts';
import * as contraction from './contraction.ts';
import * as indexing from './indexing.ts';
import * as keys from './keys.ts';
import type { Value } from './lift.ts';
import { MatrixMethods } from './matrix-methods.ts';
import * as nn from './nn.ts';
import type { IndexOptions } from './outside.ts';
import * as reductions from './reductions.ts';
import * as shaping from './shaping.ts';
import type { Sym } from './symbol.ts';

type Axes = reductions.Axes;
type Keep = reductions.Keep;

export abstract class CommonMethods extends MatrixMethods {
  sum(this: Sym, axes?: Axes, keep?: Keep): Sym {
    return reductions.sum(this, axes, keep);
  }
  mean(this: Sym, axes?: Axes, keep?: Keep): Sym {
    return reductions.mean(this, axes, keep);
  }
  prod(this: Sym, axes?: Axes, keep?: Keep): Sym {
    return reductions.prod(this, axes, keep);
  }
  max(this: Sym, axes?: Axes, keep?: Keep): Sym {
    return reductions.max(this, axes, keep);
  }
  min(this: Sym, axes?: Axes, keep?: Keep): Sym {
    return reductions.min(this, axes, keep);
  }
  any(this: Sym, axes?: Axes, keep?: Keep): Sym {
    return reductions.any(this, axes, keep);
  }
  all(this: Sym, axes?: Axes, keep?: Keep): Sym {
    return reductions.all(this, axes, keep);
  }
  logSumExp(this: Sym, axes?: Axes, keep?: Keep): Sym {
    return reductions.logSumExp(this, axes, keep);
  }
  argmax(this: Sym, axis?: number, keep?: Keep): Sym {
    return reductions.argmax(this, axis, keep);
  }
  argmin(this: Sym, axis?: number, keep?: Keep): Sym {
    return reductions.argmin(this, axis, keep);
  }
  variance(this: Sym, axes?: Axes, options?: reductions.SpreadOptions): Sym {
    return reductions.variance(this, axes, options);
  }
  std(this: Sym, axes?: Axes, options?: reductions.SpreadOptions): Sym {
    return reductions.std(this, axes, options);
  }
  norm(this: Sym, axes?: Axes, options?: reductions.NormOptions): Sym {
    return reductions.norm(this, axes, options);
  }
  cumsum(this: Sym, axis: number): Sym {
    return reductions.cumsum(this, axis);
  }
  cumprod(this: Sym, axis: number): Sym {
    return reductions.cumprod(this, axis);
  }

  cast(this: Sym, dtype: DType): Sym {
    return shaping.cast(this, dtype);
  }
  reshape(this: Sym, ...dims: shaping.Dims): Sym {
    return shaping.reshape(this, ...dims);
  }
  transpose(this: Sym, ...perm: shaping.Dims): Sym {
    return shaping.transpose(this, ...perm);
  }
  broadcastTo(this: Sym, ...dims: shaping.Dims): Sym {
    return shaping.broadcastTo(this, ...dims);
  }
  expandDims(this: Sym, axis: number): Sym {
    return shaping.expandDims(this, axis);
  }
  squeeze(this: Sym, axes?: Axes): Sym {
    return shaping.squeeze(this, axes);
  }
  flip(this: Sym, axes?: Axes): Sym {
    return shaping.flip(this, axes);
  }
  tile(this: Sym, reps: number | readonly number[]): Sym {
    return shaping.tile(this, reps);
  }
  pad(this: Sym, widths: readonly (readonly [number, number])[], value?: Value): Sym {
    return shaping.pad(this, widths, value);
  }
  tril(this: Sym, offset?: number): Sym {
    return shaping.tril(this, offset);
  }
  triu(this: Sym, offset?: number): Sym {
    return shaping.triu(this, offset);
  }
  at(this: Sym, ...index: number[]): Sym {
    return indexing.at(this, ...index);
  }
  slice(this: Sym, ...ranges: indexing.Range[]): Sym {
    return indexing.slice(this, ...ranges);
  }
  split<const C extends number | readonly number[]>(this: Sym, countOrSizes: C, axis?: number): keys.Parts<C> {
    return keys.split(this, countOrSizes, axis);
  }
  take(this: Sym, indices: Value, axis?: number, options?: IndexOptions): Sym {
    return indexing.take(this, indices, axis, options);
  }

  matmul(this: Sym, b: Value): Sym {
    return contraction.matmul(this, b);
  }
  dot(this: Sym, b: Value): Sym {
    return contraction.dot(this, b);
  }
  outer(this: Sym, b: Value): Sym {
    return contraction.outer(this, b);
  }
  trace(this: Sym): Sym {
    return contraction.trace(this);
  }
  diag(this: Sym): Sym {
    return contraction.diag(this);
  }
  diagPart(this: Sym): Sym {
    return contraction.diagPart(this);
  }
  softmax(this: Sym, axis?: number): Sym {
    return nn.softmax(this, axis);
  }
  logSoftmax(this: Sym, axis?: number): Sym {
    return nn.logSoftmax(this, axis);
  }
  crossEntropy(this: Sym, labels: Value, axis?: number): Sym {
    return nn.crossEntropy(this, labels, axis);
  }
  layerNorm(this: Sym, options?: nn.LayerNormOptions): Sym {
    return nn.layerNorm(this, options);
  }
}
