/** What each node's value is like, by the interpreter: so that one sees where a NaN begins. */
import { evaluate, type Feeds, type Tensor } from '@adjoint/evaluator';
import { showNumber, showType, type Graph, type Node } from '@adjoint/ir';
import type { SeenValue } from './page-data.ts';

const SHOWN = 8;

const short = (x: number): string => showNumber(Number.isInteger(x) ? x : Number(x.toPrecision(6)));

const seen = ({ type }: Node, { data }: Tensor): SeenValue => {
  let [least, greatest, sum, nans, infinities] = [Infinity, -Infinity, 0, 0, 0];
  for (const x of data) {
    if (Number.isNaN(x)) nans++;
    else {
      if (!Number.isFinite(x)) infinities++;
      least = Math.min(least, x);
      greatest = Math.max(greatest, x);
      sum += x;
    }
  }
  const first = [...data.subarray(0, SHOWN)].map(short).join(', ');
  const more = data.length > SHOWN ? `, … ${data.length - SHOWN} more` : '';
  const lines = [`${showType(type)}: ${first}${more}`];
  const numbers = data.length - nans;
  if (data.length > 1 && numbers > 0)
    lines.push(`from ${short(least)} to ${short(greatest)}, mean ${short(sum / numbers)}`);
  if (nans > 0) lines.push(`${nans} NaN of ${data.length}`);
  if (infinities > 0) lines.push(`${infinities} infinite of ${data.length}`);
  const bad = nans > 0 ? 'NaN' : infinities > 0 ? '∞' : undefined;
  return bad === undefined ? { lines } : { lines, bad };
};

/** For each node what its value is like, or 0 for one of several results: these have nodes of their own. Throws what `evaluate` throws. */
export const valuesOf = (graph: Graph, feeds: Feeds): (SeenValue | 0)[] => {
  let lead = '%';
  while (Object.keys(graph.inputs).some((name) => name.startsWith(lead))) lead += '%';
  const single = graph.nodes.filter(({ type }) => type.rest === undefined);
  const outputs = Object.fromEntries(single.map(({ id }) => [`${lead}${id}`, id]));
  const found = evaluate({ ...graph, names: {}, outputs }, feeds);
  return graph.nodes.map((node) => {
    const value = found[`${lead}${node.id}`];
    return value === undefined ? 0 : seen(node, value);
  });
};
