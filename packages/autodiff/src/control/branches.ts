/** Derivatives of call and cond: what is derived is the body, and the body of the branch not taken does not run either. */
import {
  broadcastTo,
  controlNode,
  not,
  openBody,
  parentOf,
  sealGraph,
  type Builder,
  type Control,
  type Graph,
  type Sym,
  type TensorType,
} from '@adjoint/ir';
import { everywhere, Mask, type Cotangent } from '../rules/cotangent.ts';
import {
  marked,
  orZeros,
  place,
  present,
  pullThrough,
  pushThrough,
  spread,
  type ControlRule,
  type Maybe,
} from './rule.ts';

/** What a body comes to: given its inputs, symbols or nothing for what it would give. */
type Derived = (builder: Builder, body: Graph, inputs: readonly Sym[]) => Maybe[];

const typeOfSym = ({ dtype, shape }: Sym): TensorType => ({ dtype, shape });

/** A result of derived bodies, and which of them give one: the others give zeros. */
interface Found {
  readonly sym: Sym;
  readonly givenBy: readonly boolean[];
}

/** A node of the same op on derived bodies, each given `args`, and its results; undefined where no body has one. */
const derivedNode = (
  op: Control,
  lead: readonly Sym[],
  args: readonly Sym[],
  bodies: readonly Graph[],
  derive: Derived,
): (Found | undefined)[] => {
  const made = bodies.map((body) => {
    const { builder, syms } = openBody(
      parentOf([...lead, ...args]),
      args.map((arg, i) => ({ name: `in${i}`, type: typeOfSym(arg) })),
    );
    return { builder, found: builder.shared(() => derive(builder, body, syms)) };
  });
  const models = made[0]!.found.map((_, i) => made.map(({ found }) => found[i]).find((sym) => sym !== undefined));
  const given = models.map((model) => model !== undefined);
  if (!given.includes(true)) return models.map(() => undefined);
  const graphs = made.map(({ builder, found }) => {
    models.forEach((model, i) => {
      if (model !== undefined) builder.output(`out${i}`, orZeros(builder, found[i], model).id);
    });
    return sealGraph(builder.close());
  });
  const outer = (lead[0] ?? args[0]!).builder;
  const results = spread(controlNode(op, [...lead, ...args], {}, graphs, outer), given);
  return results.map((sym, i) => sym && { sym, givenBy: made.map(({ found }) => found[i] !== undefined) });
};

/** Where only one of two branches uses an argument, its cotangent is zero where the other is taken, whatever factor comes after. */
const whereTaken = ({ sym, givenBy: [yes, no] }: Found, test: Sym | undefined): Cotangent => {
  if (test === undefined || yes === no) return everywhere(sym);
  const mask = new Mask(() => broadcastTo(yes === true ? test : not(test), sym.shape));
  return { value: sym, mask, clean: true };
};

/** `lead` arguments are for the node, the rest for its bodies. */
const rule = (op: Control, lead: number): ControlRule => ({
  tangents: (push, { bodies }, all, t) => {
    const [own, args] = [all.slice(0, lead), all.slice(lead)];
    const moving = t.slice(lead).map((tangent) => tangent !== undefined);
    const found = derivedNode(op, own, [...args, ...present(t.slice(lead))], bodies!, (builder, body, inputs) => {
      const x = inputs.slice(0, args.length);
      return pushThrough(push, builder, x, spread(inputs.slice(args.length), moving), place(builder, body, x));
    });
    return found.map((each) => each?.sym);
  },
  cotangents: (pull, { bodies }, all, ct, wanted) => {
    const [own, args] = [all.slice(0, lead), all.slice(lead)];
    const seeded = ct.map((sym) => sym !== undefined);
    const marks = wanted.slice(lead);
    const found = derivedNode(op, own, [...args, ...present(ct)], bodies!, (builder, body, inputs) => {
      const x = inputs.slice(0, args.length);
      const cts = spread(inputs.slice(args.length), seeded);
      return pullThrough(pull, builder, place(builder, body, x), cts, marked(x, marks));
    });
    const terms = found.map((each) => each && whereTaken(each, own[0]));
    let next = 0;
    return [...own.map(() => undefined), ...marks.map((mark) => (mark ? terms[next++] : undefined))];
  },
});

/** Both modes compute what they need of the body again: a kept call is a checkpoint. */
export const call = rule('call', 0);
/** The derivative of the branch taken, chosen by the same test. */
export const cond = rule('cond', 1);
