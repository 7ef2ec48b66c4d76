/** Derivatives of whileLoop. Forward mode is a loop; reverse mode goes back through its steps, as back.ts does. */
import { gt, whileLoop as loop, type Attrs, type Graph, type Node, type Sym } from '@adjoint/ir';
import { Loop, throughAll, type Back, type Syms } from './back.ts';
import { provided, received, sent } from './border.ts';
import { listed, marked, movingOutputs, orZeros, place, pushThrough, spread, type ControlRule } from './rule.ts';
import { beginning, gathered, steady, stepBack, typesOf } from './step.ts';

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

const cotangents: ControlRule['cotangents'] = (pull, node, args, cts, { wanted, onward }) => {
  const carry = carryOf(node);
  const [, body] = node.bodies as readonly [Graph, Graph];
  const [first, rest] = [args.slice(0, carry), args.slice(carry)];
  const { builder } = args[0]!;
  const moving = movingOutputs(body, wanted, carry);
  if (!moving.includes(true)) return args.map(() => undefined);
  const forth = new Loop(node, rest);
  const asked = { wanted: [...moving, ...wanted.slice(carry)], onward };
  const setting = { pull, body, carry, rest, asked };
  const arriving = cts.map((ct, i) => (moving[i] ? ct : undefined));
  const { state, gives } = steady(builder, setting, beginning(arriving, moving));
  const crossRest = gives.slice(carry);
  const types = typesOf(body, body.inputs);
  const [typesState, typesRest] = [types.slice(0, carry), types.slice(carry)];
  const step = (back: Back, c: Syms): Back => {
    const now = Object.values(c);
    const own = now[0]!.builder;
    const found = stepBack(own, setting, { first: now, cts: received(Object.values(back.ct), state) });
    const sums = gathered(received(Object.values(back.rest), crossRest), found.slice(carry));
    return {
      ct: listed(sent(own, found.slice(0, carry), state, typesState)),
      rest: listed(sent(own, sums, crossRest, typesRest)),
    };
  };
  const none = rest.map(() => undefined);
  const begin: Back = {
    ct: listed(sent(builder, arriving, state, typesState)),
    rest: listed(sent(builder, none, crossRest, typesRest)),
  };
  const init = listed(first);
  const count = forth.steps(init);
  const found = throughAll({ loop: forth, step }, begin, init, count);
  const ran = (): Sym => gt(count, 0);
  return [
    ...received(Object.values(found.ct), state).map((ct, i) => (wanted[i] ? ct : undefined)),
    ...received(Object.values(found.rest), crossRest).map((ct) => ct && provided(ran, ct)),
  ];
};

export const whileLoop: ControlRule = { tangents, cotangents };
