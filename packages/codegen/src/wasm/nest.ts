/** A nest as the body of a function: one element at a time, and in the innermost loop as many as lanes allow. */
import { arityOf, COMBINES, isFunction, touches } from '../loop/code.ts';
import type { ElementaryName, HostFunction } from '../loop/functions.ts';
import { inlined } from '../loop/inline.ts';
import { lanesOf } from '../loop/lanes.ts';
import { levels, type Fold, type Nest } from '../loop/nest.ts';
import { ROWS, rowsOf } from '../loop/rows.ts';
import { walk } from '../loop/walk.ts';
import type { Bytes } from './bytes.ts';
import { isFar, writeFar } from './far.ts';
import { FunctionFrame, type Push } from './frame.ts';
import { held, INLINE, LOCAL } from './held.ts';
import * as X from './opcodes.ts';
import { LaneWriter } from './lanes.ts';
import { Loops } from './loops.ts';
import { PART_PARAMETERS } from './part.ts';
import { SCALAR, VECTOR } from './prims.ts';

/** Writes one function. */
class NestWriter {
  private readonly frame: FunctionFrame;
  private readonly nest: Nest;
  private readonly indexOf: (name: HostFunction | ElementaryName) => number;
  private readonly vectors: LaneWriter | undefined;
  /** How each value is held. */
  private readonly held: Uint8Array;
  private readonly loops: Loops;
  private readonly levels: Int32Array;
  /** The instructions of the innermost loop. */
  private readonly inner: number[] = [];
  /** Those of the loop around it, where some of its steps go together. */
  private readonly outer: number[] = [];
  private readonly together: boolean;

  constructor(to: Bytes, nest: Nest, indexOf: (name: HostFunction | ElementaryName) => number, isPart: boolean) {
    // Rows of numbers call functions: they are long, and run once.
    const wide = nest.sizes.length === 0 || nest.states !== undefined ? nest : inlined(nest);
    const lanes = lanesOf(wide, (op, count) => VECTOR[count][op] !== undefined);
    const rows = lanes === undefined ? undefined : rowsOf(wide);
    this.nest = lanes === undefined ? nest : wide;
    this.frame = new FunctionFrame(to, this.nest, rows, isPart ? PART_PARAMETERS : 0);
    this.loops = new Loops(this.frame, this.nest, isPart);
    this.together = rows !== undefined;
    this.indexOf = indexOf;
    this.held = held(this.nest);
    this.levels = levels(this.nest);
    this.vectors = lanes === undefined ? undefined : new LaneWriter(this.frame, wide, lanes, indexOf);
  }

