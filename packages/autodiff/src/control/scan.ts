/** Derivatives of scan: a scan in either mode. Reverse mode steps back through the states that a second run has kept. */
import { constantIn, scan as scanOf, type Attrs, type Graph, type Node, type Sym } from '@adjoint/ir';
import type { Cotangent } from '../rules/cotangent.ts';
import { crossingOf, provided, received, sent } from './border.ts';
import {
  listed,
  marked,
  movingOutputs,
  orZeros,
  place,
  present,
  pushThrough,
  spread,
  type ControlRule,
  type Maybe,
} from './rule.ts';
import { beginning, gathered, steady, stepBack, typesOf } from './step.ts';

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
const cotangents: ControlRule['cotangents'] = (pull, node, args, cts, { wanted, onward }) => {
  const at = attrsOf(node);
  const body = node.bodies![0]!;
  const { builder } = args[0]!;
  const [, stacks, rest] = split(args, at);
  const all = movingOutputs(body, wanted, at.carry);
  const moving = all.slice(0, at.carry);
  const arriving = cts.map((ct, i) => (all[i] ? ct : undefined));
  const [ctState, ctOut] = [arriving.slice(0, at.carry), arriving.slice(at.carry)];
  if (!moving.includes(true) && ctOut.every((ct) => ct === undefined)) return args.map(() => undefined);
  const asked = { wanted: [...moving, ...wanted.slice(at.carry)], onward };
  const setting = { pull, body, carry: at.carry, rest, asked };
  const crossOut = ctOut.map(crossingOf);
  const { state, gives, needs } = steady(builder, setting, beginning(ctState, moving), crossOut);
  const [, crossXs, crossRest] = split(gives, at);
  const [keeps, reads] = split(needs, at);
  const [typesState, typesXs, typesRest] = split(typesOf(body, body.inputs), at);
  const kept = keptStates(body, args, at, keeps);
  const none = rest.map(() => undefined);
  const init = {
    ct: listed(sent(builder, ctState, state, typesState)),
    rest: listed(sent(builder, none, crossRest, typesRest)),
  };
  const alongOut = sent(builder, ctOut, crossOut, typesOf(body, body.outputs).slice(at.carry));
  const xs = { c: listed(kept), x: listed(marked(stacks, reads)), ct: listed(alongOut) };
  const found = scanOf(
    (now, part) => {
      const along = [...Object.values(now.ct), ...Object.values(part?.ct ?? {})];
      const own = along[0]!.builder;
      const kept = spread(Object.values(part?.c ?? {}), keeps);
      const read = spread(Object.values(part?.x ?? {}), reads);
      const back = stepBack(own, setting, { first: [...kept, ...read], cts: received(along, [...state, ...crossOut]) });
      const [earlier, xsNow, restNow] = split(back, at);
      const sums = gathered(received(Object.values(now.rest), crossRest), restNow);
      return {
        carry: {
          ct: listed(sent(own, earlier, state, typesState)),
          rest: listed(sent(own, sums, crossRest, typesRest)),
        },
        out: listed(sent(own, xsNow, crossXs, typesXs)),
      };
    },
    init,
    Object.values(xs).every((part) => Object.keys(part).length === 0) ? null : xs,
    { length: at.length, reverse: !at.reverse },
  );
  const never = (): Sym => constantIn(builder, 'bool', [], [0]);
  const fromSteps = (ct: Cotangent): Cotangent => (at.length > 0 ? ct : provided(never, ct));
  return [
    ...received(Object.values(found.carry.ct), state).map((ct, i) => (wanted[i] ? ct : undefined)),
    ...received(Object.values(found.out), crossXs),
    ...received(Object.values(found.carry.rest), crossRest).map((ct) => ct && fromSteps(ct)),
  ];
};

export const scan: ControlRule = { tangents, cotangents };
