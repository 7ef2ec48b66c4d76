/** What a generated program does, as a table. */
import { printNest, printRoutine, type CodePlan, type Task, type Work } from '@adjoint/codegen';
import { showNode } from '@adjoint/ir';

const MOST = 12;

const showWork = (work: Work): string => {
  if ('product' in work) {
    const { around, m, n, k } = work.product;
    return `matmul ${m.size}×${k.size}×${n.size}${around.map(({ size }) => `, ${size} times`).join('')}`;
  }
  if ('routine' in work) return 'control flow';
  const { sizes, nodes } = work.nest;
  if (sizes[0] === Infinity) return `${nodes} nodes, again and again`;
  const size = sizes.length === 0 ? '1' : sizes.join('×');
  return nodes === 0 ? `${size} places set` : `${nodes} nodes over ${size}`;
};

const taskLine = ({ main, work }: CodePlan, task: Task): string =>
  'kernel' in task
    ? `kernel  ${showNode(main.nodes[task.kernel]!).slice(0, 100)}`
    : `code    ${work
        .slice(...task.work)
        .map(showWork)
        .join('; ')}`;

/** Steps, memory, and the first loops in full. */
export const explain = (target: string, plan: CodePlan): string => {
  const { main, work, size, sum } = plan;
  const { tasks, nodes } = main;
  const kernels = tasks.filter((task) => 'kernel' in task).length;
  const nests = work.flatMap((each) => ('nest' in each ? [each.nest] : []));
  const fused = nests.reduce((count, nest) => count + nest.nodes, work.length - nests.length);
  return [
    `${target}: ${nodes.length} nodes, ${fused} of them in ${work.length} pieces of code, ${kernels} by kernels; ${8 * size} bytes, ${8 * sum} if no place were used twice`,
    ...tasks.slice(0, MOST).map((task) => taskLine(plan, task)),
    ...(tasks.length > MOST ? [`and ${tasks.length - MOST} steps more`] : []),
    ...work.flatMap((each, i) => ('routine' in each ? [`work ${i}\n${printRoutine(each.routine)}`] : [])).slice(0, 3),
    ...nests.slice(0, 3).map((nest, i) => `loop ${i}\n${printNest(nest).split('\n').slice(0, 40).join('\n')}`),
  ].join('\n');
};
