/** Law: batched = mapped, for every op and for programs of them, whichever inputs are batches and wherever their axis is. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  define,
  evaluate,
  f64,
  gradients,
  hessian,
  i32,
  jacobian,
  tensor,
  verify,
  vmap,
  type Graph,
  type TensorLike,
} from 'adjoint';
import { isElementwise, isOp, isSource, OPS } from '@adjoint/ir';
import { goldenCases, goldenFeeds, goldenGraph, programs, tamePoint } from '@adjoint/testkit';

const SIZE = 3;

/** Three members of an input: the value itself, and the value with its elements turned round by one and by two places. */
const membersOf = ({ dtype, shape, data }: TensorLike): TensorLike[] =>
  Array.from({ length: SIZE }, (_, turn) => ({
    dtype,
    shape,
    data: data.map((_x, i) => data[(i + turn) % data.length]!),
  }));

/** The members along a new axis at `axis`. */
const stacked = (members: readonly TensorLike[], axis: number): TensorLike => {
  const { dtype, shape, data } = members[0]!;
  const inner = shape.slice(axis).reduce((size, dim) => size * dim, 1);
  const outer = data.length / Math.max(1, inner);
  const all = new Array<number>(SIZE * data.length);
  for (let o = 0; o < outer; o++) {
    members.forEach((member, m) => {
      for (let i = 0; i < inner; i++) all[(o * SIZE + m) * inner + i] = member.data[o * inner + i]!;
    });
  }
  const whole = [...shape.slice(0, axis), SIZE, ...shape.slice(axis)];
  return {
    dtype,
    shape: whole,
    data: tensor(dtype === 'bool' ? all.map(Boolean) : all, { dtype, shape: [all.length] }).data,
  };
};

/** Runs the graph mapped and batched over the named inputs, and compares every output, bit for bit up to the order of sums. */
const compare = (
  graph: Graph,
  feeds: Readonly<Record<string, TensorLike>>,
  axes: Readonly<Record<string, number>>,
): void => {
  const members = Object.fromEntries(Object.keys(axes).map((name) => [name, membersOf(feeds[name]!)]));
  const batchedFeeds = Object.fromEntries(
    Object.entries(axes).map(([name, axis]) => [name, stacked(members[name]!, axis)]),
  );
  const batched = vmap(graph, { axes, size: SIZE });
  expect(verify(batched)).toEqual([]);
  const together = evaluate(batched, { ...feeds, ...batchedFeeds });
  for (let m = 0; m < SIZE; m++) {
    const own = Object.fromEntries(Object.keys(axes).map((name) => [name, members[name]![m]!]));
    const alone = evaluate(graph, { ...feeds, ...own });
    for (const name of Object.keys(graph.outputs)) {
      const { shape, data } = alone[name]!;
      expect(together[name]!.shape).toEqual([SIZE, ...shape]);
      const part = together[name]!.data.slice(m * data.length, (m + 1) * data.length);
      // Sums may take their terms in another order in a batch: some ulp of the terms.
      part.forEach((value, i) => {
        const close =
          Object.is(value, data[i]) ||
          value === data[i] ||
          Math.abs(value - data[i]!) <= 1e-12 * (1 + Math.abs(data[i]!));
        if (!close) throw new Error(`${name}, member ${m}, element ${i}: batched ${value}, mapped ${data[i]}`);
      });
    }
  }
};

const cases = goldenCases().map((golden) => [golden.name, golden] as const);

describe.each(cases)('%s', (_, golden) => {
  const graph = goldenGraph(golden);
  const feeds = goldenFeeds(golden);
  const names = Object.keys(graph.inputs);

  test('every input a batch', () => {
    compare(graph, feeds, Object.fromEntries(names.map((name) => [name, 0])));
  });
  test('each input alone a batch, its axis last', () => {
    for (const name of names) compare(graph, feeds, { [name]: feeds[name]!.shape.length });
  });
});

test('programs of all ops, and their gradients', () => {
  fc.assert(
    fc.property(programs(12), tamePoint, tamePoint, fc.nat(2), (graph, x, y, axis) => {
      const first = gradients(graph, { of: 'cost', wrt: ['x'], disconnected: 'zero' });
      const at = (data: Float64Array): TensorLike => ({ dtype: 'f64', shape: [2, 3], data });
      const finite = Object.values(evaluate(first, { x, y })).every(({ data }) =>
        data.every((value) => Math.abs(value) < 1e6),
      );
      if (finite) compare(first, { x: at(x), y: at(y) }, { x: axis });
    }),
    { numRuns: 200, seed: 7 },
  );
});

test('every op that takes arguments is batched in some case', () => {
  const met = new Set(cases.flatMap(([, golden]) => goldenGraph(golden).nodes.map(({ op }) => op)));
  const owing = Object.keys(OPS).filter((op) => isOp(op) && !isElementwise(op) && !isSource(op) && !met.has(op));
  // These occur in the programs above.
  const flow = ['call', 'custom', 'cond', 'whileLoop', 'scan'];
  expect(owing).toEqual(['cast', 'argmax', 'argmin', 'searchSorted', 'randomBits', ...flow]);
});

