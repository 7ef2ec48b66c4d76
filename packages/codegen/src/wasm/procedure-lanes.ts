/** Loops of procedures two steps at once: what moves with the counter is in vectors, all else on both lanes. */
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
  /** The counter of the loop, the values that it sets, and by how many bytes what moves with it is ahead. */
  private counter = -1;
  private own: ReadonlySet<number> = new Set();
  private ahead = 0;

  constructor(writer: ProcedureWriter) {
    this.writer = writer;
  }

  private vector(real: number): number {
    const { ints, reals } = this.writer.body;
    return ints + reals + 2 * real;
  }

  loop({ loop, from, to, body }: Loop, own: ReadonlySet<number>): void {
    const { writer } = this;
    writer.int(from);
    writer.f.set(loop);
    [this.counter, this.own] = [loop, own];
    writer.upTo(loop, to, 2, () => this.block(body));
    // One is left at most.
    writer.upTo(loop, to, 1, () => writer.block(body));
  }

  sums({ sums, counter, from, to }: Sums): void {
    const { writer } = this;
    const { f } = writer;
    writer.int(from);
    f.set(counter);
    [this.counter, this.own] = [counter, new Set()];
    const strands = sums.flatMap(({ local, term }) =>
      [0, 1].map((half) => ({ half, term, local: this.vector(local) + half })),
    );
    for (const { local } of strands) f.zero(X.F64).simd(X.F64X2_SPLAT).set(local);
    writer.upTo(counter, to, 4, () => {
      for (const { local, term, half } of strands) {
        this.ahead = 16 * half;
        f.get(local);
        this.real(term);
        f.simd(X.F64X2_ADD).set(local);
      }
    });
    this.ahead = 0;
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
  private statement(statement: Statement): void {
    const { writer } = this;
    const { f } = writer;
    if ('setReal' in statement) {
      this.real(statement.to);
      f.set(this.vector(statement.setReal));
    } else if ('setInt' in statement && !this.moves(statement.to)) {
      writer.int(statement.to);
      f.set(statement.setInt);
    } else if ('store' in statement && this.moves(statement.store) && !statement.single) {
      const offset = writer.address(statement.store);
      this.real(statement.value);
      f.simd(X.V128_STORE).at(offset);
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
      const offset = writer.address(form.place) + (moves ? this.ahead : 0);
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
