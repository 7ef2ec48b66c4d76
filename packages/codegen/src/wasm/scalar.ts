/** Instructions on one element at a time: numbers are doubles, and truth values integers where there are loops. */
import { arityOf, COMBINES, isFunction } from '../loop/code.ts';
import type { FormulaName, HostFunction } from '../loop/functions.ts';
import { levels, type Fold, type Nest } from '../loop/nest.ts';
import { isFar, writeFar } from './far.ts';
import type { FunctionFrame, Push } from './frame.ts';
import { held, INLINE, LOCAL } from './held.ts';
import * as X from './opcodes.ts';
import { SCALAR } from './prims.ts';

export class ScalarWriter {
  private readonly frame: FunctionFrame;
  private readonly nest: Nest;
  private readonly indexOf: (name: HostFunction | FormulaName) => number;
  /** How each value is held. */
  private readonly held: Uint8Array;
  private readonly levels: Int32Array;

  constructor(frame: FunctionFrame, nest: Nest, indexOf: (name: HostFunction | FormulaName) => number) {
    this.frame = frame;
    this.nest = nest;
    this.indexOf = indexOf;
    this.held = held(nest);
    this.levels = levels(nest);
  }

  /** What pushes the index by which an instruction goes to memory; undefined where there is none. */
  private indexOfAccess(at: number): Push | undefined {
    const op = this.nest.code.ops[at]!;
    return op === 'loadAt' || op === 'addAt' ? () => this.operand(at, arityOf(op) - 1) : undefined;
  }
  /** The same, but only where it is known outside of the innermost loop. */
  outerIndex(at: number): Push | undefined {
    const { code, sizes } = this.nest;
    const push = this.indexOfAccess(at);
    const isInner = push !== undefined && this.levels[code.value(at, arityOf(code.ops[at]!) - 1)] === sizes.length;
    return isInner ? undefined : push;
  }
  private operand(at: number, slot: number): void {
    const { frame } = this;
    const { code } = this.nest;
    const from = code.value(at, slot);
    const way = this.held[from];
    if (way === LOCAL) frame.kept(from);
    else if (way === INLINE) frame.number(code.numbers[code.a[from]!]!);
  }
  /** Instruction `at`, within so many loops. */
  instruction(at: number, depth: number): void {
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
    else if (frame.isTruth(at)) this.truth(at);
    else this.apply(at);
    if (rounds[at]) frame.to.all(SCALAR.fround);
    if (way === LOCAL) frame.set(frame.local(at));
  }
  /** Leaves the loop, which has a block around it, where the value is 0. */
  private leave(value: number): void {
    const { frame } = this;
    frame.kept(value);
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
  /** Pushes whether an operand is not 0. */
  private condition(at: number, slot: number): void {
    const { frame } = this;
    const value = this.nest.code.value(at, slot);
    if (frame.isTruth(value)) return frame.get(frame.local(value));
    this.operand(at, slot);
    frame.number(0);
    frame.to.byte(X.F64_NE);
  }
  /** Pushes a truth value as an integer. */
  private truth(at: number): void {
    const { to } = this.frame;
    const op = this.nest.code.ops[at]!;
    if (op === 'both' || op === 'either') {
      for (const slot of [0, 1]) this.condition(at, slot);
      return to.byte(op === 'both' ? X.I32_AND : X.I32_OR);
    }
    for (const slot of [0, 1]) this.operand(at, slot);
    to.byte(SCALAR[op as 'lt'][0]!);
  }
  private apply(at: number): void {
    const { frame, nest } = this;
    const { to } = frame;
    const op = nest.code.ops[at]!;
    if (op === 'select') {
      for (const slot of [1, 2]) this.operand(at, slot);
      this.condition(at, 0);
      return to.byte(X.SELECT);
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

  openFold({ start, access, depth }: Fold, index: number): void {
    const { frame } = this;
    if (start !== undefined) frame.number(start);
    else frame.load(access, depth);
    frame.set(frame.fold(index));
  }
  stepFold({ combine, value, rounds }: Fold, index: number): void {
    const { frame } = this;
    const [sum, x] = [() => frame.get(frame.fold(index)), () => frame.kept(value)];
    if (combine === 'mul' && rounds === 'wrap') this.imul(sum, x);
    else {
      sum();
      x();
      frame.to.bytes(...SCALAR[combine]);
    }
    if (combine !== 'mul' && rounds === 'wrap') frame.to.bytes(...SCALAR.wrap);
    frame.set(frame.fold(index));
  }
  closeFold({ access, rounds, depth }: Fold, index: number): void {
    const { frame } = this;
    frame.store(access, depth, () => {
      frame.get(frame.fold(index));
      if (rounds === 'fround') frame.to.bytes(...SCALAR.fround);
    });
  }
}
