/** The innermost loop on vectors: two doubles or four singles at a time. */
import { arityOf, COMBINES } from '../loop/code.ts';
import type { FormulaName, HostFunction } from '../loop/functions.ts';
import type { Lanes } from '../loop/lanes.ts';
import { levels, type Nest } from '../loop/nest.ts';
import { isBitPrim, LANE_BITS } from './bits.ts';
import { isFar, limitOf, type Far } from './far.ts';
import type { FunctionFrame } from './frame.ts';
import * as X from './opcodes.ts';
import { HALVES, LaneFolds, splat } from './lane-folds.ts';
import { isMask, VECTOR } from './prims.ts';

/** Bytes of two vectors side by side: the low halves of both, and the high half of one. */
const LOW_HALVES = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23] as const;
const HIGH_HALF = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15] as const;
/** Bytes of a vector. */
const VECTOR_BYTES = 16;

export class LaneWriter {
  private readonly frame: FunctionFrame;
  private readonly nest: Nest;
  private readonly indexOf: (name: HostFunction | FormulaName) => number;
  private readonly levels: Int32Array;
  readonly lanes: Lanes;
  readonly folds: LaneFolds;

  constructor(frame: FunctionFrame, nest: Nest, lanes: Lanes, indexOf: (name: HostFunction | FormulaName) => number) {
    this.frame = frame;
    this.nest = nest;
    this.levels = levels(nest);
    this.lanes = lanes;
    this.indexOf = indexOf;
    this.folds = new LaneFolds(frame, nest.folds, lanes, (value, half) => {
      if (half === undefined) this.value(value);
      else this.half(value, half);
    });
  }

  /** Brings what is known outside of the innermost loop onto lanes, for so many rows: engines do not move that out of loops. */
  prepare(inner: readonly number[], rows: number): void {
    const { frame, nest } = this;
    const { code, folds } = nest;
    const used = new Set(folds.map(({ value }) => value));
    for (const at of inner)
      for (let slot = arityOf(code.ops[at]!) - 1; slot >= 0; slot--) used.add(code.value(at, slot));
    for (const value of used) {
      if (this.isInside(value)) continue;
      frame.eachOf(rows, value, () => {
        this.splat(() => frame.kept(value));
        frame.set(frame.vector(value));
      });
    }
  }
  /** One step of so many rows. */
  body(inner: readonly number[], rows: number): void {
    const { frame, nest } = this;
    for (const at of inner) {
      const op = nest.code.ops[at]!;
      if (op === 'accumulate' || op === 'addAt') this.accumulate(at, rows);
      else frame.eachOf(rows, at, () => this.instruction(at));
    }
    frame.each(rows, () => nest.folds.forEach((fold, index) => this.folds.step(fold, index)));
  }
  private isInside(value: number): boolean {
    return this.levels[value] === this.nest.sizes.length;
  }
  private splat(push: () => void): void {
    splat(this.frame, this.lanes, push);
  }
  private shuffle(bytes: readonly number[]): void {
    this.frame.simd(X.I8X16_SHUFFLE);
    this.frame.to.bytes(...bytes);
  }
  /** Pushes a value as a vector. */
  private value(value: number): void {
    const { frame, nest } = this;
    frame.get(frame.vector(value));
    if (!this.isInside(value) || !isMask(nest.code.ops[value]!)) return;
    this.splat(() => frame.number(1));
    frame.simd(X.V128_AND);
  }
  /** Pushes two of four singles as doubles. */
  private half(value: number, half: 0 | 1): void {
    this.value(value);
    if (half === 1) {
      this.value(value);
      this.shuffle(HIGH_HALF);
    }
    this.frame.simd(X.F64X2_PROMOTE_LOW_F32X4);
  }
  /** Pushes a truth value as a mask. */
  private mask(value: number): void {
    const { frame, nest } = this;
    if (this.isInside(value) && isMask(nest.code.ops[value]!)) return frame.get(frame.vector(value));
    this.value(value);
    this.splat(() => frame.number(0));
    frame.simd(this.lanes === 4 ? X.F32X4_NE : X.F64X2_NE);
  }

