/** Writes a gradient graph down and draws it, as it was made and as it is optimized; and as a page, step by step. */
import { type Graph, gradients, optimizeWithTrace, print, stats, toHtml, toSvg } from 'adjoint';
import { writeOut } from '../files.ts';
import type { Job, Outcome } from '../job.ts';
import { regression } from './regression.ts';

/** Prints a graph and writes its text and its picture. */
function show(name: string, graph: Graph): URL[] {
  const text = print(graph);
  console.log(`\n${name}, ${stats(graph).nodes} nodes\n${text}`);
  return [writeOut(`${name}.txt`, `${text}\n`), writeOut(`${name}.svg`, toSvg(graph, { title: name }))];
}

async function run(): Promise<Outcome> {
  const gradient = gradients(regression, { of: 'loss', wrt: ['w'] });
  const { graph: optimized, trace } = optimizeWithTrace(gradient);
  const files = [
    ...show('gradient', gradient),
    ...show('gradient-optimized', optimized),
    writeOut('gradient.html', toHtml(trace, { title: 'a gradient, step by step' })),
  ];
  const [from, made, left] = [regression, gradient, optimized].map((graph) => stats(graph).nodes);
  return { ok: true, summary: `a graph of ${from} nodes, ${made} with its gradient, ${left} optimized`, files };
}

export const pictures: Job = { about: 'writes and draws a gradient graph, before and after optimize()', run };
