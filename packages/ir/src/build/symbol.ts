/**
 * A symbol: one node of a graph in the making, with every operation that reads well as a method.
 * Methods call the functions of this folder, and those make symbols: the one cycle of imports in the house. It is a cycle of names
 * only, for nothing here runs when a module loads.
 */
import { InputError } from '../error/error.ts';
import type { NodeId } from '../graph/graph.ts';
import { showType, type DType, type Shape, type TensorType } from '../type/type.ts';
import type { Builder } from './builder.ts';
import * as contraction from './contraction.ts';
import * as indexing from './indexing.ts';
import * as keys from './keys.ts';
import type { Value } from './lift.ts';
import { MatrixMethods } from './matrix-methods.ts';
import type { IndexOptions } from './outside.ts';
import * as nn from './nn.ts';
import * as reductions from './reductions.ts';
import * as shaping from './shaping.ts';

type Axes = reductions.Axes;
type Keep = reductions.Keep;

export class Sym extends MatrixMethods {
  readonly builder: Builder;
  readonly id: NodeId;

  constructor(builder: Builder, id: NodeId) {
    super();
    this.builder = builder;
    this.id = id;
  }

  get type(): TensorType {
    return this.builder.nodes[this.id]!.type;
  }
  get dtype(): DType {
    return this.type.dtype;
  }
  get shape(): Shape {
    return this.type.shape;
  }

  /** `%3 : f64[2]`. */
  override toString(): string {
    return `%${this.id} : ${showType(this.type)}`;
  }
  /** Where JavaScript wants a number there is none. Throws `operator`, but for a text. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === 'string') return this.toString();
    throw new InputError('operator', { as: hint === 'number' ? 'number' : 'plain value' });
  }

  /** Labels this value: a label finds it in the graph, and may be asked for as an output or a target. Throws `name` or `name-taken`. */
  named(label: string): this {
    this.builder.label(label, this.id);
    return this;
  }

  sum(axes?: Axes, keep?: Keep): Sym {
    return reductions.sum(this, axes, keep);
  }
  mean(axes?: Axes, keep?: Keep): Sym {
    return reductions.mean(this, axes, keep);
  }
  prod(axes?: Axes, keep?: Keep): Sym {
    return reductions.prod(this, axes, keep);
  }
  max(axes?: Axes, keep?: Keep): Sym {
    return reductions.max(this, axes, keep);
  }
  min(axes?: Axes, keep?: Keep): Sym {
    return reductions.min(this, axes, keep);
  }
  any(axes?: Axes, keep?: Keep): Sym {
    return reductions.any(this, axes, keep);
  }
  all(axes?: Axes, keep?: Keep): Sym {
    return reductions.all(this, axes, keep);
  }
  logSumExp(axes?: Axes, keep?: Keep): Sym {
    return reductions.logSumExp(this, axes, keep);
  }
  argmax(axis?: number, keep?: Keep): Sym {
    return reductions.argmax(this, axis, keep);
  }
  argmin(axis?: number, keep?: Keep): Sym {
    return reductions.argmin(this, axis, keep);
  }
  variance(axes?: Axes, options?: reductions.SpreadOptions): Sym {
    return reductions.variance(this, axes, options);
  }
  std(axes?: Axes, options?: reductions.SpreadOptions): Sym {
    return reductions.std(this, axes, options);
  }
  norm(axes?: Axes, options?: reductions.NormOptions): Sym {
    return reductions.norm(this, axes, options);
  }
  cumsum(axis: number): Sym {
    return reductions.cumsum(this, axis);
  }
  cumprod(axis: number): Sym {
    return reductions.cumprod(this, axis);
  }

  cast(dtype: DType): Sym {
    return shaping.cast(this, dtype);
  }
  reshape(...dims: shaping.Dims): Sym {
    return shaping.reshape(this, ...dims);
  }
  transpose(...perm: shaping.Dims): Sym {
    return shaping.transpose(this, ...perm);
  }
  broadcastTo(...dims: shaping.Dims): Sym {
    return shaping.broadcastTo(this, ...dims);
  }
  expandDims(axis: number): Sym {
    return shaping.expandDims(this, axis);
  }
  squeeze(axes?: Axes): Sym {
    return shaping.squeeze(this, axes);
  }
  flip(axes?: Axes): Sym {
    return shaping.flip(this, axes);
  }
  tile(reps: number | readonly number[]): Sym {
    return shaping.tile(this, reps);
  }
  pad(widths: readonly (readonly [number, number])[], value?: Value): Sym {
    return shaping.pad(this, widths, value);
  }
  tril(offset?: number): Sym {
    return shaping.tril(this, offset);
  }
  triu(offset?: number): Sym {
    return shaping.triu(this, offset);
  }
  at(...index: number[]): Sym {
    return indexing.at(this, ...index);
  }
  slice(...ranges: indexing.Range[]): Sym {
    return indexing.slice(this, ...ranges);
  }
  split<const C extends number | readonly number[]>(countOrSizes: C, axis?: number): keys.Parts<C> {
    return keys.split(this, countOrSizes, axis);
  }
  take(indices: Value, axis?: number, options?: IndexOptions): Sym {
    return indexing.take(this, indices, axis, options);
  }

  matmul(b: Value): Sym {
    return contraction.matmul(this, b);
  }
  dot(b: Value): Sym {
    return contraction.dot(this, b);
  }
  outer(b: Value): Sym {
    return contraction.outer(this, b);
  }
  trace(): Sym {
    return contraction.trace(this);
  }
  diag(): Sym {
    return contraction.diag(this);
  }
  diagPart(): Sym {
    return contraction.diagPart(this);
  }
  softmax(axis?: number): Sym {
    return nn.softmax(this, axis);
  }
  logSoftmax(axis?: number): Sym {
    return nn.logSoftmax(this, axis);
  }
  crossEntropy(labels: Value, axis?: number): Sym {
    return nn.crossEntropy(this, labels, axis);
  }
  layerNorm(options?: nn.LayerNormOptions): Sym {
    return nn.layerNorm(this, options);
  }
}
