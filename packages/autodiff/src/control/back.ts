/**
 * Back through the steps of a loop. Nobody knows how many states there are: the steps are counted, then it goes back in chunks of SPAN² steps
 * from the last. In a chunk the states SPAN steps apart are kept, and each block between them is run again and recorded. Up to SPAN² = 1024
 * steps every step is run three times more. Beyond, KEPT states are kept on the way to the chunks, spread as Griewank and Walther (2000,
 * "Algorithm 799: revolve") do: once more at 16,000 steps, 4 times at 128,000, 9 times at a million, 28 times at 16 million. Memory is that of
 * 2 · SPAN + KEPT states, however many steps.
 */
import {
  add,
  broadcastTo,
  cast,
  ceil,
  cond,
  constantIn,
  div,
  eq,
  expandDims,
  gt,
  iotaIn,
  lt,
  maximum,
  minimum,
  mul,
  reshape,
  scan,
  sub,
  take,
  where,
  whileLoop as loop,
  type Node,
  type Sym,
} from '@adjoint/ir';
import { listed, place } from './rule.ts';

const SPAN = 32;
const CHUNK = SPAN * SPAN;
/** States that are kept on the way to a chunk, and how often a step is run to get there if they are spread well. */
const KEPT = 4;
const RUNS = 6;

export type Syms = Readonly<Record<string, Sym>>;

/** The loop taken apart: its test and its step, as functions of a state. */
export class Loop {
  private readonly node: Node;
  private readonly rest: readonly Sym[];

  constructor(node: Node, rest: readonly Sym[]) {
    this.node = node;
    this.rest = rest;
  }
  goesOn(c: Syms): Sym {
    return this.run(0, c)[0]!;
  }
  next(c: Syms): Syms {
    return listed(this.run(1, c));
  }
  /** The state `count` steps on. */
  advance(c: Syms, count: Sym): Syms {
    const start = constantIn(count.builder, 'i32', [], [0]);
    return loop(
      ({ k }) => lt(k, count),
      (now) => ({ k: add(now.k, 1), c: this.next(now.c) }),
      { k: start, c },
    ).c;
  }
  /** How many steps it takes from a state. */
  steps(c: Syms): Sym {
    const { builder } = Object.values(c)[0]!;
    const start = constantIn(builder, 'i32', [], [0]);
    return loop(
      (now) => this.goesOn(now.c),
      (now) => ({ k: add(now.k, 1), c: this.next(now.c) }),
      { k: start, c },
    ).k;
  }
  private run(body: 0 | 1, c: Syms): Sym[] {
    const now = Object.values(c);
    return place(now[0]!.builder, this.node.bodies![body]!, [...now, ...this.rest]);
  }
}

/** ⌈a / b⌉. */
const over = (a: Sym, b: Sym | number): Sym => cast(ceil(div(cast(a, 'f64'), b)), 'i32');

/** How many of `count` steps fall in the part of `size` that begins after `before`. */
const within = (count: Sym, before: Sym, size: number): Sym => maximum(minimum(sub(count, before), size), 0);

/** The cotangents that go from step to step: of the moving state, and gathered, of what every step uses. */
export interface Back {
  readonly ct: Syms;
  readonly rest: Syms;
}

export interface Reverse {
  readonly loop: Loop;
  /** Through one step, from the state it began with. */
  readonly step: (back: Back, c: Syms) => Back;
}

/** Back through `count` ≤ SPAN steps from the state c, which are run again and recorded. */
const throughBlock = ({ loop: forth, step }: Reverse, back: Back, c: Syms, count: Sym): Back => {
  const places = iotaIn(count.builder, SPAN);
  const { out } = scan(
    (now, k) => ({
      carry: cond(
        lt(k, count),
        (from: Syms) => forth.next(from),
        (from) => from,
        now,
      ),
      out: now,
    }),
    c,
    places,
  );
  const state: Back = scan(
    (now: Back, x) => ({
      carry: cond(
        lt(x.k, count),
        (at: { now: Back; c: Syms }) => ({ ...step(at.now, at.c) }),
        (at) => ({ ...at.now }),
        { now: { ...now }, c: x.c },
      ),
    }),
    { ...back },
    { k: places, c: out },
    { reverse: true },
  ).carry;
  return state;
};

/** Back through `count` ≤ CHUNK steps from the state c, block by block from the last. */
const throughChunk = (reverse: Reverse, back: Back, c: Syms, count: Sym): Back => {
  const places = mul(iotaIn(count.builder, SPAN), SPAN);
  const { out } = scan(
    (now, before) => ({ carry: reverse.loop.advance(now, within(count, before, SPAN)), out: now }),
    c,
    places,
  );
  const state: Back = scan(
    (now: Back, x) => {
      const left = within(count, x.before, SPAN);
      return {
        carry: cond(
          gt(left, 0),
          () => ({ ...throughBlock(reverse, now, x.c, left) }),
          () => ({ ...now }),
        ),
      };
    },
    { ...back },
    { before: places, c: out },
    { reverse: true },
  ).carry;
  return state;
};

/** Of a list of as many as are kept, x is put at the place. */
const putAt = (place: Sym, x: Sym, list: Sym): Sym => {
  const isThere = reshape(eq(iotaIn(place.builder, KEPT), place), [KEPT, ...x.shape.map(() => 1)]);
  return where(isThere, expandDims(x, 0), list);
};
const each = (states: Syms, f: (name: string) => Sym): Syms =>
  Object.fromEntries(Object.keys(states).map((name) => [name, f(name)]));

/**
 * Back through any number of steps from the state c, chunk by chunk from the last. States before chunks are kept, with the numbers of these, up
 * to the place `at`. From there it is a part of the way to the chunk that is next, and the state there is kept as well; once that is all of the
 * way, the chunk is gone through. The part is greater where less room is left, all of the way where there is none.
 */
export const throughAll = (reverse: Reverse, back: Back, c: Syms, count: Sym): Back => {
  const none = constantIn(count.builder, 'i32', [], [0]);
  const first: Syms = { ...c, chunk: none };
  return loop(
    ({ left }) => gt(left, 0),
    ({ left, at, kept, back: now }) => {
      // Known to be a place of theirs.
      const top = maximum(minimum(at, KEPT - 1), 0);
      const { chunk, ...from } = each(kept, (name) => take(kept[name]!, top));
      const last = sub(left, 1);
      const way = sub(last, chunk!);
      const part = over(mul(way, RUNS), cast(sub(RUNS + KEPT - 1, top), 'f64'));
      const isThere = eq(part, way);
      const start = reverse.loop.advance(from, mul(part, CHUNK));
      const steps = where(isThere, within(count, mul(last, CHUNK), CHUNK), 0);
      const above = add(top, 1);
      const next: Syms = { ...start, chunk: add(chunk!, part) };
      return {
        left: where(isThere, last, left),
        // Of a chunk that begins with a state that is kept, this is needed no more.
        at: where(isThere, sub(top, cast(eq(way, 0), 'i32')), above),
        kept: each(kept, (name) => putAt(above, next[name]!, kept[name]!)),
        back: { ...throughChunk(reverse, now, start, steps) },
      };
    },
    {
      left: over(count, CHUNK),
      at: none,
      kept: each(first, (name) => broadcastTo(expandDims(first[name]!, 0), KEPT, ...first[name]!.shape)),
      back: { ...back },
    },
  ).back;
};
