/** Where a NaN comes from: a graph is run by the interpreter, and a NaN in its outputs is followed back to the node that made it. */
import { spanOf } from '@adjoint/codegen';
import {
  givenOptions,
  originOf,
  resultTypes,
  showNodes,
  sizeOf,
  type Graph,
  type Node,
  type NodeId,
} from '@adjoint/ir';
import { badAt, culprit, entered, type IsBad, type Place } from './culprit.ts';
import type { Feeds } from './feed.ts';
import { interpreted, planned, routines } from './interpreter.ts';
import { link, requestFor } from './link.ts';
import { labelsOf, scopeOf } from './show.ts';

export interface FirstNaNOptions {
  /** Outputs, labels or inputs to look at; all outputs when left out. */
  readonly outputs?: readonly string[];
  /** Whether an infinity is looked for as well; false when left out. */
  readonly infinities?: boolean;
}

/** An argument of the node: its value at the place of the NaN where the two have one shape, and what its elements are like. */
export interface SeenArgument {
  readonly node: Node;
  readonly value: number | undefined;
  readonly least: number;
  readonly greatest: number;
}

/** A node that made a NaN, or an infinity, of arguments that had none. */
export interface FirstNaN {
  readonly node: Node;
  /** The graph that has the node: the one given, or a body in it. */
  readonly graph: Graph;
  /** What the user calls the node: its labels, and the scopes around it from the outermost in, as `mean / softmax`. */
  readonly label: string | undefined;
  readonly scope: string | undefined;
  /** Where the first of them is in the node's value, and what it is. A node of several results tells the place in the first that has one. */
  readonly index: readonly number[];
  readonly value: number;
  readonly args: readonly SeenArgument[];
  /** `file:line:column` of the user's code, where it is known. */
  readonly builtAt: string | undefined;
  /** The nodes of control flow around it, from the outermost in, each with how many times its body had run before. */
  readonly within: readonly { readonly node: Node; readonly iteration: number; readonly builtAt: string | undefined }[];
  /** All of this as a message. */
  readonly toString: () => string;
}

const seen = ({ graph, frame }: Place, id: NodeId, like: Node, at: number): SeenArgument => {
  const node = graph.nodes[id]!;
  const start = frame.places[id]!;
  const values = frame.memory.subarray(start, start + spanOf(node.type));
  const same = node.type.shape.join() === like.type.shape.join() && like.type.rest === undefined;
  let [least, greatest] = [Infinity, -Infinity];
  for (const x of values) [least, greatest] = [Math.min(least, x), Math.max(greatest, x)];
  return { node, value: same ? values[at] : values.length === 1 ? values[0] : undefined, least, greatest };
};

/** The place of element `at` of a node in its shape; of several results, in the one that has it. */
const indexOf = ({ type }: Node, at: number): number[] => {
  let rest = at;
  for (const { shape } of resultTypes(type)) {
    const size = sizeOf(shape);
    if (rest < size) {
      const index = shape.map(() => 0);
      for (let axis = shape.length - 1; axis >= 0; axis--) {
        index[axis] = rest % shape[axis]!;
        rest = Math.floor(rest / shape[axis]!);
      }
      return index;
    }
    rest -= size;
  }
  return [];
};

const message = (found: Omit<FirstNaN, 'toString'>): string => {
  const { graph, node, scope, index, value, args, within } = found;
  const place = index.length === 0 ? '' : ` at [${index.join(', ')}]`;
  const called = (id: NodeId): string => {
    const labels = labelsOf(graph, id);
    return labels.length === 0 ? `%${id}` : `%${id} ${JSON.stringify(labels.join(', '))}`;
  };
  const told = args.map(({ node: { id }, value: x, least, greatest }) =>
    x === undefined ? `${called(id)} from ${least} to ${greatest}` : `${called(id)} = ${x}`,
  );
  return [
    `${value} is made by ${node.op} (${called(node.id)})${scope === undefined ? '' : ` in ${scope}`}${place}${told.length === 0 ? '' : `: of ${told.join(', ')}`}`,
    ...showNodes(graph.nodes, [...node.args, node.id], originOf, graph.inputs).map((line) => `  ${line}`),
    ...[...within].reverse().map(({ node: { op, id }, iteration, builtAt }) => {
      return `  in iteration ${iteration} of ${op} (%${id})${builtAt === undefined ? '' : `, built at ${builtAt}`}`;
    }),
  ].join('\n');
};

/**
 * The node that made the first NaN that reaches an output, of arguments that had none: an input that was fed one counts too. undefined where
 * no output has a NaN: those that a `where` keeps out are not looked for. Runs the interpreter, without optimization; a loop that a NaN keeps from ending
 * does not end here either. Throws what `evaluate` throws.
 */
export const firstNaN = <I extends string>(
  graph: Graph<I>,
  feeds: Partial<Feeds<I>>,
  options: FirstNaNOptions = {},
): FirstNaN | undefined => {
  const { outputs, infinities = false } = givenOptions('firstNaN', options, { outputs: true, infinities: true });
  const isBad: IsBad = infinities ? (x) => !Number.isFinite(x) : Number.isNaN;
  const request = requestFor(graph, outputs);
  const whole = planned(request.graph);
  link(request, interpreted(whole)).call(feeds);
  const { memory, plan } = whole;
  let place: Place = {
    graph: request.graph,
    frame: { memory, nodes: request.graph.nodes, places: plan.places, routine: routines({}, () => {}) },
  };
  const within: { node: Node; iteration: number; builtAt: string | undefined }[] = [];
  for (;;) {
    const id = culprit(place, isBad);
    if (id === undefined) return undefined;
    const node = place.graph.nodes[id]!;
    const stop = node.bodies === undefined ? undefined : entered(place, node, isBad);
    if (stop !== undefined) {
      within.push({ node, iteration: stop.iteration, builtAt: originOf(node) });
      ({ place } = stop);
      continue;
    }
    const { graph: inner, frame } = place;
    const at = badAt(place, id, isBad);
    const here = place;
    const found = {
      node,
      graph: inner,
      label: labelsOf(inner, id).join(', ') || undefined,
      scope: scopeOf(inner, id),
      index: indexOf(node, at),
      value: frame.memory[frame.places[id]! + at]!,
      args: node.args.map((arg) => seen(here, arg, node, at)),
      builtAt: originOf(node),
      within,
    };
    return { ...found, toString: () => message(found) };
  }
};