  /** Whether the elements have the width of a lane. */
  private fits(access: number): boolean {
    return this.nest.accesses[access]!.width === VECTOR_BYTES / this.lanes;
  }
  private read(access: number, op: number, offset = 0): void {
    this.frame.address(access, this.nest.sizes.length);
    this.frame.simd(op);
    this.frame.immediate(access, offset);
  }
  /** Pushes elements, each on its lane. */
  private load(access: number): void {
    const { frame } = this;
    if (this.fits(access)) return this.read(access, X.V128_LOAD);
    if (this.lanes === 2) {
      this.read(access, X.V128_LOAD64_ZERO);
      return frame.simd(X.F64X2_PROMOTE_LOW_F32X4);
    }
    for (const half of HALVES) {
      this.read(access, X.V128_LOAD, VECTOR_BYTES * half);
      frame.simd(X.F32X4_DEMOTE_F64X2_ZERO);
    }
    this.shuffle(LOW_HALVES);
  }
  /** Pushes elements that stand where the lanes of an index say. */
  private gather(access: number, index: number): void {
    const { frame, lanes } = this;
    const stride = this.nest.accesses[access]!.strides.at(-1)!;
    this.splat(() => frame.number(0));
    for (let lane = 0; lane < lanes; lane++) {
      const push = (): void => {
        this.value(index);
        frame.simd(lanes === 4 ? X.F32X4_EXTRACT_LANE : X.F64X2_EXTRACT_LANE);
        frame.to.byte(lane);
        if (lanes === 4) frame.to.byte(X.F64_PROMOTE_F32);
      };
      frame.load(access, this.nest.sizes.length, push, stride * lane);
      if (lanes === 4) frame.to.byte(X.F32_DEMOTE_F64);
      frame.simd(lanes === 4 ? X.F32X4_REPLACE_LANE : X.F64X2_REPLACE_LANE);
      frame.to.byte(lane);
    }
  }
  /** Stores what `push` pushes for each half that elements of the access make of the lanes: one, or two of doubles. */
  private write(access: number, push: (half: 0 | 1 | undefined) => void): void {
    const { frame, nest } = this;
    const depth = nest.sizes.length;
    const fits = this.fits(access);
    for (const half of fits || this.lanes === 2 ? [undefined] : HALVES) {
      frame.address(access, depth);
      push(half);
      if (!fits && this.lanes === 2) frame.simd(X.F32X4_DEMOTE_F64X2_ZERO);
      const whole = fits || this.lanes === 4;
      frame.simd(whole ? X.V128_STORE : X.V128_STORE64_LANE);
      frame.immediate(access, VECTOR_BYTES * (half ?? 0));
      if (!whole) frame.to.byte(0);
    }
  }
  /** Rows that add to the same elements read and write these once. */
  private accumulate(at: number, rows: number): void {
    const { frame, nest } = this;
    const { ops, a, b, c } = nest.code;
    const [access, combine] = [a[at]!, ops[at] === 'addAt' ? 'add' : COMBINES[c[at]!]!];
    const isShared = nest.accesses[access]!.strides.at(-2) === 0;
    const write = (count: number): void =>
      this.write(access, (half) => {
        if (half === undefined) this.load(access);
        else this.read(access, X.V128_LOAD, VECTOR_BYTES * half);
        const add = (): void => {
          if (half === undefined) this.value(b[at]!);
          else this.half(b[at]!, half);
          frame.simd(VECTOR[half === undefined ? this.lanes : 2][combine]![0]!);
        };
        if (count === 1) add();
        else frame.each(count, add);
      });
    if (isShared) write(rows);
    else frame.each(rows, () => write(1));
  }

  private instruction(at: number): void {
    const { frame, nest } = this;
    const { ops, a, b, rounds } = nest.code;
    const op = ops[at]!;
    if (op === 'store')
      return this.write(a[at]!, (half) => (half === undefined ? this.value(b[at]!) : this.half(b[at]!, half)));
    if (op === 'loadAt' && this.isInside(b[at]!)) this.gather(a[at]!, b[at]!);
    else if (op === 'load' || op === 'loadAt') this.load(a[at]!);
    else if (op === 'select') this.select(at);
    else if (op === 'both' || op === 'either') {
      this.mask(nest.code.value(at, 0));
      this.mask(nest.code.value(at, 1));
      frame.simd(VECTOR[this.lanes][op]![0]!);
    } else if (isBitPrim(op)) {
      this.value(nest.code.value(at, 0));
      frame.to.bytes(...LANE_BITS[this.lanes === 4 ? 'f32' : 'f64'][op]);
    } else if (isFar(op)) this.far(op, nest.code.value(at, 0), nest.code.value(at, 1));
    else {
      for (let slot = 0; slot < arityOf(op); slot++) this.value(nest.code.value(at, slot));
      for (const each of VECTOR[this.lanes][op]!) frame.simd(each);
    }
    if (this.lanes === 2 && rounds[at]) for (const each of VECTOR[2].fround!) frame.simd(each);
    frame.set(frame.vector(at));
  }
  private select(at: number): void {
    const { code } = this.nest;
    this.value(code.value(at, 1));
    this.value(code.value(at, 2));
    this.mask(code.value(at, 0));
    this.frame.simd(X.V128_BITSELECT);
  }
  /** What is near; but where any lane is far, each is asked of the host. */
  private far(op: Far, x: number, near: number): void {
    const { frame, lanes } = this;
    const { to } = frame;
    const isSingle = lanes === 4;
    this.value(x);
    frame.simd(isSingle ? X.F32X4_ABS : X.F64X2_ABS);
    this.splat(() => frame.number(limitOf(op)));
    frame.simd(isSingle ? X.F32X4_GT : X.F64X2_GT);
    frame.simd(X.V128_ANY_TRUE);
    to.bytes(X.IF, X.V128);
    this.value(near);
    for (let lane = 0; lane < lanes; lane++) {
      for (const each of [x, near]) {
        this.value(each);
        frame.simd(isSingle ? X.F32X4_EXTRACT_LANE : X.F64X2_EXTRACT_LANE);
        to.byte(lane);
        if (isSingle) to.byte(X.F64_PROMOTE_F32);
      }
      to.byte(X.CALL);
      to.unsigned(this.indexOf(op));
      if (isSingle) to.byte(X.F32_DEMOTE_F64);
      frame.simd(isSingle ? X.F32X4_REPLACE_LANE : X.F64X2_REPLACE_LANE);
      to.byte(lane);
    }
    to.byte(X.ELSE);
    this.value(near);
    to.byte(X.END);
  }
}
