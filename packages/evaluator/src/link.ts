/** Joins a program to the names and types of its graph, so that every target is called in the same way. */
import { neededFor } from '@adjoint/codegen';
import { demandGraphLike, givenList, resolve, type Graph, type Names, type TensorType } from '@adjoint/ir';
import { dropTargets, fillTargets, fresh, outletsOf, takeTargets, type Targets } from './deliver.ts';
import { portsOf, writeFeeds, type Feeds } from './feed.ts';
import type { Program } from './program.ts';
import type { Tensor } from './tensor.ts';

/** What is to be computed: the graph with the wanted outputs alone, and the inputs that a caller must feed. */
export interface Request {
  readonly graph: Graph;
  readonly demanded: (input: string) => boolean;
}

/** All outputs, and then every input must be fed; or those asked for, by any name, and the inputs they need. Throws `name-unknown`. */
export const requestFor = (graph: Graph, outputs: readonly string[] | undefined): Request => {
  demandGraphLike(graph);
  if (outputs === undefined) return { graph, demanded: () => true };
  const wanted: Record<string, number> = {};
  for (const name of givenList('outputs', outputs, 'names')) wanted[name] = resolve(graph, name);
  const needed = neededFor(graph.nodes, Object.values(wanted));
  return { graph: { ...graph, outputs: wanted }, demanded: (input) => needed[graph.inputs[input]!] === 1 };
};

const typesOf = ({ nodes }: Graph, names: Names): Record<string, TensorType> =>
  Object.fromEntries(Object.entries(names).map(([name, id]) => [name, nodes[id]!.type]));

/** A program as its callers see it. */
export interface Linked {
  readonly call: (feeds: Partial<Feeds>) => Record<string, Tensor>;
  readonly into: <T extends Targets>(feeds: Partial<Feeds>, targets: T) => T;
}

/** The program, called with feeds and giving outputs, both checked against the graph. */
export const link = ({ graph, demanded }: Request, program: Program): Linked => {
  const ports = portsOf(typesOf(graph, graph.inputs), program.inputs, demanded);
  const outlets = outletsOf(typesOf(graph, graph.outputs), program.outputs);
  const { run, gate } = program;
  const into: Linked['into'] = (feeds, targets) => {
    try {
      takeTargets(outlets, targets);
      writeFeeds(ports, feeds);
      run();
      fillTargets(outlets);
    } catch (error) {
      dropTargets(outlets);
      throw error;
    }
    return targets;
  };
  return {
    call: (feeds) => {
      writeFeeds(ports, feeds);
      run();
      return fresh(outlets);
    },
    into: gate === undefined ? into : gate(ports.list, outlets.list, run, into),
  };
};
