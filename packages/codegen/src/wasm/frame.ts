/** The body of one function: its locals, its addresses, and the commonest instructions. */
import type { Access, Nest } from '../loop/nest.ts';
import { ROWS } from '../loop/rows.ts';
import type { Width } from '../schedule/widths.ts';
import type { Bytes } from './bytes.ts';
import * as X from './opcodes.ts';

export class FunctionFrame {
  readonly to: Bytes;
  private readonly nest: Nest;
  private readonly rank: number;
  private readonly count: number;
  /** Parameters of the function: locals begin behind them. */
  private readonly parameters: number;
  /** Only what is stepped by outer loops has a pointer. */
  private readonly pointerCount: number;
  /** Bytes that a step of an index counts: those of the narrowest element. */
  readonly step: Width;
  /** Which instructions each row has of its own, where rows go together. */
  private readonly rows: readonly boolean[] | undefined;
  /** The row that is written, of those that go together. */
  row = 0;

  constructor(to: Bytes, nest: Nest, rows?: readonly boolean[], parameters = 0) {
    this.to = to;
    this.parameters = parameters;
    this.nest = nest;
    this.rows = rows;
    this.rank = nest.sizes.length;
    this.count = nest.code.ops.length;
    this.pointerCount = this.rank < 2 ? 0 : nest.accesses.length;
    this.step = nest.accesses.some(({ width }) => width === 4) ? 4 : 8;
  }

  /** Loop indices and pointers, then for each row a double for each value, fold and state, then a vector for each value and two for each fold. */
  declare(vectors: boolean): void {
    const { to, nest, rank, count, pointerCount } = this;
    const groups = [
      [rank + pointerCount, X.I32],
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
    return this.rows === undefined ? 1 : ROWS;
  }
  /** The doubles of one row. */
  private get scalars(): number {
    return this.count + this.nest.folds.length + (this.nest.states?.length ?? 0);
  }
  private rowOf(value: number): number {
    return this.rows?.[value] === true ? this.row : 0;
  }
  private get firstScalar(): number {
    return this.index(this.rank) + this.pointerCount;
  }
  scalar(value: number): number {
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
    this.each(this.rows?.[at] === true ? count : 1, write);
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
  private startsWithBase({ strides }: Access): boolean {
    return strides.some((stride) => stride < 0);
  }
  private steppedOutside({ strides }: Access): boolean {
    return strides.slice(0, -1).some((stride) => stride !== 0);
  }

  /** Sets the pointers of what the innermost loop reads and writes. */
  pointers(accesses: Iterable<number>): void {
    for (const at of accesses) {
      const access = this.nest.accesses[at]!;
      if (!this.steppedOutside(access)) continue;
      const based = this.startsWithBase(access);
      if (based) this.integer((access.width * access.base) | 0);
      this.steps(access, 0, this.rank - 1, based);
      this.set(this.pointer(at));
    }
  }
  /** Pushes the address of an access within `depth` loops; `immediate` follows its instruction. */
  address(at: number, depth: number): void {
    const access = this.nest.accesses[at]!;
    const based = this.startsWithBase(access);
    let any = based;
    let from = 0;
    if (depth === this.rank && depth > 0 && this.steppedOutside(access)) {
      this.get(this.pointer(at));
      any = true;
      from = depth - 1;
    } else if (based) this.integer((access.width * access.base) | 0);
    if (!this.steps(access, from, depth, any)) this.integer(0);
  }
  /** The alignment of an element, and the part of the address that is known. */
  immediate(at: number, offset = 0): void {
    const access = this.nest.accesses[at]!;
    this.to.unsigned(access.width === 8 ? 3 : 2);
    const row = this.row === 0 ? 0 : this.row * access.strides[this.rank - 2]! * access.width;
    this.to.unsigned(offset + row + (this.startsWithBase(access) ? 0 : access.width * access.base));
  }
  /** Pushes an element as a double. */
  load(at: number, depth: number): void {
    this.address(at, depth);
    const single = this.nest.accesses[at]!.width === 4;
    this.to.byte(single ? X.F32_LOAD : X.F64_LOAD);
    this.immediate(at);
    if (single) this.to.byte(X.F64_PROMOTE_F32);
  }
  /** Stores the double that `push` pushes. */
  store(at: number, depth: number, push: () => void): void {
    this.address(at, depth);
    push();
    const single = this.nest.accesses[at]!.width === 4;
    if (single) this.to.byte(X.F32_DEMOTE_F64);
    this.to.byte(single ? X.F32_STORE : X.F64_STORE);
    this.immediate(at);
  }
}
