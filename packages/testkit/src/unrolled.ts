/** Loops that are unrolled, and whether what a pass makes of them gives the same to the bit. */
import { isDeepStrictEqual } from 'node:util';
import { evaluate, type Graph, type Numeric, type Sym } from 'adjoint';
import { sound } from './sound.ts';

/** What `step` makes of x, again and again. */
export const repeated = (turns: number, first: Sym, step: (x: Sym, turn: number) => Sym): Sym => {
  let x = first;
  for (let turn = 0; turn < turns; turn++) x = step(x, turn);
  return x;
};

/** Numbers of both signs; 0.7 for one alone, 1 for a whole one. */
const feedsOf = ({ inputs, nodes }: Graph): Record<string, Numeric> =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, id]) => {
      const { shape, dtype } = nodes[id]!.type;
      const size = shape.reduce((product, dim) => product * dim, 1);
      if (shape.length > 0) return [name, Float64Array.from({ length: size }, (_, i) => Math.sin(i * i) * 1.3)];
      return [name, dtype === 'i32' ? Int32Array.of(1) : 0.7];
    }),
  );

/** What the pass makes of the graph, if that is sound and gives the same outputs to the bit. */
export const keptBy = (pass: (graph: Graph) => Graph, graph: Graph): Graph => {
  const found = sound(pass(graph));
  const [after, before] = [found, graph].map((each) => evaluate(each, feedsOf(each)));
  // Which tells zeros apart, and NaN from none.
  if (!isDeepStrictEqual(after, before)) throw new Error('other values are given than before');
  return found;
};
