/** What a generated program does, as a table: its pieces with their loops and costs, and its memory. */
import { printNest, printRoutine, printStrip, type CodePlan } from '@adjoint/codegen';
import { showNode, type Graph } from '@adjoint/ir';
import type { Piece } from '../program.ts';
import { opsOf, showCount } from '../show.ts';
import { taskPiece } from './pieces.ts';

const MOST = 12;

const pieceLine = ({ form, graph, nodes, bytes, flops }: Piece): string => {
  const what = form === 'kernel' ? showNode(graph.nodes[nodes[0]!]!).slice(0, 100) : `${form}: ${opsOf(graph, nodes)}`;
  const cost = `${showCount(bytes)}B`.padStart(8) + (flops === undefined ? '–' : showCount(flops)).padStart(8);
  return `${form === 'kernel' ? 'kernel' : 'code  '}${cost}  ${what}`;
};

const shortened = (text: string): string => text.split('\n').slice(0, 40).join('\n');

/** Steps, memory, and the first loops in full. */
export const explain = (target: string, graph: Graph, plan: CodePlan): string => {
  const { main, work, size, peak, sum } = plan;
  const pieces = main.tasks.map((task) => taskPiece(graph, main, task, work));
  const kernels = pieces.filter(({ form }) => form === 'kernel').length;
  const fused = pieces.reduce((count, { nodes }) => count + nodes.length, -kernels);
  const nests = work.flatMap((each, i) => ('nest' in each ? [`loop ${i}\n${shortened(printNest(each.nest))}`] : []));
  const strips = work.flatMap((each, i) => ('strip' in each ? [`work ${i}\n${printStrip(each.strip)}`] : []));
  const routines = work.flatMap((each, i) => ('routine' in each ? [`work ${i}\n${printRoutine(each.routine)}`] : []));
  const moved = pieces.reduce((total, { bytes }) => total + bytes, 0);
  return [
    `${target}: ${graph.nodes.length} nodes, ${fused} of them in ${pieces.length - kernels} pieces of code, ${kernels} by kernels`,
    `memory: ${8 * size} bytes, of which ${8 * peak} are in use at a time, ${8 * sum} if no place were used twice; a run moves ${moved} bytes`,
    ...(pieces.length === 0 ? [] : ['         moves   flops']),
    ...pieces.slice(0, MOST).map(pieceLine),
    ...(pieces.length > MOST ? [`and ${pieces.length - MOST} pieces more`] : []),
    ...routines.slice(0, 3),
    ...strips.slice(0, 3),
    ...nests.slice(0, 3),
  ].join('\n');
};
