/** The pieces of a program: what is computed together, by what, at what cost in principle. */
import { sizeOfAll, type Task, type Unit, type Work } from '@adjoint/codegen';
import type { Graph, NodeId } from '@adjoint/ir';
import type { Piece } from '../program.ts';
import { bytesOfAll, flopsOfAll, readsOfAll } from './cost.ts';

const EIGHT = (): number => 8;

const costs = (
  graph: Graph,
  nodes: readonly NodeId[],
  widthOf: (id: NodeId) => number,
): Pick<Piece, 'bytes' | 'flops'> => ({
  bytes: bytesOfAll(nodes, graph.nodes, widthOf),
  flops: flopsOfAll(nodes, graph.nodes),
});

/** Nodes that the interpreter computes from values in memory, each in a place of its own. */
export const kernelPiece = (graph: Graph, nodes: readonly NodeId[], form: 'kernel' | 'tape'): Piece => ({
  graph,
  nodes,
  form,
  inPlace: false,
  ...costs(graph, nodes, EIGHT),
});

/** The nodes that a task computes. */
export const nodesOf = (task: Task): readonly NodeId[] => ('kernel' in task ? [task.kernel] : task.nodes);

const showWork = (work: Work): string => {
  if ('product' in work) {
    const { around, m, n, k } = work.product;
    return `matmul ${[m, k, n].map(sizeOfAll).join('×')}${around.map(({ size }) => `, ${size} times`).join('')}`;
  }
  if ('routine' in work) return 'control flow';
  if ('calls' in work) return work.calls.flatMap((call) => ('put' in call ? [] : [call.name])).join('; ');
  if ('strip' in work) {
    const { size, block, members } = work.strip;
    return `${size} by ${block} (${members.map(({ own }) => showWork(own)).join('; ')})`;
  }
  const { sizes, nodes } = work.nest;
  if (sizes[0] === Infinity) return 'while';
  const size = sizes.length === 0 ? '1' : sizes.join('×');
  return nodes === 0 ? `${size} set` : size;
};

/** A task of a unit of a plan, whose work is `work`. */
export const taskPiece = (graph: Graph, { places, widths }: Unit, task: Task, work: readonly Work[]): Piece => {
  const nodes = nodesOf(task);
  if ('kernel' in task) return kernelPiece(graph, nodes, 'kernel');
  const widthOf = (id: NodeId): number => (places[id]! < 0 ? 0 : widths[id]!);
  const start = (id: NodeId): number => places[id]! * widths[id]!;
  const written = new Set(nodes.filter((id) => places[id]! >= 0).map(start));
  return {
    graph,
    nodes,
    form: work
      .slice(...task.work)
      .map(showWork)
      .join('; '),
    inPlace: readsOfAll(nodes, graph.nodes, widthOf).some(([id]) => written.has(start(id))),
    ...costs(graph, nodes, widthOf),
  };
};
