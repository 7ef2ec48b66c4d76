/** Values that are repeated, cut or in another shape: fewer of the same where that is all, and every element as it was. */
import { expect, test } from '@jest/globals';
import { broadcastTo, define, evaluate, f64, prune, reshape, simplify, stats, type Graph } from 'adjoint';

const row = { x: f64(3) };
const number = { x: f64() };
const cases: readonly [name: string, graph: Graph, ops: readonly string[]][] = [
  ['cut along new axes alone', define(row, ({ x }) => broadcastTo(x, [4, 3]).slice([1, 3])), ['broadcast']],
  [
    'cut along its own axis',
    define(row, ({ x }) => broadcastTo(x, [4, 3]).slice(null, [0, 2])),
    ['broadcast', 'slice'],
  ],
  ['cut along both', define(row, ({ x }) => broadcastTo(x, [4, 3]).slice([1, 3], [1, 3])), ['broadcast', 'slice']],
  ['a number in another shape', define(number, ({ x }) => reshape(broadcastTo(x, [4, 3]), [2, 6])), ['broadcast']],
  ['a number repeated once', define(number, ({ x }) => reshape(broadcastTo(x, [1, 1]), [])), []],
  ['a row in another shape', define(row, ({ x }) => reshape(broadcastTo(x, [4, 3]), [12])), ['broadcast', 'reshape']],
];

test.each(cases)('%s', (_, graph, ops) => {
  const found = prune(simplify(graph));
  const x = graph.nodes[0]!.type.shape.length === 0 ? 0.7 : [1, -2, 3];
  expect(evaluate(found, { x })).toEqual(evaluate(graph, { x }));
  expect(Object.keys(stats(found).ops).filter((op) => op !== 'input')).toEqual(ops);
});
