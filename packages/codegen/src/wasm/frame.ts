/** The body of one function: its locals, its addresses, and the commonest instructions. */
import { isTruth } from '../loop/code.ts';
import type { Access, Nest } from '../loop/nest.ts';
import type { Together } from '../loop/rows.ts';
import type { Width } from '../schedule/widths.ts';
import type { Bytes } from './bytes.ts';
import * as X from './opcodes.ts';

/** Writes what pushes a value. */
export type Push = () => void;

export class FunctionFrame {
  readonly to: Bytes;
  private readonly nest: Nest;
  private readonly rank: number;
  private readonly count: number;
  /** Parameters of the function: locals begin behind them. */
  private readonly parameters: number;
  /** Only what is stepped by outer loops, or moved by an index, has a pointer. */
  private readonly pointerCount: number;
  /** Bytes that a step of an index counts: those of the narrowest element. */
  readonly step: Width;
  /** The numbers among truth values, which are integers, of those that are; none where there are no loops. */
  private readonly truths = new Map<number, number>();
  /** Accesses whose pointers have their index in them. */
  private readonly moved = new Set<number>();
  /** Rows, or steps of the innermost loop, that go together. */
  private readonly together: Together | undefined;
  /** Which of those is written. */
  row = 0;

  constructor(to: Bytes, nest: Nest, together?: Together, parameters = 0) {
    this.to = to;
    this.parameters = parameters;
    this.nest = nest;
    this.together = together;
    this.rank = nest.sizes.length;
    this.count = nest.code.ops.length;
    const some = this.rank > 1 || nest.accesses.some(({ by }) => by !== undefined);
    this.pointerCount = some ? nest.accesses.length : 0;
    if (this.rank > 0) {
      for (const [at, op] of nest.code.ops.entries()) if (isTruth(op)) this.truths.set(at, this.truths.size);
    }
    this.step = nest.accesses.some(({ width }) => width === 4) ? 4 : 8;
  }

  /** Loop indices, pointers and truth values, then for each row a double for each value, fold and state, then a vector for each value and two for each fold. */
  declare(vectors: boolean): void {
    const { to, nest, rank, count, pointerCount } = this;
    const groups = [
      [rank + pointerCount + this.copies * this.truths.size, X.I32],
      [this.copies * this.scalars, X.F64],
      [vectors ? this.copies * (count + 2 * nest.folds.length) : 0, X.V128],
    ] as const;
    to.unsigned(groups.length);
    for (const [size, type] of groups) {
      to.unsigned(size);
      to.byte(type);
    }
  }
  index(depth: number): number {
    return this.parameters + depth;
  }
  private pointer(access: number): number {
    return this.index(this.rank) + access;
  }
  private get copies(): number {
    return this.together?.count ?? 1;
  }
  /** The doubles of one row. */
  private get scalars(): number {
    return this.count + this.nest.folds.length + (this.nest.states?.length ?? 0);
  }
  private rowOf(value: number): number {
    return this.together?.own[value] === true ? this.row : 0;
  }
  private get firstScalar(): number {
    return this.firstTruth + this.copies * this.truths.size;
  }
  private get firstTruth(): number {
    return this.index(this.rank) + this.pointerCount;
  }
  isTruth(value: number): boolean {
    return this.truths.has(value);
  }
  /** Pushes a value that is kept: a truth value as a double too. */
  kept(value: number): void {
    this.get(this.local(value));
    if (this.isTruth(value)) this.to.byte(X.F64_CONVERT_I32_U);
  }
  /** Where a value is kept: truth values as integers. */
  local(value: number): number {
    const truth = this.truths.get(value);
    return truth === undefined ? this.scalar(value) : this.firstTruth + this.rowOf(value) * this.truths.size + truth;
  }
  private scalar(value: number): number {
    return this.firstScalar + this.rowOf(value) * this.scalars + value;
  }
  fold(index: number): number {
    return this.firstScalar + this.row * this.scalars + this.count + index;
  }
  state(index: number): number {
    return this.fold(this.nest.folds.length + index);
  }
  private vectorAt(row: number, index: number): number {
    const own = this.count + 2 * this.nest.folds.length;
    return this.firstScalar + this.copies * this.scalars + row * own + index;
  }
  vector(value: number): number {
    return this.vectorAt(this.rowOf(value), value);
  }
  foldVector(index: number, half = 0): number {
    return this.vectorAt(this.row, this.count + 2 * index + half);
  }
  /** Writes what `write` writes for each of `count` rows. */
  each(count: number, write: () => void): void {
    for (this.row = 0; this.row < count; this.row++) write();
    this.row = 0;
  }
  /** Writes an instruction for each of `count` rows that has one of its own. */
  eachOf(count: number, at: number, write: () => void): void {
    this.each(this.together?.own[at] === true ? count : 1, write);
  }

