/** The innermost loop on pairs of doubles. Sums are kept in two lanes: every other term goes to the second. */
import { NEAR } from '@adjoint/ir';
import { arityOf } from '../loop/code.ts';
import type { ElementaryName, HostFunction } from '../loop/functions.ts';
import { levels, type Nest } from '../loop/nest.ts';
import { isBitPrim, LANE_BITS } from './bits.ts';
import { isFar, type Far } from './far.ts';
import type { FunctionFrame } from './frame.ts';
import * as X from './opcodes.ts';
import { isMask, SCALAR, VECTOR } from './prims.ts';

/** Shorter loops take one double at a time, so that short sums have one order on all targets. */
const SHORTEST = 16;

const IDENTITY = { add: 0, max: -Infinity, min: Infinity } as const;

/** Whether every instruction of the innermost loop can be done on pairs. */
export const takesPairs = (nest: Nest): boolean => {
  const { sizes, accesses, code, folds } = nest;
  const rank = sizes.length;
  if (rank === 0 || sizes[rank - 1]! < SHORTEST || folds.some(({ rounds }) => rounds === 'wrap')) return false;
  return levels(nest).every((level, at) => {
    if (level < rank) return true;
    const op = code.ops[at]!;
    const walks = op !== 'load' && op !== 'store';
    return (
      (VECTOR[op] !== undefined || isBitPrim(op) || isFar(op)) &&
      (walks || accesses[code.a[at]!]!.strides[rank - 1] === 1)
    );
  });
};

export class PairWriter {
  private readonly frame: FunctionFrame;
  private readonly nest: Nest;
  private readonly indexOf: (name: HostFunction | ElementaryName) => number;
  private readonly levels: Int32Array;

  constructor(frame: FunctionFrame, nest: Nest, indexOf: (name: HostFunction | ElementaryName) => number) {
    this.frame = frame;
    this.nest = nest;
    this.indexOf = indexOf;
    this.levels = levels(nest);
  }

  body(inner: readonly number[]): void {
    for (const at of inner) this.instruction(at);
    this.nest.folds.forEach(({ combine, value }, index) => {
      const { frame } = this;
      frame.get(frame.foldPair(index));
      this.value(value);
      frame.simd(VECTOR[combine]![0]!);
      frame.set(frame.foldPair(index));
    });
  }
  openFold(index: number): void {
    const { frame } = this;
    frame.number(IDENTITY[this.nest.folds[index]!.combine]);
    frame.simd(X.F64X2_SPLAT);
    frame.set(frame.foldPair(index));
  }
  /** Joins the lanes of each fold to what it has as one double, and starts them anew. */
  gather(): void {
    const { frame, nest } = this;
    nest.folds.forEach(({ combine }, index) => {
      frame.get(frame.fold(index));
      for (const lane of [0, 1]) {
        frame.get(frame.foldPair(index));
        frame.simd(X.F64X2_EXTRACT_LANE);
        frame.to.byte(lane);
        if (lane === 1) frame.to.bytes(...SCALAR[combine]);
      }
      frame.to.bytes(...SCALAR[combine]);
      frame.set(frame.fold(index));
      this.openFold(index);
    });
  }

  private isInside(value: number): boolean {
    return this.levels[value] === this.nest.sizes.length;
  }
  private ones(): void {
    this.frame.number(1);
    this.frame.simd(X.F64X2_SPLAT);
  }
  /** Pushes a value as two doubles. */
  private value(value: number): void {
    const { frame, nest } = this;
    if (!this.isInside(value)) {
      frame.get(frame.scalar(value));
      return frame.simd(X.F64X2_SPLAT);
    }
    frame.get(frame.pair(value));
    if (!isMask(nest.code.ops[value]!)) return;
    this.ones();
    frame.simd(X.V128_AND);
  }
  /** Pushes a truth value as a mask. */
  private mask(value: number): void {
    const { frame, nest } = this;
    if (this.isInside(value) && isMask(nest.code.ops[value]!)) return frame.get(frame.pair(value));
    this.value(value);
    frame.number(0);
    frame.simd(X.F64X2_SPLAT);
    frame.simd(X.F64X2_NE);
  }
  private instruction(at: number): void {
    const { frame, nest } = this;
    const { code, sizes } = nest;
    const op = code.ops[at]!;
    if (op === 'store' || op === 'load') {
      const access = code.a[at]!;
      frame.address(access, sizes.length);
      if (op === 'store') this.value(code.b[at]!);
      frame.simd(op === 'store' ? X.V128_STORE : X.V128_LOAD);
      frame.immediate(access);
      if (op === 'load') frame.set(frame.pair(at));
      return;
    }
    if (op === 'select') {
      this.value(code.value(at, 1));
      this.value(code.value(at, 2));
      this.mask(code.value(at, 0));
      frame.simd(X.V128_BITSELECT);
    } else if (op === 'both' || op === 'either') {
      this.mask(code.value(at, 0));
      this.mask(code.value(at, 1));
      frame.simd(VECTOR[op]![0]!);
    } else if (isBitPrim(op)) {
      this.value(code.value(at, 0));
      frame.to.bytes(...LANE_BITS.f64[op]);
    } else if (isFar(op)) this.far(op, code.value(at, 0), code.value(at, 1));
    else {
      for (let slot = 0; slot < arityOf(op); slot++) this.value(code.value(at, slot));
      for (const each of VECTOR[op]!) frame.simd(each);
    }
    frame.set(frame.pair(at));
  }
  /** What is near, but where any lane is far each is asked of the host. */
  private far(op: Far, x: number, near: number): void {
    const { frame } = this;
    const { to } = frame;
    this.value(x);
    frame.simd(X.F64X2_ABS);
    frame.number(NEAR[op.endsWith('f') ? 'f32' : 'f64']);
    frame.simd(X.F64X2_SPLAT);
    frame.simd(X.F64X2_GT);
    frame.simd(X.V128_ANY_TRUE);
    to.bytes(X.IF, X.V128);
    this.value(near);
    for (const lane of [0, 1]) {
      for (const each of [x, near]) {
        this.value(each);
        frame.simd(X.F64X2_EXTRACT_LANE);
        to.byte(lane);
      }
      to.byte(X.CALL);
      to.unsigned(this.indexOf(op));
      frame.simd(X.F64X2_REPLACE_LANE);
      to.byte(lane);
    }
    to.byte(X.ELSE);
    this.value(near);
    to.byte(X.END);
  }
}
