/** One turn of a loop as the body of a scan. */
import {
  apply,
  constantIn,
  holderOf,
  openBody,
  sealGraph,
  tensorType,
  type DType,
  type Graph,
  type NodeId,
  type Sym,
} from '@adjoint/ir';
import type { Loop } from './loop.ts';

/** Phases of a loop that are read from outside of it: after its last turn alone, or of any turn. */
export type Wanted = ReadonlyMap<number, 'last' | 'any'>;

/** A part of the state: the value of a phase so many turns before. */
export interface Link {
  readonly phase: number;
  readonly lag: number;
  /** Its value before the first turn; undefined where no turn reads it. */
  readonly start: NodeId | undefined;
}

/** What a turn is handed and gives, in order: the state, an element of each stack, what is fixed; the state, an element of each result. */
export interface Turn {
  /** A value that is read several turns later is handed on from link to link. */
  readonly links: readonly Link[];
  /** For each of the loop's states the link that is read. */
  readonly read: readonly number[];
  /** Constants are written in the body instead. */
  readonly fixed: readonly NodeId[];
  /** Phases whose values of all turns are kept. */
  readonly kept: readonly number[];
}

export const turnOf = ({ states, fixed }: Loop, wanted: Wanted, isConstant: (id: NodeId) => boolean): Turn => {
  const links: Link[] = [];
  const read = states.map(({ phase, lag, starts }) => {
    for (let back = 1; back <= lag; back++) links.push({ phase, lag: back, start: starts[lag - back]! });
    return links.length - 1;
  });
  const handed = new Set(states.map(({ phase }) => phase));
  for (const [phase, when] of wanted) {
    if (when === 'last' && !handed.has(phase)) links.push({ phase, lag: 1, start: undefined });
  }
  const kept = [...wanted].flatMap(([phase, when]) => (when === 'any' ? [phase] : []));
  return { links, read, fixed: fixed.filter((id) => !isConstant(id)), kept };
};

/** The body, given the dtypes of values, the numbers that constants are, and labels: it has those of the first turn. */
export const bodyOf = (
  loop: Loop,
  { links, read, fixed, kept }: Turn,
  dtypeOf: (id: NodeId) => DType,
  dataOf: (id: NodeId) => readonly number[],
  labelsOf: (id: NodeId) => readonly string[],
): Graph => {
  const dtypes = loop.body.map(({ node }) => node.type.dtype);
  const ports = [
    ...links.map(({ phase }, i) => ({ name: `state.${i}`, type: tensorType(dtypes[phase]!, []) })),
    ...loop.stacks.map(([first], i) => ({ name: `part.${i}`, type: tensorType(dtypeOf(first!), []) })),
    ...fixed.map((id, i) => ({ name: `fixed.${i}`, type: tensorType(dtypeOf(id), []) })),
  ];
  const { builder, syms } = openBody(undefined, ports);
  const stacks = syms.slice(links.length);
  const entered = new Map(fixed.map((id, i) => [id, stacks[loop.stacks.length + i]!]));
  const values = {
    phases: [] as Sym[],
    states: read.map((link) => syms[link]!),
    stacks,
    fixed: loop.fixed.map((id) => entered.get(id) ?? constantIn(builder, dtypeOf(id), [], dataOf(id))),
  };
  for (const { node, operands } of loop.body) {
    builder.deriveFrom(node);
    const args = operands.map(({ of, at }) => values[of][at]!);
    values.phases.push(apply(node.op, args, node.attrs));
  }
  const { phases } = values;
  const next = links.map(({ phase, lag }, i) => (lag === 1 ? phases[phase]! : syms[i - 1]!));
  [...next, ...kept.map((phase) => phases[phase]!)].forEach(({ id }, i) => builder.output(`out.${i}`, id));
  loop.body.forEach(({ node }, phase) => {
    const free = labelsOf(node.id).filter((label) => holderOf(builder, label) === undefined);
    for (const label of free) builder.label(label, phases[phase]!.id);
  });
  return sealGraph(builder.close());
};
