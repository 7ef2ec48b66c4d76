/** Indices outside their axis: refused, moved inside, or dropped, in values and in both modes. */
import { expect, test } from '@jest/globals';
import {
  define,
  evaluate,
  f64,
  gradients,
  scatterAdd,
  scatterAlong,
  take,
  takeAlong,
  vmap,
  type IndexOptions,
} from 'adjoint';

const INDICES = [-2, 0, 2, 3];
type Outside = NonNullable<IndexOptions['outside']>;
const graph = (outside: Outside) =>
  define({ x: f64(3, 2), u: f64(2, 4), v: f64(4) }, ({ x, u, v }) => {
    const taken = take(x, INDICES, 0, { outside });
    const along = takeAlong(u, [INDICES], 1, { outside });
    return {
      taken,
      along,
      added: scatterAdd([2, 3], INDICES, u, 1, { outside }),
      placed: scatterAlong(3, INDICES, v, 0, { outside }),
      cost: taken.square().sum().add(along.square().sum()),
    };
  });
const at = {
  x: [
    [1, 2],
    [3, 4],
    [5, 6],
  ],
  u: [
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ],
  v: [1, 2, 4, 8],
};
const rows = (outside: Outside) => {
  const found = evaluate(gradients(graph(outside), { of: 'cost', wrt: ['x', 'u'] }), at);
  return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, value.toArray()]));
};

test('clip takes the nearest one inside', () => {
  expect(rows('clip')).toEqual({
    taken: [
      [1, 2],
      [1, 2],
      [5, 6],
      [5, 6],
    ],
    along: [
      [1, 1, 3, 4],
      [5, 5, 7, 8],
    ],
    added: [
      [3, 0, 7],
      [11, 0, 15],
    ],
    placed: [3, 0, 12],
    cost: 10 + 122 + (1 + 1 + 9 + 16) + (25 + 25 + 49 + 64),
    'd(cost)/d(x)': [
      [4, 8],
      [0, 0],
      [20, 24],
    ],
    'd(cost)/d(u)': [
      [4, 0, 6, 8],
      [20, 0, 14, 16],
    ],
  });
});
test('drop takes zeros, and adds nothing', () => {
  expect(rows('drop')).toEqual({
    taken: [
      [0, 0],
      [1, 2],
      [5, 6],
      [0, 0],
    ],
    along: [
      [0, 1, 3, 4],
      [0, 5, 7, 8],
    ],
    added: [
      [2, 0, 3],
      [6, 0, 7],
    ],
    placed: [2, 0, 4],
    cost: 5 + 61 + (1 + 9 + 16) + (25 + 49 + 64),
    'd(cost)/d(x)': [
      [2, 4],
      [0, 0],
      [10, 12],
    ],
    'd(cost)/d(u)': [
      [2, 0, 6, 8],
      [10, 0, 14, 16],
    ],
  });
});
test('error, the default, says which', () => {
  expect(() => evaluate(graph('error'), at)).toThrow('index -2 is out of range');
  expect(() => graph('wrap' as never)).toThrow(`it must be 'error', 'clip' or 'drop'`);
});
test('in a batch', () => {
  const batched = evaluate(vmap(graph('drop'), { axes: { v: 0 }, size: 2 }), { ...at, v: [at.v, at.v.map((x) => -x)] });
  expect(batched.placed.toArray()).toEqual([
    [2, 0, 4],
    [-2, 0, -4],
  ]);
});
