/** Contractions of values that are repeated along an axis. */
import { expect, test } from '@jest/globals';
import { define, einsum, evaluate, f64, optimize, print, type Graph } from 'adjoint';
import { contract } from '@adjoint/ir';
import fc from 'fast-check';

test('what is the same all along an axis is computed once', () => {
  const graph = define({ lower: f64(5, 2, 3), mean: f64(5, 3) }, ({ lower, mean }) =>
    einsum('kab,nkb->nka', lower, mean.broadcastTo(1000, 5, 3)),
  );
  expect(print(optimize(graph))).toMatchInlineSnapshot(`
"%0 = input lower             : f64[5,2,3]
%1 = input mean              : f64[5,3]
%2 = contract %0 %1 {spec: "ijk,ik->ij"} : f64[5,2]
%3 = broadcast %2 {axes: [0], shape: [1000, 5, 2]} : f64[1000,5,2]
return out = %3"
`);
});

test('what another factor or the sum knows of stays', () => {
  const inTwo = define({ a: f64(4, 3), b: f64(3) }, ({ a, b }) => einsum('nk,nk->n', a, b.broadcastTo(4, 3)));
  const summed = define({ a: f64(3), b: f64(3) }, ({ a, b }) => einsum('k,nk->', a, b.broadcastTo(4, 3)));
  for (const graph of [inTwo, summed]) expect(optimize(graph)).toBe(graph);
});

const SIZES = [2, 3, 4, 5] as const;
const letters = fc.shuffledSubarray(['i', 'j', 'k', 'l'], { minLength: 1 }).map((some) => some.join(''));
const problem = fc.record({
  words: fc.array(letters, { minLength: 1, maxLength: 2 }),
  result: letters,
  repeated: fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 2, maxLength: 2 }),
});

test('every bit stays', () => {
  const shapeOf = (word: string): number[] => [...word].map((letter) => SIZES['ijkl'.indexOf(letter)]!);
  let changed = 0;
  fc.assert(
    fc.property(problem, ({ words, result, repeated }) => {
      // Bit b of `repeated` tells whether the axis b of a factor is one of its own or repeats it.
      const owned = words.map((word, i) => [...word].map((_, axis) => ((repeated[i]! >> axis) & 1) === 0));
      const types = words.map((word, i) => f64(...shapeOf(word).filter((_, axis) => owned[i]![axis])));
      const graph: Graph = define(Object.fromEntries(types.map((type, i) => [`x${i}`, type])), (inputs) =>
        contract(
          words,
          result,
          words.map((word, i) => {
            const ones = shapeOf(word).map((dim, axis) => (owned[i]![axis] ? dim : 1));
            return inputs[`x${i}`]!.reshape(...ones).broadcastTo(...shapeOf(word));
          }),
          shapeOf(result),
        ),
      );
      const better = optimize(graph);
      if (better !== graph) changed++;
      const feeds = Object.fromEntries(
        types.map(({ shape }, i) => {
          const size = shape.reduce((product, dim) => product * dim, 1);
          return [`x${i}`, Float64Array.from({ length: size }, (_, at) => Math.sin(3 * at + i + 1))];
        }),
      );
      expect(evaluate(better, feeds)['out']).toEqual(evaluate(graph, feeds)['out']);
    }),
    { numRuns: 500 },
  );
  expect(changed).toBeGreaterThan(50);
});
