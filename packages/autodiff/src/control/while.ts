/** Derivatives of whileLoop. Forward mode is a loop; reverse mode goes back through its steps, as back.ts does. */
import { add, liftInto, whileLoop as loop, type Attrs, type Graph, type Node } from '@adjoint/ir';
import { zerosIn } from '../modes/zeros.ts';
import { Loop, throughAll, type Back, type Syms } from './back.ts';
import {
  listed,
  marked,
  movingOutputs,
  orZeros,
  place,
  pullThrough,
  pushThrough,
  spread,
  type ControlRule,
  type Maybe,
} from './rule.ts';

const carryOf = (node: Node): number => (node.attrs as unknown as Attrs<'whileLoop'>).carry;

/** ċ goes along with c; the test sees c alone. */
const tangents: ControlRule['tangents'] = (push, node, args, t) => {
  const carry = carryOf(node);
  const [test, body] = node.bodies as readonly [Graph, Graph];
  const [state, rest] = [args.slice(0, carry), args.slice(carry)];
  const moving = movingOutputs(
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

const cotangents: ControlRule['cotangents'] = (pull, node, args, ct, wanted) => {
  const carry = carryOf(node);
  const [, body] = node.bodies as readonly [Graph, Graph];
  const [state, rest] = [args.slice(0, carry), args.slice(carry)];
  const { builder } = args[0]!;
  const moving = movingOutputs(body, wanted, carry);
  const inRest = wanted.slice(carry);
  const forth = new Loop(node, rest);
  const step = (back: Back, c: Syms): Back => {
    const now = Object.values(c);
    const own = now[0]!.builder;
    return own.shared(() => {
      const inputs = [...now, ...rest].map((sym) => liftInto(own, sym));
      const y = place(own, body, inputs);
      const later = Object.values(back.ct);
      const cts = spread(later, moving);
      const targets = inputs.map((sym, i) => ([...moving, ...inRest][i] ? sym : undefined));
      const found = pullThrough(pull, own, y, cts, targets);
      const earlier = marked(found.slice(0, carry), moving).map((sym, i) => orZeros(own, sym, later[i]!));
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
