/** Writes a gradient graph down and draws it, as it was made and as it is optimized. */
import { instance } from '@viz-js/viz';
import { type Graph, gradients, optimize, print, stats, toDot } from 'adjoint';
import { writeOut } from '../files.ts';
import type { Job, Outcome } from '../job.ts';
import { regression } from './regression.ts';

/** Prints a graph and writes its text and its picture. */
async function show(name: string, graph: Graph): Promise<URL[]> {
  const text = print(graph);
  console.log(`\n${name}, ${stats(graph).nodes} nodes\n${text}`);
  const viz = await instance();
  const picture = viz.renderString(toDot(graph), { format: 'svg' });
  return [writeOut(`${name}.txt`, `${text}\n`), writeOut(`${name}.svg`, picture)];
}

async function run(): Promise<Outcome> {
  const gradient = gradients(regression, { of: 'loss', wrt: ['w'] });
  const optimized = optimize(gradient);
  const files = [...(await show('gradient', gradient)), ...(await show('gradient-optimized', optimized))];
  const [from, made, left] = [regression, gradient, optimized].map((graph) => stats(graph).nodes);
  return { ok: true, summary: `a graph of ${from} nodes, ${made} with its gradient, ${left} optimized`, files };
}

export const pictures: Job = { about: 'writes and draws a gradient graph, before and after optimize()', run };
