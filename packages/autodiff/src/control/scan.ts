/** Derivatives of scan: a scan in either mode. Reverse mode steps back through the states that a second run has kept. */
import {
  add,
  liftInto,
  openBody,
  reachable,
  scan as scanOf,
  traceIn,
  type Attrs,
  type Builder,
  type Graph,
  type Node,
  type Port,
  type Sym,
} from '@adjoint/ir';
import { zerosIn } from '../modes/zeros.ts';
import {
  listed,
  marked,
  movingOutputs,
  orZeros,
  place,
  present,
  pullThrough,
  pushThrough,
  spread,
  type ControlRule,
  type Maybe,
  type Pull,
} from './rule.ts';

const isThere = (sym: Maybe): boolean => sym !== undefined;

/** The arguments of a scan, by what they are for. */
const split = <T>(all: readonly T[], { carry, xs }: Attrs<'scan'>): readonly [state: T[], xs: T[], rest: T[]] => [
  all.slice(0, carry),
  all.slice(carry, carry + xs),
  all.slice(carry + xs),
];

const attrsOf = (node: Node): Attrs<'scan'> => node.attrs as unknown as Attrs<'scan'>;

/** ċ and ẋ go along with c and x: (c, ċ), (x, ẋ) ↦ (c⁺, ċ⁺), ẏ. */
const tangents: ControlRule['tangents'] = (push, node, args, t) => {
  const at = attrsOf(node);
  const body = node.bodies![0]!;
  const [state, stacks, rest] = split(args, at);
  const [tState, tStacks, tRest] = split(t, at);
  const all = movingOutputs(body, t.map(isThere), at.carry);
  const [moving, outs] = [all.slice(0, at.carry), all.slice(at.carry)];
  const sliding = tStacks.map(isThere);
  const init = {
    c: listed(state),
    t: listed(
      marked(
        state.map((sym, i) => orZeros(sym.builder, tState[i], sym)),
        moving,
      ),
    ),
  };
  const xs = { x: listed(stacks), t: listed(present(tStacks)) };
  const found = scanOf(
    (now, part) => {
      const [c, x] = [Object.values(now.c), Object.values(part?.x ?? {})];
      const { builder } = [...c, ...x][0]!;
      const inputs = [...c, ...x, ...rest];
      const given = [
        ...spread(Object.values(now.t), moving),
        ...spread(Object.values(part?.t ?? {}), sliding),
        ...tRest,
      ];
      return builder.shared(() => {
        const y = place(builder, body, inputs);
        const ty = pushThrough(push, builder, inputs, given, y).map((sym, i) => orZeros(builder, sym, y[i]!));
        return {
          carry: { c: listed(y.slice(0, at.carry)), t: listed(marked(ty.slice(0, at.carry), moving)) },
          out: listed(marked(ty.slice(at.carry), outs)),
        };
      });
    },
    init,
    stacks.length === 0 ? null : xs,
    { length: at.length, reverse: at.reverse },
  );
  return [...spread(Object.values(found.carry.t), moving), ...spread(Object.values(found.out), outs)];
};

/** What a step back is given: the state and parts it began with, as far as they are wanted or needed, and the cotangents of what it gave. */
interface StepBack {
  readonly c: readonly Maybe[];
  readonly x: readonly Maybe[];
  readonly ct: readonly Maybe[];
}

/** The cotangents of the inputs of a step, as far as they are wanted. What is not given is not wanted, and not needed for them. */
const stepBack = (
  pull: Pull,
  body: Graph,
  rest: readonly Sym[],
  wanted: readonly boolean[],
  { c, x, ct }: StepBack,
): Maybe[] => {
  const { builder } = present(ct)[0]!;
  const types = Object.values(body.inputs).map((id) => body.nodes[id]!.type);
  return builder.shared(() => {
    const inputs = [...c, ...x, ...rest].map((sym, i) =>
      sym === undefined ? zerosIn(builder, types[i]!) : liftInto(builder, sym),
    );
    const y = place(builder, body, inputs);
    const targets = inputs.map((sym, i) => (wanted[i] ? sym : undefined));
    return pullThrough(pull, builder, y, ct, targets);
  });
};

/** Where a step back is taken. */
interface Setting {
  readonly parent: Builder;
  readonly body: Graph;
  readonly at: Attrs<'scan'>;
  readonly rest: readonly Sym[];
  /** Which of the results have a cotangent. */
  readonly ct: readonly boolean[];
  /** Which of the inputs are wanted. */
  readonly inward: readonly boolean[];
}

/** Which cotangents a step back gives, and which parts of the state and of xs have to be there for that. */
interface Trial {
  readonly gives: readonly boolean[];
  readonly needs: readonly boolean[];
}

