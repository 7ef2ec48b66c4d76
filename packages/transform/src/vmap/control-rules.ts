/** Batching rules of control flow: bodies become bodies of a batch. A test that differs in the batch makes a choice of a branch. */
import {
  any,
  argmax,
  cast,
  cond as condOf,
  controlNode,
  liftInto,
  not,
  openBody,
  range,
  reshape,
  sealGraph,
  scan as scanOf,
  stopGradient,
  take as takeAt,
  tensorType,
  traceIn,
  transpose,
  where,
  whileLoop as loop,
  zeros,
  type Attrs,
  type Builder,
  type Control,
  type Graph,
  type NodeId,
  type Sym,
} from '@adjoint/ir';
import { batch, type Batchable } from './batchable.ts';

/** Carries the outputs of a body into a definition, as a batch. */
export type Carry = (builder: Builder, body: Graph, placed: Map<NodeId, Batchable>) => Batchable[];

/** What a rule is given: `flags` say which results are to be batches. */
export interface Batching<O extends Control = Control> {
  readonly carry: Carry;
  readonly bodies: readonly Graph[];
  readonly at: Attrs<O>;
  readonly flags: readonly boolean[];
  readonly size: number;
}
type Rule<O extends Control> = (given: Batching<O>, args: readonly Batchable[]) => Sym[];
export type ControlBatchRules = { readonly [O in Control]: Rule<O> };

type Syms = Readonly<Record<string, Sym>>;
const listed = (syms: readonly Sym[]): Syms => Object.fromEntries(syms.map((sym, i) => [`s${i}`, sym]));

/** The same arguments as other symbols. */
const as = (args: readonly Batchable[], syms: readonly Sym[]): Batchable[] =>
  args.map(({ batched }, i) => ({ sym: syms[i]!, batched }));

/** The outputs of a body, from the values of its inputs. */
const carried = ({ carry }: Batching, builder: Builder, body: Graph, args: readonly Batchable[]): Batchable[] => {
  const placed = new Map<NodeId, Batchable>();
  Object.values(body.inputs).forEach((id, i) => {
    const { sym, batched } = args[i]!;
    placed.set(id, { sym: liftInto(builder, sym), batched });
  });
  return carry(builder, body, placed);
};

/** The same, each a batch if its flag says so. */
const place = (
  given: Batching,
  builder: Builder,
  body: Graph,
  args: readonly Batchable[],
  flags: readonly boolean[],
): Sym[] => carried(given, builder, body, args).map((found, i) => (flags[i] ? batch(found, given.size) : found.sym));

/** The choice of each member, spread over its value. */
const chosen = (test: Sym, a: Sym, b: Sym): Sym =>
  where(reshape(test, [...test.shape, ...range(a.shape.length - 1).map(() => 1)]), a, b);

/** The body on a batch: of its inputs too, where they are marked. */
const bodyOnBatch = (given: Batching, body: Graph, inputs: readonly boolean[], flags: readonly boolean[]): Graph => {
  const { size } = given;
  const types = Object.values(body.inputs).map((id) => body.nodes[id]!.type);
  const ports = types.map(({ dtype, shape }, i) => {
    return { name: `in${i}`, type: tensorType(dtype, inputs[i] ? [size, ...shape] : shape) };
  });
  const { builder, syms } = openBody(undefined, ports);
  const args = syms.map((sym, i) => ({ sym, batched: inputs[i]! }));
  const found = traceIn(builder, () => place(given, builder, body, args, flags));
  found.forEach(({ id }, i) => builder.output(`out${i}`, id));
  return sealGraph(builder.close());
};

const call: Rule<'call'> = (given, args) => {
  const batched = args.map((arg) => arg.batched);
  const body = bodyOnBatch(given, given.bodies[0]!, batched, given.flags);
  return controlNode(
    'call',
    args.map(({ sym }) => sym),
    {},
    [body],
  );
};

/** Body and rules as batches of all they take and give. */
const custom: Rule<'custom'> = (given, args) => {
  const all = (names: object): boolean[] => Object.keys(names).map(() => true);
  const bodies = given.bodies.map((body) => bodyOnBatch(given, body, all(body.inputs), all(body.outputs)));
  return controlNode(
    'custom',
    args.map((arg) => batch(arg, given.size)),
    {},
    bodies,
  );
};

/** Whether there is a loop in the body, or in a body of its nodes. */
const loops = ({ nodes }: Graph): boolean =>
  nodes.some(({ op, bodies }) => op === 'whileLoop' || op === 'scan' || bodies?.some(loops) === true);

