/** The pieces of a program: what is computed together, by what, at what cost in principle. */
import { sizeOfAll, type Task, type Unit, type Work } from '@adjoint/codegen';
import type { Graph, Node, NodeId } from '@adjoint/ir';
import type { Piece } from '../program.ts';
import { bytesOfAll, flopsOfAll } from './cost.ts';

const pieceOf = (graph: Graph, nodes: readonly NodeId[], form: string, widthOf: (id: NodeId) => number): Piece => ({
  graph,
  nodes,
  form,
  bytes: bytesOfAll(nodes, graph.nodes, widthOf),
  flops: flopsOfAll(nodes, graph.nodes),
});

/** A node that a kernel of the interpreter computes from values in memory. */
export const kernelPiece = (graph: Graph, { id }: Node): Piece => pieceOf(graph, [id], 'kernel', () => 8);

const showWork = (work: Work): string => {
  if ('product' in work) {
    const { around, m, n, k } = work.product;
    return `matmul ${[m, k, n].map(sizeOfAll).join('×')}${around.map(({ size }) => `, ${size} times`).join('')}`;
  }
  if ('routine' in work) return 'control flow';
  const { sizes, nodes } = work.nest;
  if (sizes[0] === Infinity) return 'while';
  const size = sizes.length === 0 ? '1' : sizes.join('×');
  return nodes === 0 ? `${size} set` : size;
};

/** A task of a unit of a plan, whose work is `work`. */
export const taskPiece = (graph: Graph, unit: Unit, task: Task, work: readonly Work[]): Piece => {
  if ('kernel' in task) return kernelPiece(graph, graph.nodes[task.kernel]!);
  const form = work
    .slice(...task.work)
    .map(showWork)
    .join('; ');
  return pieceOf(graph, task.nodes, form, (id) => (unit.places[id]! < 0 ? 0 : unit.widths[id]!));
};
