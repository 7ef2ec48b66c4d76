/** A strip as a function of a part of its steps, which calls the functions of parts of its nests. */
import type { Strip } from '../loop/strip.ts';
import { Assembler } from './assembler.ts';
import type { Bytes } from './bytes.ts';
import * as X from './opcodes.ts';
import { FROM, PART_PARAMETERS, TO } from './part.ts';

/** Locals: where a block ends. It begins at `FROM`. */
const UNTIL = PART_PARAMETERS;

/** Writes the body; `partAt` tells the number of the function of a nest. */
export const writeStrip = (to: Bytes, { block, members }: Strip, partAt: (work: number) => number): void => {
  const f = new Assembler(to);
  f.locals([1, X.I32]);
  const isLess = (): void => void f.get(FROM).get(TO).op(X.I32_LT_U);
  f.during(isLess, () => {
    f.get(FROM).int(block).op(X.I32_ADD).set(UNTIL);
    f.get(TO).get(UNTIL).op(X.I32_SUB).int(block).op(X.I32_LT_S);
    f.when(() => void f.get(TO).set(UNTIL));
    for (const { work, times } of members) {
      for (const end of [FROM, UNTIL]) {
        f.get(end);
        if (times !== 1) f.int(times).op(X.I32_MUL);
      }
      f.int(0).call(partAt(work));
    }
    f.get(UNTIL).set(FROM);
  });
  f.end();
};
