/** Which values of straight-line code need a local. A baseline compiler takes time for each instruction, so the fewer the better. */
import { arityOf, touches } from '../loop/code.ts';
import type { Nest } from '../loop/nest.ts';

/** `local`: kept in one. `inline`: a number, written wherever it is read. `stack`: read once, first by the next instruction. */
export const LOCAL = 0;
export const INLINE = 1;
const STACK = 2;

/** The operand that an instruction pushes first: of a choice, what it is chosen from. */
const firstOf = (nest: Nest, at: number): number => nest.code.value(at, nest.code.ops[at] === 'select' ? 1 : 0);

/** How each value is held; all in locals where there are loops. */
export const held = (nest: Nest): Uint8Array => {
  const { code, sizes } = nest;
  const { ops } = code;
  const found = new Uint8Array(ops.length);
  if (sizes.length > 0) return found;
  const reads = new Int32Array(ops.length);
  for (let at = 0; at < ops.length; at++) {
    for (let slot = arityOf(ops[at]!) - 1; slot >= 0; slot--) reads[code.value(at, slot)]!++;
  }
  let before = -1;
  for (let at = 0; at < ops.length; at++) {
    const op = ops[at]!;
    if (op === 'const') {
      found[at] = INLINE;
      continue;
    }
    const follows = before >= 0 && !touches(op) && op !== 'index' && op !== 'state' && firstOf(nest, at) === before;
    if (follows && reads[before] === 1) found[before] = STACK;
    before = at;
  }
  return found;
};
