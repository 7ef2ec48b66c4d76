/** A routine as the body of a function: copies by vectors where elements are alike, calls of the functions of its work, loops and choices. */
import type { Copy, Routine, Statement, Stretch } from '../loop/routine.ts';
import { Assembler } from './assembler.ts';
import type { Bytes } from './bytes.ts';
import { converted, ELEMENTS } from './element.ts';
import * as X from './opcodes.ts';

/** Locals: the step of the loop, that of a copy, and its ends. */
const [STEP, AT, FROM, TO] = [0, 1, 2, 3] as const;

/** Longer copies are the engine's, for a call of it costs as much as so many bytes. */
const MOST_BYTES = 512;

/** What is moved at once, the widest first. */
const MOVES: readonly { readonly bytes: number; readonly move: (f: Assembler, offset: number) => void }[] = [
  {
    bytes: 16,
    move: (f, offset) =>
      moved(
        f,
        offset,
        () => f.simd(X.V128_LOAD),
        () => f.simd(X.V128_STORE),
      ),
  },
  {
    bytes: 8,
    move: (f, offset) =>
      moved(
        f,
        offset,
        () => f.op(X.F64_LOAD),
        () => f.op(X.F64_STORE),
      ),
  },
  {
    bytes: 4,
    move: (f, offset) =>
      moved(
        f,
        offset,
        () => f.op(X.F32_LOAD),
        () => f.op(X.F32_STORE),
      ),
  },
];

const moved = (f: Assembler, offset: number, load: () => void, store: () => void): void => {
  f.get(TO).get(FROM);
  load();
  f.at(offset);
  store();
  f.at(offset);
};

class RoutineWriter {
  private readonly f: Assembler;
  private readonly firstWork: number;

  constructor(to: Bytes, firstWork: number) {
    this.f = new Assembler(to);
    this.firstWork = firstWork;
  }

  write(routine: Routine): void {
    this.f.locals([4, X.I32]);
    this.all(routine);
    this.f.end();
  }

  private readonly all = (routine: Routine): void => routine.forEach((statement) => this.statement(statement));

  private statement(statement: Statement): void {
    const { f } = this;
    if ('copy' in statement) return this.copy(statement.copy);
    if ('run' in statement) {
      for (let i = statement.run[0]; i < statement.run[1]; i++) f.call(this.firstWork + i);
      return;
    }
    if ('times' in statement) {
      const limit = (): void => void f.int(statement.times);
      return f.loop(STEP, limit, 1, () => this.all(statement.each));
    }
    if ('test' in statement) {
      const { test, verdict, each } = statement;
      const goesOn = (): void => {
        this.all(test);
        this.truth(verdict);
      };
      return f.during(goesOn, () => this.all(each));
    }
    const { choice, yes, no } = statement;
    this.truth(choice);
    f.branch(
      () => this.all(yes),
      () => this.all(no),
    );
  }

  /** Pushes whether the number there is not 0. */
  private truth({ base, width }: Stretch): void {
    const { f } = this;
    f.int(0)
      .op(ELEMENTS[width].load)
      .at(base * width);
    converted(f, width, 8);
    f.zero(X.F64).op(X.F64_NE);
  }
  private end(local: number, { base, width }: Stretch, step: number): void {
    const { f } = this;
    f.int(base * width);
    if (step !== 0)
      f.get(STEP)
        .int(step * width)
        .op(X.I32_MUL, X.I32_ADD);
    f.set(local);
  }
  private copy({ from, to, size, fromStep, toStep }: Copy): void {
    const { f } = this;
    this.end(FROM, from, fromStep);
    this.end(TO, to, toStep);
    if (from.width !== to.width) return this.each(from, to, size);
    const bytes = size * to.width;
    if (bytes > MOST_BYTES) {
      f.get(TO).get(FROM).int(bytes).op(X.SATURATING, X.MEMORY_COPY, 0, 0);
      return;
    }
    let done = 0;
    for (const { bytes: wide, move } of MOVES) for (; bytes - done >= wide; done += wide) move(f, done);
  }
  /** One element at a time, each brought to its new width. */
  private each(from: Stretch, to: Stretch, size: number): void {
    const { f } = this;
    const limit = (): void => void f.int(size);
    f.loop(AT, limit, 1, () => {
      f.get(TO).get(FROM).op(ELEMENTS[from.width].load).at();
      converted(f, from.width, to.width);
      f.op(ELEMENTS[to.width].store).at();
      f.add(FROM, () => f.int(from.width)).add(TO, () => f.int(to.width));
    });
  }
}

/** Writes the body of the function; `firstWork` is the number of the function of the first piece of work. */
export const writeRoutine = (to: Bytes, routine: Routine, firstWork: number): void =>
  new RoutineWriter(to, firstWork).write(routine);
