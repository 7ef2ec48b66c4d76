/** A step of a loop, back: from the cotangents of what it gave to those of what it was given. */
import {
  liftInto,
  openBody,
  reachable,
  traceIn,
  type Builder,
  type Graph,
  type NodeId,
  type Sym,
  type TensorType,
} from '@adjoint/ir';
import { joined } from '../rules/cotangent.ts';
import { zerosIn } from '../modes/zeros.ts';
import { crossingOf, crossingTypes, received, type Crossing, type MaybeCt } from './border.ts';
import { place, pullThrough, type Asked, type Maybe, type Pull } from './rule.ts';

/** A step that is to be taken back, and what of its inputs is asked for. */
export interface Setting {
  readonly pull: Pull;
  readonly body: Graph;
  /** How many of the inputs, and of the outputs, are the state: they come first. */
  readonly carry: number;
  /** The last inputs, which are the same in every step. */
  readonly rest: readonly Sym[];
  readonly asked: Asked;
}

/** What the step began with, as far as it is wanted or needed, and the cotangents of what it gave. */
interface Given {
  readonly first: readonly Maybe[];
  readonly cts: readonly MaybeCt[];
}

/** The types of the inputs or outputs of a body. */
export const typesOf = ({ nodes }: Graph, ports: Readonly<Record<string, NodeId>>): TensorType[] =>
  Object.values(ports).map((id) => nodes[id]!.type);

/** The cotangents of the inputs of a step, as far as they are wanted. What is not given is not wanted, and not needed for them. */
export const stepBack = (
  builder: Builder,
  { pull, body, carry, rest, asked }: Setting,
  { first, cts }: Given,
): MaybeCt[] => {
  const types = typesOf(body, body.inputs);
  return builder.shared(() => {
    const inputs = [...first, ...rest].map((sym, i) =>
      sym === undefined ? zerosIn(builder, types[i]!) : liftInto(builder, sym),
    );
    const y = place(builder, body, inputs);
    const targets = inputs.map((sym, i) => (asked.wanted[i] ? sym : undefined));
    // From step to step the cotangent of the state goes onward.
    const onward = inputs.map((_, i) => i < carry || asked.onward[i]!);
    return pullThrough(pull, builder, y, cts, targets, onward);
  });
};

/** Which cotangents a step back gives, which of what it began with has to be there for that, and which masks of the state. */
interface Trial {
  readonly gives: readonly Crossing[];
  readonly needs: readonly boolean[];
  readonly masks: readonly boolean[];
}

/** The nodes that a step back is for: a mask of the state only if the loop hands it out, or a step before reads it. */
const readBy = (
  builder: Builder,
  { carry, asked }: Setting,
  arriving: readonly MaybeCt[],
  found: readonly MaybeCt[],
): { readonly nodes: Uint8Array; readonly masks: boolean[] } => {
  let masks = arriving.slice(0, carry).map((_, i) => asked.onward[i]!);
  for (;;) {
    const roots = found.flatMap((ct, i) => {
      if (ct === undefined) return [];
      return ct.mask !== undefined && (i >= carry || masks[i]) ? [ct.value.id, ct.mask.sym.id] : [ct.value.id];
    });
    const nodes = reachable(builder, roots);
    const next = masks.map((read, i) => read || nodes[arriving[i]?.mask?.sym.id ?? -1] === 1);
    if (next.every((read, i) => read === masks[i])) return { nodes, masks };
    masks = next;
  }
};

const tried = (parent: Builder, setting: Setting, crossings: readonly Crossing[]): Trial => {
  const { body, rest, asked } = setting;
  const types = typesOf(body, body.inputs);
  const own = types.slice(0, types.length - rest.length);
  const along = crossingTypes(crossings, typesOf(body, body.outputs));
  const { builder, syms } = openBody(
    parent,
    [...own, ...along].map((type, i) => ({ name: `in${i}`, type })),
  );
  const first = syms.slice(0, own.length);
  const cts = received(syms.slice(own.length), crossings);
  const found = traceIn(builder, () => stepBack(builder, setting, { first, cts }));
  const { nodes, masks } = traceIn(builder, () => readBy(builder, setting, cts, found));
  // One that is wanted has to be a symbol of its own, needed or not; if not, shrink drops it.
  const needs = first.map(({ id }, i) => nodes[id] === 1 || asked.wanted[i]!);
  return { gives: found.map(crossingOf), needs, masks };
};

/** What came of trials: a body does not change, and if each step through a loop were tried again in each step around it, it would be 2ᵈ times. */
const trials = new WeakMap<Graph, Map<string, Trial>>();

/** A step back on trial, once for each way of asking: what is used in every step matters by which of it is the same. */
const trialOf = (parent: Builder, setting: Setting, crossings: readonly Crossing[]): Trial => {
  const { body, rest, asked } = setting;
  const places = new Map(rest.map(({ id }, i) => [id, i]));
  const same = rest.map(({ id }) => places.get(id));
  const key = JSON.stringify([same, asked, crossings]);
  const known = trials.get(body) ?? new Map<string, Trial>();
  trials.set(body, known);
  const trial = known.get(key) ?? tried(parent, setting, crossings);
  known.set(key, trial);
  return trial;
};

/** What a step back comes to in the long run: how the cotangents of the state cross from step to step. */
interface Steady extends Trial {
  readonly state: readonly Crossing[];
}

/** The state crosses with masks where it begins with one or a step makes one, for what a step makes the next is given; but not with those that nobody reads. */
export const steady = (
  parent: Builder,
  setting: Setting,
  begin: readonly Crossing[],
  outs: readonly Crossing[] = [],
): Steady => {
  for (let state = begin; ; ) {
    const trial = trialOf(parent, setting, [...state, ...outs]);
    const next = state.map((crossing, i) => (crossing === 'plain' && trial.gives[i] !== 'plain' ? 'masked' : crossing));
    if (next.every((crossing, i) => crossing === state[i])) {
      const read = state.map((crossing, i) => (crossing === 'masked' && !trial.masks[i] ? 'plain' : crossing));
      return { ...trialOf(parent, setting, [...read, ...outs]), state: read };
    }
    state = next;
  }
};

/** How the cotangents of a moving state begin: one that nothing uses in the end is zero, and zero it stays, whatever factor comes after. */
export const beginning = (cts: readonly MaybeCt[], moving: readonly boolean[]): Crossing[] =>
  moving.map((moves, i) => (moves ? (cts[i] === undefined ? 'masked' : crossingOf(cts[i])) : 'none'));

/** What every step uses gathers its cotangents: the sums so far and those of one more step. */
export const gathered = (sums: readonly MaybeCt[], more: readonly MaybeCt[]): MaybeCt[] =>
  sums.map((sum, i) => {
    const term = more[i];
    return sum !== undefined && term !== undefined ? joined(sum, term) : (sum ?? term);
  });
