/** A nest as the body of a function: one element at a time, and in the innermost loop as many as lanes allow. */
import { touches } from '../loop/code.ts';
import type { FormulaName, HostFunction } from '../loop/functions.ts';
import { inlined } from '../loop/inline.ts';
import { lanesOf } from '../loop/lanes.ts';
import type { Fold, Nest } from '../loop/nest.ts';
import { ROWS, togetherOf } from '../loop/rows.ts';
import { walk } from '../loop/walk.ts';
import type { Bytes } from './bytes.ts';
import { FunctionFrame } from './frame.ts';
import * as X from './opcodes.ts';
import { LaneWriter } from './lanes.ts';
import { FROM, PART_PARAMETERS, TO } from './part.ts';
import { VECTOR } from './prims.ts';
import { ScalarWriter } from './scalar.ts';

/** Writes one function. */
class NestWriter {
  private readonly frame: FunctionFrame;
  private readonly nest: Nest;
  private readonly scalars: ScalarWriter;
  private readonly vectors: LaneWriter | undefined;
  /** Whether the function takes where the outermost loop begins and ends. */
  private readonly isPart: boolean;
  /** The instructions of the innermost loop. */
  private readonly inner: number[] = [];
  /** Those of the loop around it, where some of its steps go together. */
  private readonly outer: number[] = [];
  private readonly together: boolean;
  /** How many vectors the innermost loop takes at a time. */
  private readonly steps: number;

  constructor(to: Bytes, nest: Nest, indexOf: (name: HostFunction | FormulaName) => number, isPart: boolean) {
    // Rows of numbers call functions: they are long, and run once.
    const wide = nest.sizes.length === 0 || nest.states !== undefined ? nest : inlined(nest);
    const lanes = lanesOf(wide, (op, count) => VECTOR[count][op] !== undefined);
    const found = lanes === undefined ? undefined : togetherOf(wide, lanes);
    this.nest = lanes === undefined ? nest : wide;
    this.isPart = isPart;
    this.frame = new FunctionFrame(to, this.nest, found, isPart ? PART_PARAMETERS : 0);
    this.together = found !== undefined && found.depth < nest.sizes.length - 1;
    this.steps = found === undefined || this.together ? 1 : found.count;
    this.scalars = new ScalarWriter(this.frame, this.nest, indexOf);
    this.vectors = lanes === undefined ? undefined : new LaneWriter(this.frame, wide, lanes, indexOf);
  }

  write(): void {
    const { frame, nest, vectors } = this;
    const rank = nest.sizes.length;
    frame.declare(vectors !== undefined);
    if (this.isPart) for (const local of [FROM, TO]) this.inBytes(local);
    // Loops from here on are written when all is known that stands in them.
    const deep = rank - (this.together ? 2 : 1);
    walk(nest, {
      instruction: (at, depth) => {
        if (depth === rank && rank > 0) this.inner.push(at);
        else if (depth > deep && rank > 0) this.outer.push(at);
        else this.scalars.instruction(at, depth);
      },
      openFold: (fold, index) => {
        if (!this.together) this.openFold(fold, index);
      },
      openLoop: (depth) => {
        if (depth < deep) this.open(depth);
      },
      stepFold: () => {},
      closeLoop: (depth) => {
        if (depth < deep) this.close(depth, nest.sizes[depth]!, 1);
        else if (depth > deep) return;
        else if (this.together) this.rows(depth);
        else this.innermost(1);
      },
      closeFold: (fold, index) => {
        if (!this.together) this.scalars.closeFold(fold, index);
      },
      openState: ({ start }, index) => {
        if ('number' in start) frame.number(start.number);
        else frame.load(start.read, rank - 1);
        frame.set(frame.state(index));
      },
      stepState: () => {},
      closeState: ({ access }, index) => {
        if (access !== undefined) frame.store(access, rank - 1, () => frame.get(frame.state(index)));
      },
    });
    frame.to.byte(X.END);
  }

  /** Turns a parameter that counts steps of the outermost loop to what indices count. */
  private inBytes(local: number): void {
    const { frame } = this;
    frame.get(local);
    frame.integer(frame.step);
    frame.to.byte(X.I32_MUL);
    frame.set(local);
  }

  private open(depth: number): void {
    const { frame } = this;
    if (depth === 0 && this.isPart) frame.get(FROM);
    else frame.integer(0);
    frame.set(frame.index(depth));
    frame.to.bytes(X.LOOP, X.VOID);
  }
  /** Goes on with the loop, whose index counts bytes, while less than `size` steps are done. */
  private close(depth: number, size: number, by: number): void {
    const { frame } = this;
    frame.get(frame.index(depth));
    frame.integer(frame.step * by);
    frame.to.byte(X.I32_ADD);
    frame.to.byte(X.LOCAL_TEE);
    frame.to.unsigned(frame.index(depth));
    this.end(depth, size);
    frame.to.bytes(X.I32_LT_U, X.BR_IF, 0, X.END);
  }
  /** Pushes where a loop ends that takes `size` of its steps. */
  private end(depth: number, size: number): void {
    const { frame, nest } = this;
    if (depth > 0 || !this.isPart) return frame.integer((frame.step * size) | 0);
    frame.get(TO);
    const left = nest.sizes[0]! - size;
    if (left === 0) return;
    frame.integer(frame.step * left);
    frame.to.byte(X.I32_SUB);
  }