const tried = ({ parent, body, at, ct, inward }: Setting, step: (given: StepBack) => Maybe[]): Trial => {
  const { nodes, inputs, outputs } = body;
  const typesOf = (ids: readonly number[]): Port[] => ids.map((id) => ({ name: `of ${id}`, type: nodes[id]!.type }));
  const first = typesOf(Object.values(inputs).slice(0, at.carry + at.xs));
  const seeds = marked(typesOf(Object.values(outputs)), ct);
  const { builder, syms } = openBody(
    parent,
    [...first, ...seeds].map(({ type }, i) => ({ name: `in${i}`, type })),
  );
  const own = syms.slice(0, first.length);
  const found = traceIn(builder, () =>
    step({ c: own.slice(0, at.carry), x: own.slice(at.carry), ct: spread(syms.slice(first.length), ct) }),
  );
  const needed = reachable(
    builder,
    present(found).map(({ id }) => id),
  );
  // One that is wanted has to be a symbol of its own, needed or not; if not, shrink drops it.
  return { gives: found.map(isThere), needs: own.map(({ id }, i) => needed[id] === 1 || inward[i]!) };
};

/** What came of trials: a body does not change, and if each step through a scan were tried again in each step around it, it would be 2ᵈ times. */
const trials = new WeakMap<Graph, Map<string, Trial>>();

/** A step back on trial, once for each way of asking: what is used in every step matters by which of it is the same. */
const trialOf = (setting: Setting, step: (given: StepBack) => Maybe[]): Trial => {
  const { body, at, rest, ct, inward } = setting;
  const places = new Map(rest.map(({ id }, i) => [id, i]));
  const same = rest.map(({ id }) => places.get(id));
  const key = JSON.stringify([at.carry, at.xs, same, ct, inward]);
  const known = trials.get(body) ?? new Map<string, Trial>();
  trials.set(body, known);
  const trial = known.get(key) ?? tried(setting, step);
  known.set(key, trial);
  return trial;
};

/** The states that the steps began with, those that are needed, stacked. */
const keptStates = (body: Graph, args: readonly Sym[], at: Attrs<'scan'>, needs: readonly boolean[]): Sym[] => {
  if (!needs.includes(true)) return [];
  const [state, stacks, rest] = split(args, at);
  const found = scanOf(
    (now, part) => {
      const [c, x] = [Object.values(now), Object.values(part ?? {})];
      const { builder } = c[0]!;
      const y = place(builder, body, [...c, ...x, ...rest]);
      return { carry: listed(y.slice(0, at.carry)), out: listed(marked(c, needs)) };
    },
    listed(state),
    stacks.length === 0 ? null : listed(stacks),
    { length: at.length, reverse: at.reverse },
  );
  return Object.values(found.out);
};

/** c̄⁺, ȳ ↦ c̄, x̄ step by step from the last to the first; what is used in every step gathers its cotangent along the way. */
const cotangents: ControlRule['cotangents'] = (pull, node, args, ct, wanted) => {
  const at = attrsOf(node);
  const body = node.bodies![0]!;
  const { builder } = args[0]!;
  const [state, stacks, rest] = split(args, at);
  const all = movingOutputs(body, wanted, at.carry);
  const [moving, outs] = [all.slice(0, at.carry), all.slice(at.carry)];
  const cOut = ct.slice(at.carry).map((sym, i) => (outs[i] ? sym : undefined));
  const seeded = [...moving, ...cOut.map(isThere)];
  if (!seeded.includes(true)) return args.map(() => undefined);
  const inward = [...moving, ...wanted.slice(at.carry)];
  const step = (given: StepBack): Maybe[] => stepBack(pull, body, rest, inward, given);
  const { gives, needs } = trialOf({ parent: builder, body, at, rest, ct: seeded, inward }, step);
  const [, givesXs, givesRest] = split(gives, at);
  const [keeps, reads] = split(needs, at);
  const kept = keptStates(body, args, at, keeps);
  const init = {
    ct: listed(
      marked(
        state.map((sym, i) => orZeros(builder, ct[i], sym)),
        moving,
      ),
    ),
    rest: listed(marked(rest, givesRest).map((sym) => zerosIn(builder, sym.type))),
  };
  const xs = { c: listed(kept), x: listed(marked(stacks, reads)), ct: listed(present(cOut)) };
  const found = scanOf(
    (now, part) => {
      const [ctLater, ctRest] = [Object.values(now.ct), Object.values(now.rest)];
      const ctNow = [...ctLater, ...Object.values(part?.ct ?? {})];
      const back = step({
        c: spread(Object.values(part?.c ?? {}), keeps),
        x: spread(Object.values(part?.x ?? {}), reads),
        ct: spread(ctNow, seeded),
      });
      const [cState, cXs, cRest] = split(back, at);
      const earlier = marked(cState, moving).map((sym, i) => orZeros(ctNow[0]!.builder, sym, ctLater[i]!));
      const gathered = present(cRest).map((sym, i) => add(ctRest[i]!, sym));
      return { carry: { ct: listed(earlier), rest: listed(gathered) }, out: listed(present(cXs)) };
    },
    init,
    Object.values(xs).every((part) => Object.keys(part).length === 0) ? null : xs,
    { length: at.length, reverse: !at.reverse },
  );
  const cState = spread(Object.values(found.carry.ct), moving).map((sym, i) => (wanted[i] ? sym : undefined));
  return [
    ...cState,
    ...spread(Object.values(found.out), givesXs),
    ...spread(Object.values(found.carry.rest), givesRest),
  ];
};

export const scan: ControlRule = { tangents, cotangents };
