/** Loops that were unrolled: where numbers are computed by the same steps again and again, they are the steps of a scan. */
import { atOnce, eachInSteps, type Graph, type NodeId, type Steps } from '@adjoint/ir';
import { once, throughBodies, type Fired, type Pass } from '../pass.ts';
import { Emitting } from '../roll/emit.ts';
import { Line } from '../roll/line.ts';
import { linesOf, type Lines } from '../roll/lines.ts';
import { loopOf, type Loop, type Owner } from '../roll/loop.ts';
import { runsOf } from '../roll/runs.ts';
import type { Wanted } from '../roll/turn.ts';

/** The code of smaller graphs fits where code should be. */
const LEAST = 4096;

/** Which phases of each loop are read from outside of it. */
const wantedOf = ({ nodes, outputs }: Graph, places: Lines, loops: readonly Loop[], owner: Owner) => {
  const wanted = new Map(loops.map((loop) => [loop, new Map<number, 'last' | 'any'>()]));
  const want = (id: NodeId): void => {
    const loop = owner(id);
    if (loop === undefined) return;
    const place = places.at[id]! - loop.start;
    const isLast = place >= (loop.turns - 1) * loop.period;
    const phases = wanted.get(loop)!;
    const phase = place % loop.period;
    if (!isLast) phases.set(phase, 'any');
    else if (!phases.has(phase)) phases.set(phase, 'last');
  };
  for (const { id, args } of nodes) {
    if (owner(id) === undefined) for (const arg of args) want(arg);
  }
  for (const id of Object.values(outputs)) want(id);
  for (const { states, stacks, fixed } of loops) {
    for (const { starts } of states) for (const id of starts) want(id);
    for (const values of stacks) for (const id of values) want(id);
    for (const id of fixed) want(id);
  }
  return wanted as ReadonlyMap<Loop, Wanted>;
};

/** The loops of a graph, in the order in which they can be computed, and whose values are whose. */
function* loopsIn({ nodes }: Graph, places: Lines): Steps<{ loops: readonly Loop[]; owner: Owner }> {
  /** By value, the number of its loop, counted from 1. */
  const numbers = new Int32Array(nodes.length);
  const loops: Loop[] = [];
  const owner: Owner = (id) => loops[numbers[places.same[id]!]! - 1];
  for (let number = 0; number < places.lines.length; number++) {
    const line = new Line(nodes, places, number);
    for (const run of yield* runsOf(line)) {
      const loop = loopOf(line, run, places, owner);
      if (loop === undefined) continue;
      loops.push(loop);
      for (let at = loop.start; at < loop.end; at++) numbers[line.nodes[at]!.id] = loops.length;
      yield loop.end - loop.start;
    }
  }
  return { loops, owner };
}

function* rolled(graph: Graph, fired: Fired): Steps<Graph> {
  if (graph.nodes.length < LEAST) return graph;
  const places = yield* linesOf(graph);
  const { loops, owner } = yield* loopsIn(graph, places);
  if (loops.length === 0) return graph;
  const wanted = wantedOf(graph, places, loops, owner);
  yield graph.nodes.length;
  const emitting = new Emitting(graph, places, owner);
  const written = new Set<Loop>();
  const write = (id: NodeId): void => {
    const loop = owner(id);
    if (loop === undefined) emitting.keep(id);
    else if (!written.has(loop)) {
      written.add(loop);
      fired('roll', id);
      emitting.roll(loop, wanted.get(loop)!);
    }
  };
  for (const [number, line] of places.lines.entries()) {
    const others = places.others[number]!;
    yield* eachInSteps(others.length, (at) => emitting.keep(others[at]!));
    yield* eachInSteps(line.length, (at) => write(line[at]!));
  }
  return emitting.close();
}

/** Whether half of the numbers that a graph begins with, and more, are turns of loops. */
const beginsWithLoops = ({ nodes }: Graph): boolean => {
  const places = atOnce(linesOf({ nodes: nodes.slice(0, 2 * LEAST) }));
  const lines = places.lines.map((_, number) => new Line(nodes, places, number));
  const runs = lines.flatMap((line) => atOnce(runsOf(line)));
  const [all, within] = [
    lines.reduce((sum, line) => sum + line.nodes.length, 0),
    runs.reduce((sum, { start, end }) => sum + end - start, 0),
  ];
  return 2 * within > all;
};

/** Under the op that they make: a page that is slimmed leaves them out where it has no scans. */
const into: { readonly scan?: { readonly rolled: typeof rolled; readonly found: typeof beginsWithLoops } } = {
  scan: { rolled, found: beginsWithLoops },
};

/** Whether most of the graph is likely to be loops that were unrolled: its beginning tells. */
export const isUnrolled = (graph: Graph): boolean => graph.nodes.length >= LEAST && into.scan?.found(graph) === true;

export const rollPass: Pass = {
  name: 'roll',
  doc: 'makes loops of numbers that are computed by the same steps again and again',
  keeps: 'bits',
  run: throughBodies(function* (graph, fired) {
    return into.scan === undefined ? graph : yield* into.scan.rolled(graph, fired);
  }),
};

/**
 * The graph with unrolled loops as scans, or as work on arrays; every value keeps its bits. Of labels in them, those of the first turn are left,
 * in the body of its scan.
 */
export const roll = <G extends Graph>(graph: G): G => once({ ...rollPass, run: throughBodies(rolled) }, graph);