  /** The loop whose steps go together, and its last steps one by one. */
  private rows(depth: number): void {
    this.open(depth);
    this.row(ROWS);
    this.close(depth, this.nest.sizes[depth]! - ROWS + 1, ROWS);
    this.rest(depth, ROWS, () => this.row(1));
  }
  /** The last steps of a loop that goes `by` steps at a time, one by one. */
  private rest(depth: number, by: number, body: () => void): void {
    const { frame } = this;
    const size = this.nest.sizes[depth]!;
    const isPart = depth === 0 && this.isPart;
    if (!isPart && size % by === 0) return;
    if (isPart) {
      frame.get(frame.index(depth));
      frame.get(TO);
      frame.to.bytes(X.I32_LT_U, X.IF, X.VOID);
    }
    frame.to.bytes(X.LOOP, X.VOID);
    body();
    this.close(depth, size, 1);
    if (isPart) frame.to.byte(X.END);
  }
  private row(count: number): void {
    const { frame, nest, outer } = this;
    const depth = nest.sizes.length - 1;
    frame.each(count, () => {
      for (const at of outer) this.scalars.instruction(at, depth);
      nest.folds.forEach((fold, index) => this.openFold(fold, index));
    });
    this.innermost(count);
    frame.each(count, () => nest.folds.forEach((fold, index) => this.scalars.closeFold(fold, index)));
  }

  private innermost(rows: number): void {
    const { frame, nest, inner, vectors } = this;
    const { ops, a } = nest.code;
    const depth = nest.sizes.length - 1;
    const size = nest.sizes[depth]!;
    const pushes = new Map(inner.filter((at) => touches(ops[at]!)).map((at) => [a[at]!, this.scalars.outerIndex(at)]));
    frame.pointers(pushes.keys(), (access) => pushes.get(access));
    if (size === Infinity) {
      frame.to.bytes(X.BLOCK, X.VOID, X.LOOP, X.VOID);
      this.body(rows);
      return frame.to.bytes(X.BR, 0, X.END, X.END);
    }
    vectors?.prepare(inner, rows);
    this.open(depth);
    if (vectors === undefined) {
      this.body(rows);
      return this.close(depth, size, 1);
    }
    const { lanes } = vectors;
    const [count, by] = [rows * this.steps, lanes * this.steps];
    vectors.body(inner, count);
    this.close(depth, size - by + 1, by);
    if (this.steps > 1) this.lastSteps(vectors);
    frame.each(rows, () => vectors.folds.join());
    this.rest(depth, lanes, () => this.body(rows));
  }
  /** The vectors that are left where several go at a time, which become sums of one. */
  private lastSteps(vectors: LaneWriter): void {
    const { frame, nest, inner, steps } = this;
    const depth = nest.sizes.length - 1;
    const left = Math.floor((nest.sizes[depth]! % (vectors.lanes * steps)) / vectors.lanes);
    if (left > 0) {
      vectors.body(inner, left);
      frame.get(frame.index(depth));
      frame.integer(frame.step * vectors.lanes * left);
      frame.to.byte(X.I32_ADD);
      frame.set(frame.index(depth));
    }
    vectors.folds.gather(steps);
  }
  /** One step of the innermost loop, in so many rows. */
  private body(rows: number): void {
    const { frame, nest } = this;
    for (const at of this.inner) frame.eachOf(rows, at, () => this.scalars.instruction(at, nest.sizes.length));
    frame.each(rows, () => nest.folds.forEach((fold, index) => this.scalars.stepFold(fold, index)));
    nest.states?.forEach(({ next }, index) => {
      frame.kept(next);
      frame.set(frame.state(index));
    });
  }

  private openFold(fold: Fold, index: number): void {
    this.scalars.openFold(fold, index);
    if (this.steps === 1) this.vectors?.folds.open(index);
    else this.frame.each(this.steps, () => this.vectors?.folds.open(index));
  }
}

/**
 * Writes the body of the function of a nest; `indexOf` tells the number of a function. A part has as many steps as a `Cut` asks for, or more: what
 * goes several steps at a time is done before it is asked whether there are so many.
 */
export const writeNest = (
  to: Bytes,
  nest: Nest,
  indexOf: (name: HostFunction | FormulaName) => number,
  isPart: boolean,
): void => new NestWriter(to, nest, indexOf, isPart).write();
