/** Loop nests over strided values: strides are computed once, the two innermost loops belong to a body, and nothing is indexed by element. */
import { nothing, type Kernel } from './kernel.ts';

/** One loop: how far it steps in the result `o` and in the arguments `a` and `b`. */
export interface Loop {
  readonly size: number;
  readonly o: number;
  readonly a: number;
  readonly b: number;
}

/** Runs the two innermost loops from the places `o`, `a` and `b`. */
export type Body = (outer: Loop, inner: Loop, o: number, a: number, b: number) => void;

export const ONCE: Loop = { size: 1, o: 0, a: 0, b: 0 };

const joins = (outer: Loop, inner: Loop): boolean =>
  outer.o === inner.o * inner.size && outer.a === inner.a * inner.size && outer.b === inner.b * inner.size;

/** The same iterations in fewer loops: those of one step are dropped, neighbours that walk as one are joined. */
export const joined = (loops: readonly Loop[]): Loop[] => {
  const result: Loop[] = [];
  for (const loop of loops) {
    if (loop.size === 1) continue;
    const last = result.at(-1);
    if (last !== undefined && joins(last, loop)) result[result.length - 1] = { ...loop, size: last.size * loop.size };
    else result.push(loop);
  }
  return result;
};

/** The body for every step of the outer loops, the last of them fastest. */
const odometer = (
  loops: readonly Loop[],
  outer: Loop,
  inner: Loop,
  body: Body,
  o: number,
  a: number,
  b: number,
): Kernel => {
  const steps = new Float64Array(loops.length);
  return () => {
    let [oAt, aAt, bAt] = [o, a, b];
    steps.fill(0);
    for (let axis = 0; axis >= 0; ) {
      body(outer, inner, oAt, aAt, bAt);
      for (axis = loops.length - 1; axis >= 0; axis--) {
        const loop = loops[axis]!;
        oAt += loop.o;
        aAt += loop.a;
        bAt += loop.b;
        if (++steps[axis]! < loop.size) break;
        steps[axis] = 0;
        oAt -= loop.o * loop.size;
        aAt -= loop.a * loop.size;
        bAt -= loop.b * loop.size;
      }
    }
  };
};

/** A kernel that runs `body` over `outer` and `inner` within the other loops, starting at the places `o`, `a` and `b`. */
export const nestAround = (
  loops: readonly Loop[],
  outer: Loop,
  inner: Loop,
  body: Body,
  o: number,
  a: number,
  b: number,
): Kernel => {
  if ([...loops, outer, inner].some(({ size }) => size === 0)) return nothing;
  const rest = joined(loops);
  return rest.length === 0 ? () => body(outer, inner, o, a, b) : odometer(rest, outer, inner, body, o, a, b);
};

/** A kernel that runs `body` over all loops, given from the outermost to the innermost. */
export const nest = (loops: readonly Loop[], body: Body, o: number, a: number, b = 0): Kernel => {
  const rest = joined(loops);
  const inner = rest.pop() ?? ONCE;
  const outer = rest.pop() ?? ONCE;
  return nestAround(rest, outer, inner, body, o, a, b);
};
