/** What a graph gives to the bit, at feeds that its types decide: so that it can be held against what a pass made of it. */
import { evaluate, type Graph, type Numeric } from 'adjoint';

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

/** Each output's numbers, with their reciprocals: these tell zeros apart. */
export const bitsOf = (graph: Graph): unknown =>
  Object.entries(evaluate(graph, feedsOf(graph))).map(([name, { data }]) => [
    name,
    Array.from(data, (x) => [x, 1 / x]),
  ]);
