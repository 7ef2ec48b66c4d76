/** Derivatives of call and cond: what is derived is the body, and the body of the branch not taken does not run either. */
import {
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
import { everywhere, type Cotangent } from '../rules/cotangent.ts';
import { crossingOf, provided, received, sent, type Crossing, type MaybeCt } from './border.ts';
import { marked, place, present, pullThrough, pushThrough, spread, type ControlRule } from './rule.ts';

/** What a body comes to: given its inputs, derivatives, or nothing for what it would give. */
type Derived = (builder: Builder, body: Graph, inputs: readonly Sym[]) => MaybeCt[];

const typeOfSym = ({ dtype, shape }: Sym): TensorType => ({ dtype, shape });

/** How a result of several bodies crosses: with a mask if one of them has one. */
const together = (crossings: readonly Crossing[]): Crossing =>
  (['masked', 'plain', 'none'] as const).find((crossing) => crossings.includes(crossing))!;

/** Where only one of two branches uses an argument, its cotangent is zero where the other is taken, whatever factor comes after. */
const whereTaken = (ct: Cotangent, givenBy: readonly boolean[], test: Sym | undefined): Cotangent => {
  const [yes, no] = givenBy;
  return test === undefined || yes === no ? ct : provided(() => (yes === true ? test : not(test)), ct);
};

/** A node of the same op on derived bodies, each given `args`, and its results; undefined where no body has one. */
const derivedNode = (
  op: Control,
  lead: readonly Sym[],
  args: readonly Sym[],
  bodies: readonly Graph[],
  derive: Derived,
): MaybeCt[] => {
  const made = bodies.map((body) => {
    const { builder, syms } = openBody(
      parentOf([...lead, ...args]),
      args.map((arg, i) => ({ name: `in${i}`, type: typeOfSym(arg) })),
    );
    return { builder, found: builder.shared(() => derive(builder, body, syms)) };
  });
  const results = made[0]!.found.map((_, i) => made.map(({ found }) => found[i]));
  const crossings = results.map((cts) => together(cts.map(crossingOf)));
  if (crossings.every((crossing) => crossing === 'none')) return results.map(() => undefined);
  const types = results.map((cts) => cts.find((ct) => ct !== undefined)?.value.type);
  const graphs = made.map(({ builder, found }) => {
    sent(builder, found, crossings, types).forEach(({ id }, i) => builder.output(`out${i}`, id));
    return sealGraph(builder.close());
  });
  const outer = (lead[0] ?? args[0]!).builder;
  return received(controlNode(op, [...lead, ...args], {}, graphs, outer), crossings).map((ct, i) => {
    const givenBy = results[i]!.map((each) => each !== undefined);
    return ct && whereTaken(ct, givenBy, lead[0]);
  });
};

/** `lead` arguments are for the node, the rest for its bodies. */
const rule = (op: Control, lead: number): ControlRule => ({
  tangents: (push, { bodies }, all, t) => {
    const [own, args] = [all.slice(0, lead), all.slice(lead)];
    const moving = t.slice(lead).map((tangent) => tangent !== undefined);
    const found = derivedNode(op, own, [...args, ...present(t.slice(lead))], bodies!, (builder, body, inputs) => {
      const x = inputs.slice(0, args.length);
      const given = spread(inputs.slice(args.length), moving);
      return pushThrough(push, builder, x, given, place(builder, body, x)).map((sym) => sym && everywhere(sym));
    });
    return found.map((each) => each?.value);
  },
  cotangents: (pull, { bodies }, all, cts, { wanted, onward }) => {
    const [own, args] = [all.slice(0, lead), all.slice(lead)];
    const crossings = cts.map(crossingOf);
    const marks = wanted.slice(lead);
    const along = sent(
      all[0]!.builder,
      cts,
      crossings,
      cts.map((ct) => ct?.value.type),
    );
    const found = derivedNode(op, own, [...args, ...along], bodies!, (builder, body, inputs) => {
      const x = inputs.slice(0, args.length);
      const given = received(inputs.slice(args.length), crossings);
      return pullThrough(
        pull,
        builder,
        place(builder, body, x),
        given,
        marked(x, marks),
        marked(onward.slice(lead), marks),
      );
    });
    return [...own.map(() => undefined), ...spread(found, marks)];
  },
});

/** Both modes compute what they need of the body again: a kept call is a checkpoint. */
export const call = rule('call', 0);
/** The derivative of the branch taken, chosen by the same test. */
export const cond = rule('cond', 1);