  get(local: number): void {
    this.to.byte(X.LOCAL_GET);
    this.to.unsigned(local);
  }
  set(local: number): void {
    this.to.byte(X.LOCAL_SET);
    this.to.unsigned(local);
  }
  integer(x: number): void {
    this.to.byte(X.I32_CONST);
    this.to.signed(x);
  }
  number(x: number): void {
    this.to.byte(X.F64_CONST);
    this.to.double(x);
  }
  simd(op: number): void {
    this.to.byte(X.SIMD);
    this.to.unsigned(op);
  }

  /** Pushes the sum of the steps of loops `from` to `until`; indices count bytes. Gives whether there was any. */
  private steps({ strides, width }: Access, from: number, until: number, begun: boolean): boolean {
    let any = begun;
    for (let depth = from; depth < until; depth++) {
      const stride = strides[depth]!;
      if (stride === 0) continue;
      this.get(this.index(depth));
      const times = (stride * width) / this.step;
      if (times !== 1) {
        this.integer(times);
        this.to.byte(X.I32_MUL);
      }
      if (any) this.to.byte(X.I32_ADD);
      any = true;
    }
    return any;
  }
  private startsWithBase({ strides, by }: Access): boolean {
    return strides.some((stride) => stride < 0) || (by ?? 0) < 0;
  }
  private steppedOutside({ strides }: Access): boolean {
    return strides.slice(0, -1).some((stride) => stride !== 0);
  }

  /** Sets the pointers of what the innermost loop reads and writes; `index` pushes the index of an access where that is known outside of it. */
  pointers(accesses: Iterable<number>, index: (access: number) => Push | undefined): void {
    for (const at of accesses) {
      const access = this.nest.accesses[at]!;
      const push = index(at);
      if (push === undefined && !this.steppedOutside(access)) continue;
      const based = this.startsWithBase(access);
      if (based) this.integer((access.width * access.base) | 0);
      const any = this.steps(access, 0, this.rank - 1, based);
      if (push !== undefined) {
        this.times(push, access, any);
        this.moved.add(at);
      }
      this.set(this.pointer(at));
    }
  }
  /** Adds the step of an access for each unit of its index, which is a whole number as a double. */
  private times(push: Push, { by = 0, width }: Access, begun: boolean): void {
    push();
    this.to.bytes(X.SATURATING, X.I32_TRUNC_SAT_F64_S);
    this.integer((by * width) | 0);
    this.to.byte(X.I32_MUL);
    if (begun) this.to.byte(X.I32_ADD);
  }
  /** Pushes the address of an access within `depth` loops, whose index `index` pushes; `immediate` follows its instruction. */
  address(at: number, depth: number, index?: Push): void {
    const access = this.nest.accesses[at]!;
    const based = this.startsWithBase(access);
    const isMoved = this.moved.has(at);
    let any = based;
    let from = 0;
    if (depth === this.rank && depth > 0 && (isMoved || this.steppedOutside(access))) {
      this.get(this.pointer(at));
      any = true;
      from = depth - 1;
    } else if (based) this.integer((access.width * access.base) | 0);
    any = this.steps(access, from, depth, any);
    if (index !== undefined && !isMoved) this.times(index, access, any);
    else if (!any) this.integer(0);
  }
  /** The alignment of an element, and the part of the address that is known. */
  immediate(at: number, offset = 0): void {
    const access = this.nest.accesses[at]!;
    this.to.unsigned(access.width === 8 ? 3 : 2);
    const { depth, by } = this.together ?? { depth: 0, by: 0 };
    const row = this.row === 0 ? 0 : this.row * by * access.strides[depth]! * access.width;
    this.to.unsigned(offset + row + (this.startsWithBase(access) ? 0 : access.width * access.base));
  }
  /** Pushes how many steps a loop has done, as a double. */
  stepsDone(depth: number): void {
    this.get(this.index(depth));
    this.integer(this.step === 8 ? 3 : 2);
    this.to.bytes(X.I32_SHR_U, X.F64_CONVERT_I32_U);
  }
  /** Pushes an element as a double: the one `on` elements further. */
  load(at: number, depth: number, index?: Push, on = 0): void {
    this.address(at, depth, index);
    const single = this.nest.accesses[at]!.width === 4;
    this.to.byte(single ? X.F32_LOAD : X.F64_LOAD);
    this.immediate(at, on * this.nest.accesses[at]!.width);
    if (single) this.to.byte(X.F64_PROMOTE_F32);
  }
  /** Stores the double that `push` pushes. */
  store(at: number, depth: number, push: Push, index?: Push): void {
    this.address(at, depth, index);
    push();
    const single = this.nest.accesses[at]!.width === 4;
    if (single) this.to.byte(X.F32_DEMOTE_F64);
    this.to.byte(single ? X.F32_STORE : X.F64_STORE);
    this.immediate(at);
  }
}
