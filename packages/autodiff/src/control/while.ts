/**
 * Derivatives of whileLoop. Forward mode is a loop. Reverse mode must know the states, of which nobody knows the number: it counts the
 * steps, then goes back in chunks of SPAN² steps from the last. In a chunk the states SPAN steps apart are kept, and each block between
 * them is run again and recorded. Up to SPAN² = 1024 steps every step is run three times more; beyond, each chunk is reached from the start,
 * n² / 2048 steps more in all. Memory is that of 2 · SPAN states, however many steps.
 */
import {
  add,
  cast,
  cond,
  constantIn,
  div,
  iotaIn,
  liftInto,
  lt,
  maximum,
  minimum,
  mul,
  scan,
  sub,
  whileLoop as loop,
  ceil,
  gt,
  type Attrs,
  type Graph,
  type Node,
  type Sym,
} from '@adjoint/ir';
import { zerosIn } from '../modes/zeros.ts';
import {
  listed,
  marked,
  movingState,
  orZeros,
  place,
  pullThrough,
  pushThrough,
  spread,
  type ControlRule,
  type Maybe,
} from './rule.ts';

const SPAN = 32;
const CHUNK = SPAN * SPAN;

const carryOf = (node: Node): number => (node.attrs as unknown as Attrs<'whileLoop'>).carry;
type Syms = Readonly<Record<string, Sym>>;

/** ċ goes along with c; the test sees c alone. */
const tangents: ControlRule['tangents'] = (push, node, args, t) => {
  const carry = carryOf(node);
  const [test, body] = node.bodies as readonly [Graph, Graph];
  const [state, rest] = [args.slice(0, carry), args.slice(carry)];
  const moving = movingState(
    body,
    t.map((sym) => sym !== undefined),
    carry,
  );
  const found = loop(
    ({ c }) => {
      const now = Object.values(c);
      return place(now[0]!.builder, test, [...now, ...rest])[0]!;
    },
    (now) => {
      const c = Object.values(now.c);
      const { builder } = c[0]!;
      const inputs = [...c, ...rest];
      return builder.shared(() => {
        const y = place(builder, body, inputs);
        const given = [...spread(Object.values(now.t), moving), ...t.slice(carry)];
        const ty = pushThrough(push, builder, inputs, given, y).map((sym, i) => orZeros(builder, sym, y[i]!));
        return { c: listed(y), t: listed(marked(ty, moving)) };
      });
    },
    {
      c: listed(state),
      t: listed(
        marked(
          state.map((sym, i) => orZeros(sym.builder, t[i], sym)),
          moving,
        ),
      ),
    },
  );
  return spread(Object.values(found.t), moving);
};

/** The loop taken apart: its test and its step, as functions of a state. */
class Loop {
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

/** ⌈count / CHUNK⌉. */
const chunksOf = (count: Sym): Sym => cast(ceil(div(cast(count, 'f64'), CHUNK)), 'i32');

/** How many of `count` steps fall in the part of `size` that begins after `before`. */
const within = (count: Sym, before: Sym, size: number): Sym => maximum(minimum(sub(count, before), size), 0);

/** The cotangents that go from step to step: of the moving state, and gathered, of what every step uses. */
interface Back {
  readonly ct: Syms;
  readonly rest: Syms;
}

interface Reverse {
  readonly loop: Loop;
  /** Through one step, from the state it began with. */
  readonly step: (back: Back, c: Syms) => Back;
}

/** Back through `count` ≤ SPAN steps from the state c, which are run again and recorded. */
const throughBlock = ({ loop: forth, step }: Reverse, back: Back, c: Syms, count: Sym): Back => {
  const places = iotaIn(count.builder, SPAN);
  const { out } = scan(
    (now, k) => ({
      carry: cond<Syms>(
        lt(k, count),
        () => forth.next(now),
        () => now,
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
        () => ({ ...step(now, x.c) }),
        () => ({ ...now }),
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

/** Back through any number of steps from the state c, chunk by chunk from the last, each reached from c. */
const throughAll = (reverse: Reverse, back: Back, c: Syms, count: Sym): Back =>
  loop(
    ({ left }) => gt(left, 0),
    (now) => {
      const left = sub(now.left, 1);
      const before = mul(left, CHUNK);
      const start = reverse.loop.advance(c, before);
      return { left, back: { ...throughChunk(reverse, now.back, start, within(count, before, CHUNK)) } };
    },
    { left: chunksOf(count), back: { ...back } },
  ).back;

const cotangents: ControlRule['cotangents'] = (pull, node, args, ct, wanted) => {
  const carry = carryOf(node);
  const [, body] = node.bodies as readonly [Graph, Graph];
  const [state, rest] = [args.slice(0, carry), args.slice(carry)];
  const { builder } = args[0]!;
  const moving = movingState(body, wanted, carry);
  const inRest = wanted.slice(carry);
  const forth = new Loop(node, rest);
  const step = (back: Back, c: Syms): Back => {
    const now = Object.values(c);
    const own = now[0]!.builder;
    return own.shared(() => {
      const inputs = [...now, ...rest].map((sym) => liftInto(own, sym));
      const y = place(own, body, inputs);
      const cts = spread(Object.values(back.ct), moving);
      const targets = inputs.map((sym, i) => ([...moving, ...inRest][i] ? sym : undefined));
      const found = pullThrough(pull, own, y, cts, targets);
      const earlier = marked(found.slice(0, carry), moving).map((sym, i) =>
        orZeros(own, sym, Object.values(back.ct)[i]!),
      );
      const used = marked(found.slice(carry), inRest);
      const gathered = Object.values(back.rest).map((sum, i) => (used[i] === undefined ? sum : add(sum, used[i])));
      return { ct: listed(earlier), rest: listed(gathered) };
    });
  };
  const reverse = { loop: forth, step };
  const init = listed(state);
  const begin: Back = {
    ct: listed(
      marked(
        state.map((sym, i) => orZeros(builder, ct[i], sym)),
        moving,
      ),
    ),
    rest: listed(marked(rest, inRest).map((sym) => zerosIn(builder, sym.type))),
  };
  const found = throughAll(reverse, begin, init, forth.steps(init));
  const cState: Maybe[] = spread(Object.values(found.ct), moving).map((sym, i) => (wanted[i] ? sym : undefined));
  return [...cState, ...spread(Object.values(found.rest), inRest)];
};

export const whileLoop: ControlRule = { tangents, cotangents };
