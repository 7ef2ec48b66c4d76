/** The search for a node that made a bad number, in values that the interpreter has left in its memory. */
import { spanOf } from '@adjoint/codegen';
import type { Graph, Node, NodeId } from '@adjoint/ir';
import { routines } from './interpreter.ts';
import { kernelOf, Site, type Frame } from './kernels/index.ts';
import type { Watch } from './program.ts';

export type IsBad = (x: number) => boolean;

/** A graph whose values stand in memory. */
export interface Place {
  readonly graph: Graph;
  readonly frame: Frame;
}

/** How far into the memory of the node the first bad number is; −1 where there is none. Whole numbers are never bad. */
export const badAt = ({ graph, frame: { memory, places } }: Place, id: NodeId, isBad: IsBad): number => {
  const start = places[id]!;
  const size = spanOf(graph.nodes[id]!.type);
  for (let i = 0; i < size; i++) if (isBad(memory[start + i]!)) return i;
  return -1;
};

/** The first node on a bad path to the outputs that has no bad argument; undefined where no output is bad. */
export const culprit = (place: Place, isBad: IsBad): NodeId | undefined => {
  const { graph } = place;
  const known = new Map<NodeId, boolean>();
  const bad = (id: NodeId): boolean => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const found = badAt(place, id, isBad) >= 0;
    known.set(id, found);
    return found;
  };
  const stack = Object.values(graph.outputs).filter(bad);
  const seen = new Set(stack);
  let first: NodeId | undefined;
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const args = graph.nodes[id]!.args.filter(bad);
    if (args.length === 0 && (first === undefined || id < first)) first = id;
    for (const arg of args) if (!seen.has(arg)) stack.push((seen.add(arg), arg));
  }
  return first;
};

/** Ends a run where a body has given a bad number. */
class Stop {
  readonly place: Place;
  readonly iteration: number;

  constructor(place: Place, iteration: number) {
    this.place = place;
    this.iteration = iteration;
  }
}

/** Runs a node of control flow again, up to where one of its bodies first gives a bad number; undefined where none does. */
export const entered = ({ frame }: Place, node: Node, isBad: IsBad): Stop | undefined => {
  const body: Watch['body'] = (inside, inner, run) => {
    if (!node.bodies!.includes(inside)) return run;
    const place = { graph: inside, frame: inner };
    let runs = 0;
    return () => {
      run();
      if (Object.values(inside.outputs).some((id) => badAt(place, id, isBad) >= 0)) throw new Stop(place, runs);
      runs++;
    };
  };
  const watched = { ...frame, routine: routines({ body }, () => {}) };
  try {
    kernelOf(new Site(watched, node))();
    return undefined;
  } catch (error) {
    if (error instanceof Stop) return error;
    throw error;
  }
};
