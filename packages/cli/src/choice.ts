/** Which cost and targets a derivative is of: those named, or the ones that nobody would doubt. */
import type { Graph } from 'adjoint';
import type { Flags, Options } from './command.ts';
import { misuse } from './io.ts';

export const DERIVATIVE_OPTIONS: Options = {
  of: { value: 'name', help: 'the cost: an input, output or label; by default the only output of one float' },
  wrt: { value: 'name,…', multiple: true, help: 'the targets; by default all inputs of f64 or f32' },
  order: { value: '1|2', help: '1: gradients (default); 2: the Hessian of each target too' },
};

const isFloat = ({ nodes }: Graph, id: number): boolean => ['f64', 'f32'].includes(nodes[id]!.type.dtype);
const isOne = ({ nodes }: Graph, id: number): boolean => nodes[id]!.type.shape.every((dim) => dim === 1);

const onlyCost = (graph: Graph): string => {
  const outputs = Object.entries(graph.outputs);
  const costs = outputs.filter(([, id]) => isFloat(graph, id) && isOne(graph, id));
  if (costs.length === 1) return costs[0]![0];
  const known = outputs.map(([name]) => name).join(', ') || 'none';
  throw misuse(`--of must name the cost, for not just one output is one float; the outputs are: ${known}`);
};

const orderOf = (text: string): 1 | 2 => {
  if (text === '1' || text === '2') return text === '1' ? 1 : 2;
  throw misuse(`--order is ${text}, and must be 1 or 2`);
};

export interface Choice {
  readonly of: string;
  readonly wrt: readonly string[];
  readonly order: 1 | 2;
}

/** The derivatives asked for. Throws a misuse. */
export const readChoice = (graph: Graph, flags: Flags): Choice => ({
  of: flags.text('of') ?? onlyCost(graph),
  wrt: flags.names('wrt') ?? Object.keys(graph.inputs).filter((name) => isFloat(graph, graph.inputs[name]!)),
  order: orderOf(flags.text('order') ?? '1'),
});
