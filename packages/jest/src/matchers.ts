/** The matchers. A wrong use throws in either sense, so that `.not` never passes by accident. */
import { checkGradients, diff, InputError, isomorphic, OPS, parse, stats, type Graph } from 'adjoint';
import type { MatcherContext } from 'expect';
import { Call } from './report.ts';
import type { GradientCheck, OpCounts } from './types.ts';

interface Result {
  readonly pass: boolean;
  readonly message: () => string;
}

function toHaveOps(this: MatcherContext, received: unknown, counts: OpCounts): Result {
  const call = new Call(this, 'toHaveOps', 'counts');
  const graph = call.graph(received, 'received');
  const stray = Object.keys(counts).find((op) => !Object.hasOwn(OPS, op));
  if (stray !== undefined) throw call.misuse(`there is no op ${JSON.stringify(stray)}`);
  const has: Readonly<Record<string, number | undefined>> = stats(graph).ops;
  const wrong = Object.entries(counts).filter(([op, count]) => (has[op] ?? 0) !== count);
  const tell = (entries: [string, number][]): string =>
    entries.map(([op, count]) => `${op}: expected ${this.isNot ? 'not ' : ''}${count}, has ${has[op] ?? 0}`).join('\n');
  return call.told(wrong.length === 0, graph, () => tell(wrong.length === 0 ? Object.entries(counts) : wrong));
}

const alike = (call: Call, received: Graph, expected: Graph): Result =>
  isomorphic(received, expected)
    ? call.told(true, received, () => 'The graphs compute the same.')
    : call.result(false, () => [`- expected, + received:\n${diff(expected, received)}`]);

function toMatchGraph(this: MatcherContext, received: unknown, text: string): Result {
  const call = new Call(this, 'toMatchGraph', 'text');
  return alike(call, call.graph(received, 'received'), parse(text));
}

function toBeIsomorphicTo(this: MatcherContext, received: unknown, other: unknown): Result {
  const call = new Call(this, 'toBeIsomorphicTo', 'other');
  return alike(call, call.graph(received, 'received'), call.graph(other, 'expected'));
}

/** Why the graph does not extend the base; undefined when it does. */
const broken = (graph: Graph, base: Graph): string | undefined => {
  const changed = base.nodes.find((node) => graph.nodes[node.id] !== node);
  if (changed !== undefined) {
    return graph.nodes.length <= changed.id
      ? `It ends before node %${changed.id}.`
      : `Node %${changed.id} is not the same object.`;
  }
  for (const kind of ['inputs', 'outputs', 'names'] as const) {
    const moved = Object.keys(base[kind]).find(
      (name) => !Object.hasOwn(graph[kind], name) || graph[kind][name] !== base[kind][name],
    );
    if (moved !== undefined)
      return `The name ${JSON.stringify(moved)} among its ${kind} is gone or means another node.`;
  }
  return undefined;
};

function toExtend(this: MatcherContext, received: unknown, other: unknown): Result {
  const call = new Call(this, 'toExtend', 'base');
  const [graph, base] = [call.graph(received, 'received'), call.graph(other, 'expected')];
  const why = broken(graph, base);
  if (why === undefined)
    return call.told(true, graph, () => `Its first ${base.nodes.length} nodes are those of the base.`);
  return call.result(false, () => [why, `- base, + received:\n${diff(base, graph) || 'the texts are equal'}`]);
}

const isOneFloat = (graph: Graph, id: number): boolean => {
  const { dtype, shape } = graph.nodes[id]!.type;
  return isFloat(dtype) && shape.every((dim) => dim === 1);
};
const isFloat = (dtype: string): boolean => dtype === 'f64' || dtype === 'f32';
const floatInputs = ({ nodes, inputs }: Graph): string[] =>
  Object.keys(inputs).filter((name) => isFloat(nodes[inputs[name]!]!.type.dtype));

const costOf = (call: Call, graph: Graph): string => {
  const costs = Object.keys(graph.outputs).filter((name) => isOneFloat(graph, graph.outputs[name]!));
  if (costs.length === 1) return costs[0]!;
  throw call.misuse(
    '`of` must name the cost where the graph has not one output of one float',
    `Outputs: ${Object.keys(graph.outputs).join(', ')}`,
  );
};

function toHaveGradients(this: MatcherContext, received: unknown, check: GradientCheck): Result {
  const call = new Call(this, 'toHaveGradients', 'check');
  const graph = call.graph(received, 'received');
  const of = check.of ?? costOf(call, graph);
  const wrt = check.wrt ?? floatInputs(graph);
  try {
    checkGradients(graph, { ...check, of, wrt });
  } catch (error) {
    if (!(error instanceof InputError) || error.code !== 'gradient') throw error;
    return call.told(false, graph, () => error.message);
  }
  return call.told(
    true,
    graph,
    () => `Derivatives of ${of} with respect to ${String(wrt)} agree with finite differences.`,
  );
}

/** All of them: `expect.extend(matchers)`. */
export const matchers = { toHaveOps, toMatchGraph, toExtend, toBeIsomorphicTo, toHaveGradients };
