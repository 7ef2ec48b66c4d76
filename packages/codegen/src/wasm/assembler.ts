/** Functions written by hand: locals by number, and loops. */
import type { Bytes } from './bytes.ts';
import * as X from './opcodes.ts';

const [I32_EQZ, I32_SHL, IF, ELSE] = [0x45, 0x74, 0x04, 0x05] as const;

export class Assembler {
  private readonly to: Bytes;

  constructor(to: Bytes) {
    this.to = to;
  }

  /** So many locals of each type, after the parameters. */
  locals(...groups: readonly (readonly [count: number, type: number])[]): void {
    this.to.unsigned(groups.length);
    for (const [count, type] of groups) {
      this.to.unsigned(count);
      this.to.byte(type);
    }
  }
  op(...codes: readonly number[]): this {
    this.to.bytes(...codes);
    return this;
  }
  simd(op: number): this {
    this.to.byte(X.SIMD);
    this.to.unsigned(op);
    return this;
  }
  get(local: number): this {
    this.to.byte(X.LOCAL_GET);
    this.to.unsigned(local);
    return this;
  }
  set(local: number): this {
    this.to.byte(X.LOCAL_SET);
    this.to.unsigned(local);
    return this;
  }
  /** Sets a local to what was pushed, which stays. */
  tee(local: number): this {
    this.to.byte(X.LOCAL_TEE);
    this.to.unsigned(local);
    return this;
  }
  int(x: number): this {
    this.to.byte(X.I32_CONST);
    this.to.signed(x);
    return this;
  }
  /** A zero of that type. */
  zero(type: number): this {
    this.to.byte(type === X.F32 ? X.F32_CONST : X.F64_CONST);
    for (let i = type === X.F32 ? 4 : 8; i > 0; i--) this.to.byte(0);
    return this;
  }
  /** A vector of zeros. */
  zeros(): this {
    this.simd(X.V128_CONST);
    for (let i = 0; i < 16; i++) this.to.byte(0);
    return this;
  }
  call(index: number): this {
    this.to.byte(X.CALL);
    this.to.unsigned(index);
    return this;
  }
  /** The alignment, four bytes, and the offset of a load or store. */
  at(offset = 0): this {
    this.to.unsigned(2);
    this.to.unsigned(offset);
    return this;
  }
  /** The entry of a table of 32 bits at the sum of an index and a known number. */
  entry(table: number, index: number, more = 0): this {
    return this.get(table)
      .get(index)
      .int(2)
      .op(I32_SHL, X.I32_ADD, X.I32_LOAD)
      .at(4 * more);
  }
  /** Adds what `push` pushes to a local. */
  add(local: number, push: () => void): this {
    this.get(local);
    push();
    return this.op(X.I32_ADD).set(local);
  }
  /** The lesser of what the two push, as signed numbers. */
  least(x: () => void, y: () => void): this {
    x();
    y();
    x();
    y();
    return this.op(X.I32_LT_S, X.SELECT);
  }
  /** `body` as long as what `test` pushes is not 0. */
  during(test: () => void, body: () => void): void {
    this.op(X.BLOCK, X.VOID, X.LOOP, X.VOID);
    test();
    this.op(I32_EQZ, X.BR_IF, 1);
    body();
    this.op(X.BR, 0, X.END, X.END);
  }
  /** From 0, or from what `first` pushes, while `local` is less than what `limit` pushes. */
  loop(
    local: number,
    limit: () => void,
    step: number,
    body: () => void,
    first: () => void = () => void this.int(0),
  ): void {
    first();
    this.set(local);
    const isLess = (): void => {
      this.get(local);
      limit();
      this.op(X.I32_LT_S);
    };
    this.during(isLess, () => {
      body();
      this.add(local, () => this.int(step));
    });
  }
  /** The body, again and again while what `again` pushes is not 0. */
  repeat(body: () => void, again: () => void): void {
    this.op(X.LOOP, X.VOID);
    body();
    again();
    this.op(X.BR_IF, 0, X.END);
  }
  /** `yes` where what was pushed is not 0, else `no`. */
  branch(yes: () => void, no: () => void): void {
    this.op(IF, X.VOID);
    yes();
    this.op(ELSE);
    no();
    this.op(X.END);
  }
  /** `yes` where what was pushed is not 0. */
  when(yes: () => void): void {
    this.op(IF, X.VOID);
    yes();
    this.op(X.END);
  }
  end(): void {
    this.op(X.END);
  }
}