  write(): void {
    const { frame, nest, vectors, loops } = this;
    const rank = nest.sizes.length;
    frame.declare(vectors !== undefined);
    loops.begin();
    // Loops from here on are written when all is known that stands in them.
    const deep = rank - (this.together ? 2 : 1);
    walk(nest, {
      instruction: (at, depth) => {
        if (depth === rank && rank > 0) this.inner.push(at);
        else if (depth > deep && rank > 0) this.outer.push(at);
        else this.instruction(at, depth);
      },
      openFold: (fold, index) => {
        if (!this.together) this.openFold(fold, index);
      },
      openLoop: (depth) => {
        if (depth < deep) this.loops.open(depth);
      },
      stepFold: () => {},
      closeLoop: (depth) => {
        if (depth < deep) this.loops.close(depth, nest.sizes[depth]!, 1);
        else if (depth > deep) return;
        else if (this.together) this.rows(depth);
        else this.innermost(1);
      },
      closeFold: (fold, index) => {
        if (!this.together) this.closeFold(fold, index);
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

  /** The loop whose steps go together, and its last steps one by one. */
  private rows(depth: number): void {
    this.loops.open(depth);
    this.row(ROWS);
    this.loops.close(depth, this.nest.sizes[depth]! - ROWS + 1, ROWS);
    this.loops.rest(depth, ROWS, () => this.row(1));
  }
  private row(count: number): void {
    const { frame, nest, outer } = this;
    const depth = nest.sizes.length - 1;
    frame.each(count, () => {
      for (const at of outer) this.instruction(at, depth);
      nest.folds.forEach((fold, index) => this.openFold(fold, index));
    });
    this.innermost(count);
    frame.each(count, () => nest.folds.forEach((fold, index) => this.closeFold(fold, index)));
  }

  private innermost(rows: number): void {
    const { frame, nest, inner, vectors } = this;
    const { ops, a } = nest.code;
    const depth = nest.sizes.length - 1;
    const size = nest.sizes[depth]!;
    const pushes = new Map(inner.filter((at) => touches(ops[at]!)).map((at) => [a[at]!, this.outerIndex(at)]));
    frame.pointers(pushes.keys(), (access) => pushes.get(access));
    if (size === Infinity) {
      frame.to.bytes(X.BLOCK, X.VOID, X.LOOP, X.VOID);
      this.body(rows);
      return frame.to.bytes(X.BR, 0, X.END, X.END);
    }
    this.loops.open(depth);
    if (vectors === undefined) {
      this.body(rows);
      return this.loops.close(depth, size, 1);
    }
    const { lanes } = vectors;
    vectors.body(inner, rows);
    this.loops.close(depth, size - lanes + 1, lanes);
    frame.each(rows, () => vectors.join());
    this.loops.rest(depth, lanes, () => this.body(rows));
  }
  /** What pushes the index by which an instruction goes to memory; undefined where there is none. */
  private indexOfAccess(at: number): Push | undefined {
    const op = this.nest.code.ops[at]!;
    return op === 'loadAt' || op === 'addAt' ? () => this.operand(at, arityOf(op) - 1) : undefined;
  }
  /** The same, but only where it is known outside of the innermost loop. */
  private outerIndex(at: number): Push | undefined {
    const { code, sizes } = this.nest;
    const push = this.indexOfAccess(at);
    const isInner = push !== undefined && this.levels[code.value(at, arityOf(code.ops[at]!) - 1)] === sizes.length;
    return isInner ? undefined : push;
  }
  /** One step of the innermost loop, in so many rows. */
  private body(rows: number): void {
    const { frame, nest } = this;
    for (const at of this.inner) frame.eachOf(rows, at, () => this.instruction(at, nest.sizes.length));
    frame.each(rows, () => nest.folds.forEach((fold, index) => this.stepFold(fold, index)));
    nest.states?.forEach(({ next }, index) => {
      frame.get(frame.scalar(next));
      frame.set(frame.state(index));
    });
  }

  private operand(at: number, slot: number): void {
    const { frame } = this;
    const { code } = this.nest;
    const from = code.value(at, slot);
    const way = this.held[from];
    if (way === LOCAL) frame.get(frame.scalar(from));
    else if (way === INLINE) frame.number(code.numbers[code.a[from]!]!);
  }
  private instruction(at: number, depth: number): void {
    const { frame, nest } = this;
    const { ops, a, numbers, rounds } = nest.code;
    const op = ops[at]!;
    if (op === 'store') return frame.store(a[at]!, depth, () => this.operand(at, 0));
    if (op === 'accumulate') return frame.store(a[at]!, depth, () => this.joined(at, depth));
    if (op === 'addAt') {
      const index = this.indexOfAccess(at);
      return frame.store(a[at]!, depth, () => this.joined(at, depth, index), index);
    }
    if (op === 'while') return this.leave(a[at]!);
    const way = this.held[at];
    if (way === INLINE) return;
    if (op === 'const') frame.number(numbers[a[at]!]!);
    else if (op === 'load' || op === 'loadAt') frame.load(a[at]!, depth, this.indexOfAccess(at));
    else if (op === 'state') frame.get(frame.state(a[at]!));
    else if (op === 'index') frame.stepsDone(a[at]!);
    else this.apply(at);
    if (rounds[at]) frame.to.all(SCALAR.fround);
    if (way === LOCAL) frame.set(frame.scalar(at));
  }
  /** Leaves the loop, which has a block around it, where the value is 0. */
  private leave(value: number): void {
    const { frame } = this;
    frame.get(frame.scalar(value));
    frame.number(0);
    frame.to.bytes(X.F64_EQ, X.BR_IF, 1);
  }
  /** Pushes what an access has and a value, combined. */
  private joined(at: number, depth: number, index?: Push): void {
    const { a, c } = this.nest.code;
    this.frame.load(a[at]!, depth, index);
    this.operand(at, 0);
    this.frame.to.bytes(...SCALAR[index === undefined ? COMBINES[c[at]!]! : 'add']);
  }
  private apply(at: number): void {
    const { frame, nest } = this;
    const { to } = frame;
    const op = nest.code.ops[at]!;
    if (op === 'select') {
      for (const slot of [1, 2, 0]) this.operand(at, slot);
      frame.number(0);
      return to.bytes(X.F64_NE, X.SELECT);
    }
    if (op === 'lesser' || op === 'greater') {
      for (const slot of op === 'lesser' ? [1, 0, 1, 0] : [1, 0, 0, 1]) this.operand(at, slot);
      return to.bytes(SCALAR.lt[0]!, X.SELECT);
    }
    if (isFar(op)) {
      const [x, near] = [() => this.operand(at, 0), () => this.operand(at, 1)];
      return writeFar(to, op, 'f64', x, near, this.indexOf(op));
    }
    if (op === 'imul')
      return this.imul(
        () => this.operand(at, 0),
        () => this.operand(at, 1),
      );
    for (let slot = 0; slot < arityOf(op); slot++) this.operand(at, slot);
    if (isFunction(op)) {
      to.byte(X.CALL);
      return to.unsigned(this.indexOf(op));
    }
    to.all(SCALAR[op as keyof typeof SCALAR]);
  }

  /** The product of what two push, whole numbers of 32 bits. */
  private imul(x: Push, y: Push): void {
    const { to } = this.frame;
    for (const push of [x, y]) {
      push();
      to.bytes(X.SATURATING, X.I32_TRUNC_SAT_F64_S);
    }
    to.bytes(X.I32_MUL, X.F64_CONVERT_I32_S);
  }

  private openFold({ start, access, depth }: Fold, index: number): void {
    const { frame } = this;
    if (start !== undefined) frame.number(start);
    else frame.load(access, depth);
    frame.set(frame.fold(index));
    this.vectors?.openFold(index);
  }
  private stepFold({ combine, value, rounds }: Fold, index: number): void {
    const { frame } = this;
    const [sum, x] = [() => frame.get(frame.fold(index)), () => frame.get(frame.scalar(value))];
    if (combine === 'mul' && rounds === 'wrap') this.imul(sum, x);
    else {
      sum();
      x();
      frame.to.bytes(...SCALAR[combine]);
    }
    if (combine !== 'mul' && rounds === 'wrap') frame.to.bytes(...SCALAR.wrap);
    frame.set(frame.fold(index));
  }
  private closeFold({ access, rounds, depth }: Fold, index: number): void {
    const { frame } = this;
    frame.store(access, depth, () => {
      frame.get(frame.fold(index));
      if (rounds === 'fround') frame.to.bytes(...SCALAR.fround);
    });
  }
}

/**
 * Writes the body of the function of a nest; `indexOf` tells the number of a function. A part has as many steps as a `Cut` asks for, or more: what
 * goes several steps at a time is done before it is asked whether there are so many.
 */
export const writeNest = (
  to: Bytes,
  nest: Nest,
  indexOf: (name: HostFunction | ElementaryName) => number,
  isPart: boolean,
): void => new NestWriter(to, nest, indexOf, isPart).write();
