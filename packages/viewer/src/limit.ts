/** How large a picture may be: what is larger no text can hold, and nobody could read it. */
import { InputError, type Graph } from '@adjoint/ir';

/** Boxes of all pictures together. */
const MOST = 200_000;

/** The boxes of a graph, those in bodies too, by a list of what is still to be counted. */
const boxesOf = (graph: Graph): number => {
  const open = [graph];
  let count = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    count += next.nodes.length;
    for (const { bodies } of next.nodes) if (bodies !== undefined) open.push(...bodies);
  }
  return count;
};

/** Throws `value` where the graphs have more boxes than can be drawn. */
export const demandFew = (graphs: readonly Graph[]): void => {
  const count = graphs.reduce((sum, graph) => sum + boxesOf(graph), 0);
  if (count <= MOST) return;
  const what = graphs.length === 1 ? 'a graph' : `a trace of ${graphs.length} graphs`;
  throw new InputError('value', {
    got: `${what} of ${count} boxes`,
    want: `a graph of at most ${MOST} boxes, as pick(graph, outputs) gives, or its text by print(graph)`,
  });
};