/** The argument of a branch: those who do not take it get that of the first who does, so that their loops end where its loops do. */
const ofTakers = (take: Sym, { sym, batched }: Batchable, size: number): Batchable => {
  if (!batched) return { sym, batched };
  const leader = stopGradient(takeAt(sym, argmax(cast(take, 'i32'), 0)));
  return { sym: chosen(take, sym, batch({ sym: leader, batched: false }, size)), batched };
};

/**
 * The branch of the members that `take` it. All of them compute it; but loops run only where some member asks for them: else the steps
 * of loops within loops multiply, those that nobody takes too. Then there are zeros in their place, which nobody chooses.
 */
const branchOf = (given: Batching, take: Sym, body: Graph, args: readonly Batchable[]): Sym[] => {
  const { flags, size } = given;
  if (!loops(body)) return place(given, take.builder, body, args, flags);
  const types = Object.values(body.outputs).map((id) => body.nodes[id]!.type);
  const nothing = (): Sym[] => types.map(({ dtype, shape }) => zeros([size, ...shape], dtype));
  if (size === 0) return nothing();
  const found = condOf(
    any(take),
    ({ take: here, ...syms }: Syms) => {
      const own = as(args, Object.values(syms)).map((arg) => ofTakers(here!, arg, size));
      return listed(place(given, here!.builder, body, own, flags));
    },
    () => listed(nothing()),
    { take, ...listed(args.map(({ sym }) => sym)) },
  );
  return Object.values(found);
};

const cond: Rule<'cond'> = (given, [test, ...args]) => {
  const { bodies, flags } = given;
  if (test!.batched) {
    const yes = branchOf(given, test!.sym, bodies[0]!, args);
    const no = branchOf(given, not(test!.sym), bodies[1]!, args);
    return yes.map((sym, i) => chosen(test!.sym, sym, no[i]!));
  }
  const branch =
    (body: Graph) =>
    (syms: Syms): Syms => {
      const own = Object.values(syms);
      return listed(place(given, own[0]!.builder, body, as(args, own), flags));
    };
  return Object.values(condOf(test!.sym, branch(bodies[0]!), branch(bodies[1]!), listed(args.map(({ sym }) => sym))));
};

const whileLoop: Rule<'whileLoop'> = (given, args) => {
  const { bodies, at, flags, size } = given;
  const [test, body] = bodies as readonly [Graph, Graph];
  const state = args.slice(0, at.carry).map((arg, i) => (flags[i] ? batch(arg, size) : arg.sym));
  const rest = args.slice(at.carry);
  const inputs = (syms: Syms): Batchable[] => [
    ...Object.values(syms).map((sym, i) => ({ sym, batched: flags[i]! })),
    ...rest,
  ];
  const tested = (syms: Syms): Batchable => carried(given, Object.values(syms)[0]!.builder, test, inputs(syms))[0]!;
  const found = loop(
    (syms: Syms) => {
      const { sym, batched } = tested(syms);
      return batched ? any(sym) : sym;
    },
    (syms: Syms) => {
      const now = Object.values(syms);
      const next = place(given, now[0]!.builder, body, inputs(syms), flags);
      const goesOn = tested(syms);
      return listed(goesOn.batched ? next.map((sym, i) => chosen(goesOn.sym, sym, now[i]!)) : next);
    },
    listed(state),
  );
  return Object.values(found);
};

const swapped = (x: Sym): Sym => transpose(x, [1, 0, ...range(x.shape.length).slice(2)]);

/** The steps are along axis 0, where the batch is: the two change places on the way in and out. */
const scan: Rule<'scan'> = (given, args) => {
  const { bodies, at, flags, size } = given;
  const state = args.slice(0, at.carry).map((arg, i) => (flags[i] ? batch(arg, size) : arg.sym));
  const stacks = args.slice(at.carry, at.carry + at.xs);
  const rest = args.slice(at.carry + at.xs);
  const found = scanOf(
    (now: Syms, part: Syms | undefined) => {
      const [c, x] = [Object.values(now), Object.values(part ?? {})];
      const inputs = [
        ...c.map((sym, i) => ({ sym, batched: flags[i]! })),
        ...x.map((sym, i) => ({ sym, batched: stacks[i]!.batched })),
        ...rest,
      ];
      const found = place(given, [...c, ...x][0]!.builder, bodies[0]!, inputs, flags);
      return { carry: listed(found.slice(0, at.carry)), out: listed(found.slice(at.carry)) };
    },
    listed(state),
    stacks.length === 0 ? null : listed(stacks.map(({ sym, batched }) => (batched ? swapped(sym) : sym))),
    { length: at.length, reverse: at.reverse },
  );
  const outs = Object.values(found.out).map((sym, i) => (flags[at.carry + i] ? swapped(sym) : sym));
  return [...Object.values(found.carry), ...outs];
};

export const controlBatchRules: ControlBatchRules = { call, custom, cond, whileLoop, scan };
