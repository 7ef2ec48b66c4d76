/**
 * Loops of procedures two steps at once, or four where loops are within them: what moves with the counter is in vectors, all else on both lanes.
 */
import type { Block, Int, Real, RealInfix, RealPrefix, Statement, Sum } from '../procedure/language.ts';
import { strideOf } from '../procedure/lanes.ts';
import type { ProcedureWriter } from './procedure.ts';
import * as X from './opcodes.ts';

const INFIX: { readonly [O in RealInfix]: number } = { add: 0xf0, sub: 0xf1, mul: 0xf2, div: 0xf3 };
const PREFIX: { readonly [O in Exclude<RealPrefix, 'fround'>]: number } = { neg: 0xed, abs: 0xec, sqrt: 0xef };

type Loop = Extract<Statement, { loop: number }>;
type Sums = Extract<Statement, { sums: readonly Sum[] }>;

const unknown = (op: string): never => {
  throw new RangeError(`${op} has no lanes`);
};

export class ProcedureLanes {
  private readonly writer: ProcedureWriter;
  /** The counter of the loop, the values that it sets, how many vectors each of these has, and which of them is written. */
  private counter = -1;
  private own: ReadonlySet<number> = new Set();
  private halves = 1;
  private half = 0;

  constructor(writer: ProcedureWriter) {
    this.writer = writer;
  }

  private vector(real: number): number {
    const { ints, reals } = this.writer.body;
    return ints + reals + 2 * real + this.half;
  }

  loop({ loop, from, to, body }: Loop, own: ReadonlySet<number>): void {
    const { writer } = this;
    writer.int(from);
    writer.f.set(loop);
    [this.counter, this.own] = [loop, own];
    // What the loops within load for all lanes then serves twice.
    for (const halves of body.some((each) => 'loop' in each) ? [2, 1] : [1]) {
      this.halves = halves;
      writer.upTo(loop, to, 2 * halves, () => this.block(body));
    }
    // One is left at most.
    writer.upTo(loop, to, 1, () => writer.block(body));
  }

  sums({ sums, counter, from, to }: Sums): void {
    const { writer } = this;
    const { f } = writer;
    writer.int(from);
    f.set(counter);
    [this.counter, this.own] = [counter, new Set()];
    this.halves = 2;
    for (const { local } of sums) this.eachHalf(() => void f.zero(X.F64).simd(X.F64X2_SPLAT).set(this.vector(local)));
    writer.upTo(counter, to, 4, () => {
      for (const { local, term } of sums)
        this.eachHalf(() => {
          f.get(this.vector(local));
          this.real(term);
          f.simd(X.F64X2_ADD).set(this.vector(local));
        });
    });
    for (const { local } of sums) {
      const vector = this.vector(local);
      f.get(vector)
        .get(vector + 1)
        .simd(X.F64X2_ADD)
        .set(vector);
      for (const lane of [0, 1]) f.get(vector).simd(X.F64X2_EXTRACT_LANE).op(lane);
      f.op(X.F64_ADD).set(writer.value(local));
    }
    writer.upTo(counter, to, 1, () => {
      for (const { local, term } of sums) {
        f.get(writer.value(local));
        writer.real(term);
        f.op(X.F64_ADD).set(writer.value(local));
      }
    });
  }

  private block(block: Block): void {
    for (const statement of block) this.statement(statement);
  }
  private eachHalf(write: () => void): void {
    for (this.half = 0; this.half < this.halves; this.half++) write();
    this.half = 0;
  }
  private statement(statement: Statement): void {
    const { writer } = this;
    const { f } = writer;
    if ('setReal' in statement) {
      const { setReal: local, to } = statement;
      if (!this.isSame(to)) {
        this.eachHalf(() => {
          this.real(to);
          f.set(this.vector(local));
        });
        return;
      }
      this.real(to);
      for (let half = 1; half < this.halves; half++) f.tee(this.vector(local) + half);
      f.set(this.vector(local));
    } else if ('setInt' in statement && !this.moves(statement.to)) {
      writer.int(statement.to);
      f.set(statement.setInt);
    } else if ('store' in statement && this.moves(statement.store) && !statement.single) {
      const { store, value } = statement;
      this.eachHalf(() => {
        const offset = writer.address(store) + 16 * this.half;
        this.real(value);
        f.simd(X.V128_STORE).at(offset);
      });
    } else if ('loop' in statement && !statement.lanes) {
      writer.int(statement.from);
      f.set(statement.loop);
      writer.upTo(statement.loop, statement.to, 1, () => this.block(statement.body));
    } else unknown(Object.keys(statement)[0]!);
  }

  /** Whether a place moves with the counter. */
  private moves(place: Int): boolean {
    const stride = strideOf(place, this.counter);
    return stride === 0 ? false : stride === 1 || unknown(`a stride of ${stride}`);
  }

  /** Whether a value is the same on all lanes, as a number read at one place is. */
  private isSame({ form }: Real): boolean {
    return form.op === 'number' || (form.op === 'load' && !this.moves(form.place));
  }

  private real({ form }: Real): void {
    const { writer } = this;
    const { f } = writer;
    if (form.op === 'number') {
      writer.number(form.value);
      f.simd(X.F64X2_SPLAT);
    } else if (form.op === 'local') {
      if (this.own.has(form.local)) f.get(this.vector(form.local));
      else f.get(writer.value(form.local)).simd(X.F64X2_SPLAT);
    } else if (form.op === 'load' && !form.single) {
      const moves = this.moves(form.place);
      const offset = writer.address(form.place) + (moves ? 16 * this.half : 0);
      f.simd(moves ? X.V128_LOAD : X.V128_LOAD64_SPLAT).at(offset);
    } else if (form.op === 'unless0') {
      this.real(form.a);
      this.real(form.factor);
      f.zero(X.F64).simd(X.F64X2_SPLAT).simd(X.F64X2_NE).simd(X.V128_AND);
    } else if (form.op === 'add' || form.op === 'sub' || form.op === 'mul' || form.op === 'div') {
      this.real(form.a);
      this.real(form.b);
      f.simd(INFIX[form.op]);
    } else if (form.op === 'neg' || form.op === 'abs' || form.op === 'sqrt') {
      this.real(form.a);
      f.simd(PREFIX[form.op]);
    } else unknown(form.op);
  }
}
