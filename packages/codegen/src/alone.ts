/** The work of a node that shares no loops with others, by its kind. */
import type { Graph, NodeId } from '@adjoint/ir';
import { contract, type Tabulate } from './loop/contract.ts';
import { controlOf, type Body, type Layout } from './loop/control.ts';
import { place } from './loop/place.ts';
import { scratchOf } from './loop/product.ts';
import { rowsOf, running } from './loop/running.ts';
import { nestWork, type Work } from './loop/work.ts';
import { procedureCalls } from './procedure/work.ts';
import { bodiesOf } from './schedule/bodies.ts';
import type { Alone } from './schedule/kinds.ts';
import type { Schedule } from './schedule/schedule.ts';

/** What there is of a plan when a node comes to its turn. */
export interface Planned {
  readonly schedule: Schedule;
  readonly layout: Layout;
  /** The first of the doubles that are free while the node is computed, and how many there must be. */
  readonly scratch: number;
  readonly demand: (doubles: number) => void;
  readonly tabulate: Tabulate;
  /** The places of what procedures keep, by its keys. */
  readonly kept: ReadonlyMap<string, number>;
  readonly unitOf: (body: Graph) => Body;
  /** That of the bodies, by its numbers. */
  readonly work: readonly Work[];
}

type Maker = (id: NodeId, planned: Planned) => readonly Work[];

const makers: { readonly [K in Alone]: Maker } = {
  contraction: (id, { schedule, layout, scratch, demand, tabulate }) => {
    const work = contract(schedule, layout.places, id, scratch, tabulate);
    for (const each of work) if (each.kind === 'product') demand(scratchOf(each.product));
    return work;
  },
  placed: (id, { schedule, layout }) => place(schedule, layout.places, id).map(nestWork),
  running: (id, { schedule, layout, scratch, demand }) => {
    demand(rowsOf(schedule.nodes[id]!, schedule));
    return running(schedule, layout.places, id, scratch).map(nestWork);
  },
  procedure: (id, { schedule, layout, scratch, demand, kept }) => [
    { kind: 'calls', calls: procedureCalls(schedule, layout.places, id, { scratch, demand, kept }) },
  ],
  control: (id, { schedule, layout, scratch, demand, unitOf, work }) => {
    const node = schedule.nodes[id]!;
    const bodies = bodiesOf(node).map(unitOf);
    return [controlOf({ ...layout, node, bodies, work, scratch, demand })];
  },
};

/** The work of a node of that kind. */
export const aloneWork = (kind: Alone, id: NodeId, planned: Planned): readonly Work[] => makers[kind](id, planned);