describe('shapes and options', () => {
  const graph = define({ x: f64(2), k: i32(), c: f64() }, ({ x, k, c }) => ({
    y: x.take(k).mul(c),
    c,
    still: c.mul(2),
  }));
  test('an output that does not depend on the batch is repeated, and nothing else is', () => {
    const batched = vmap(graph, { axes: { x: 1 }, size: 3 });
    const found = evaluate(batched, {
      x: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      k: 1,
      c: 10,
    });
    expect(found.y.toArray()).toEqual([40, 50, 60]);
    expect(found.still.toArray()).toEqual([20, 20, 20]);
    expect(found.c.toArray()).toBe(10);
    // c meets the batch, and 2·c is repeated for its output: the product itself is computed once.
    expect(batched.nodes.filter(({ op }) => op === 'broadcast')).toHaveLength(2);
    expect(batched.nodes.filter(({ type }) => type.shape.length === 0)).toHaveLength(4);
  });
  test('nests, and takes places that differ', () => {
    const twice = vmap(vmap(graph, { axes: { k: 0 }, size: 2 }), { axes: { x: 0, k: 0 }, size: 3 });
    const found = evaluate(twice, {
      x: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      k: [
        [0, 1],
        [1, 1],
        [0, 0],
      ],
      c: 1,
    });
    expect(found.y.toArray()).toEqual([
      [1, 2],
      [4, 4],
      [5, 5],
    ]);
  });
  test('rows that are searched for a batch stay as they are where they can', () => {
    const search = define({ row: f64(2, 3), line: f64(3), x: f64(2) }, ({ row, line, x }) => ({
      each: row.searchSorted(x),
      all: line.searchSorted(x),
    }));
    const feeds = { row: Float64Array.of(1, 2, 3, 4, 5, 6), line: [1, 3, 5] };
    const batched = vmap(search, { axes: { x: 0 }, size: 2 });
    expect(batched.nodes.filter(({ op }) => op === 'broadcast')).toHaveLength(1);
    const found = evaluate(batched, { ...feeds, x: Float64Array.of(2.5, 4.5, 0, 9) });
    expect([found.each.toArray(), found.all.toArray()]).toEqual([
      [
        [2, 1],
        [0, 3],
      ],
      [
        [1, 2],
        [0, 3],
      ],
    ]);
    const other = vmap(search, { axes: { row: 0, line: 0 }, size: 2 });
    const rows = evaluate(other, {
      x: [2, 5],
      row: Float64Array.of(1, 2, 3, 4, 5, 6, 0, 0, 0, 9, 9, 9),
      line: Float64Array.of(1, 2, 3, 9, 9, 9),
    });
    expect([[...rows.each.data], [...rows.all.data]]).toEqual([
      [1, 1, 3, 0],
      [1, 3, 0, 0],
    ]);
  });
  test('a matrix for all is eliminated once', () => {
    const system = define({ a: f64(2, 2), b: f64(2, 3) }, ({ a, b }) => ({ y: a.solve(b) }));
    const batched = vmap(system, { axes: { b: 2 }, size: 4 });
    const [solved] = batched.nodes.filter(({ op }) => op === 'solve');
    expect(solved!.type.shape).toEqual([2, 12]);
    expect(batched.nodes[batched.outputs.y]!.type.shape).toEqual([4, 2, 3]);
  });
  test('an empty batch is a batch', () => {
    expect(evaluate(vmap(graph, { axes: { x: 0 }, size: 0 }), { x: new Float64Array(0), k: 0, c: 1 }).y.shape).toEqual([
      0,
    ]);
  });
  test('wrong names, axes and sizes are told', () => {
    expect(() => vmap(graph, { axes: { z: 0 } as never, size: 2 })).toThrow('there is no input "z"');
    expect(() => vmap(graph, { axes: { x: 3 }, size: 2 })).toThrow(
      'vmap: axis 3 is out of range for a value of rank 2',
    );
    expect(() => vmap(graph, { axes: { x: 0 } })).toThrow(
      'vmap: size is missing\n  it must be the number of members of the batch, a whole number ≥ 0',
    );
  });
});

test('the count of nodes of a Jacobian or Hessian does not depend on shapes', () => {
  const nodes = (n: number): number[] => {
    const graph = define({ x: f64(n) }, ({ x }) => ({ y: x.sin().cumsum(0), cost: x.softmax().mul(x).sum() }));
    const forward = jacobian(graph, { of: 'y', wrt: 'x', mode: 'forward' });
    const reverse = jacobian(graph, { of: 'y', wrt: 'x', mode: 'reverse' });
    return [forward.nodes.length, reverse.nodes.length, hessian(graph, { of: 'cost', wrt: 'x' }).nodes.length];
  };
  expect(nodes(100)).toEqual(nodes(5));
});
