/** A nest as the body of a function: one double at a time, and in the innermost loop two where every instruction has such a form. */
import { arityOf, isFunction } from '../loop/code.ts';
import type { ElementaryName, HostFunction } from '../loop/functions.ts';
import { inlined } from '../loop/inline.ts';
import type { Fold, Nest } from '../loop/nest.ts';
import { walk } from '../loop/walk.ts';
import type { Bytes } from './bytes.ts';
import { isFar, writeFar } from './far.ts';
import { FunctionFrame } from './frame.ts';
import * as X from './opcodes.ts';
import { PairWriter, takesPairs } from './pairs.ts';
import { SCALAR } from './prims.ts';

/** Writes one function. */
class NestWriter {
  private readonly frame: FunctionFrame;
  private readonly nest: Nest;
  private readonly indexOf: (name: HostFunction | ElementaryName) => number;
  private readonly pairs: PairWriter | undefined;
  /** The instructions of the innermost loop. */
  private readonly inner: number[] = [];

  constructor(to: Bytes, nest: Nest, indexOf: (name: HostFunction | ElementaryName) => number) {
    const wide = inlined(nest);
    const isWide = takesPairs(wide);
    this.nest = isWide ? wide : nest;
    this.frame = new FunctionFrame(to, this.nest);
    this.indexOf = indexOf;
    this.pairs = isWide ? new PairWriter(this.frame, wide, indexOf) : undefined;
  }

  write(): void {
    const { frame, nest, pairs } = this;
    const rank = nest.sizes.length;
    frame.declare(pairs !== undefined);
    walk(nest, {
      instruction: (at, depth) => {
        if (depth === rank && rank > 0) this.inner.push(at);
        else this.instruction(at, depth);
      },
      openFold: (fold, index) => this.openFold(fold, index),
      openLoop: (depth) => {
        if (depth < rank - 1) this.open(depth);
      },
      stepFold: () => {},
      closeLoop: (depth) => {
        if (depth < rank - 1) this.close(depth, nest.sizes[depth]!, 1);
        else this.innermost();
      },
      closeFold: (fold, index) => this.closeFold(fold, index),
    });
    frame.to.byte(X.END);
  }

  private open(depth: number): void {
    const { frame } = this;
    frame.integer(0);
    frame.set(frame.index(depth));
    frame.to.bytes(X.LOOP, X.VOID);
  }
  /** Goes on with the loop, whose index counts bytes, while less than `size` steps are done. */
  private close(depth: number, size: number, by: number): void {
    const { frame } = this;
    frame.get(frame.index(depth));
    frame.integer(8 * by);
    frame.to.byte(X.I32_ADD);
    frame.to.byte(X.LOCAL_TEE);
    frame.to.unsigned(frame.index(depth));
    frame.integer((8 * size) | 0);
    frame.to.bytes(X.I32_LT_U, X.BR_IF, 0, X.END);
  }

  private innermost(): void {
    const { frame, nest, inner, pairs } = this;
    const { ops, a } = nest.code;
    const depth = nest.sizes.length - 1;
    const size = nest.sizes[depth]!;
    frame.pointers(inner.filter((at) => ops[at] === 'load' || ops[at] === 'store').map((at) => a[at]!));
    if (pairs === undefined) {
      this.open(depth);
      this.body();
      return this.close(depth, size, 1);
    }
    this.open(depth);
    pairs.body(inner);
    this.close(depth, size - 1, 2);
    pairs.gather();
    if (size % 2 === 1) this.body();
  }
  /** One step of the innermost loop. */
  private body(): void {
    const { nest } = this;
    for (const at of this.inner) this.instruction(at, nest.sizes.length);
    nest.folds.forEach((fold, index) => this.stepFold(fold, index));
  }

  private operand(at: number, slot: number): void {
    this.frame.get(this.frame.scalar(this.nest.code.value(at, slot)));
  }
  private instruction(at: number, depth: number): void {
    const { frame, nest } = this;
    const { ops, a, numbers } = nest.code;
    const op = ops[at]!;
    if (op === 'store') {
      frame.address(a[at]!, depth);
      this.operand(at, 0);
      frame.to.byte(X.F64_STORE);
      return frame.immediate(a[at]!);
    }
    if (op === 'const') frame.number(numbers[a[at]!]!);
    else if (op === 'load') {
      frame.address(a[at]!, depth);
      frame.to.byte(X.F64_LOAD);
      frame.immediate(a[at]!);
    } else this.apply(at);
    frame.set(frame.scalar(at));
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
    for (let slot = 0; slot < arityOf(op); slot++) {
      this.operand(at, slot);
      if (op === 'imul') to.bytes(X.SATURATING, X.I32_TRUNC_SAT_F64_S);
    }
    if (op === 'imul') return to.bytes(X.I32_MUL, X.F64_CONVERT_I32_S);
    if (isFunction(op)) {
      to.byte(X.CALL);
      return to.unsigned(this.indexOf(op));
    }
    to.bytes(...SCALAR[op as keyof typeof SCALAR]);
  }

  private openFold({ start, access, depth }: Fold, index: number): void {
    const { frame } = this;
    if (start !== undefined) frame.number(start);
    else {
      frame.address(access, depth);
      frame.to.byte(X.F64_LOAD);
      frame.immediate(access);
    }
    frame.set(frame.fold(index));
    this.pairs?.openFold(index);
  }
  private stepFold({ combine, value, rounds }: Fold, index: number): void {
    const { frame } = this;
    frame.get(frame.fold(index));
    frame.get(frame.scalar(value));
    frame.to.bytes(...SCALAR[combine]);
    if (rounds === 'wrap') frame.to.bytes(...SCALAR.wrap);
    frame.set(frame.fold(index));
  }
  private closeFold({ access, rounds, depth }: Fold, index: number): void {
    const { frame } = this;
    frame.address(access, depth);
    frame.get(frame.fold(index));
    if (rounds === 'fround') frame.to.bytes(...SCALAR.fround);
    frame.to.byte(X.F64_STORE);
    frame.immediate(access);
  }
}

/** Writes the body of the function of a nest; `indexOf` tells the number of a function. */
export const writeNest = (to: Bytes, nest: Nest, indexOf: (name: HostFunction | ElementaryName) => number): void =>
  new NestWriter(to, nest, indexOf).write();
