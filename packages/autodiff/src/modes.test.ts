/** What the modes promise: names, targets of every kind, policies, products, Jacobians and Hessians. */
import { describe, expect, test } from '@jest/globals';
import {
  call,
  cast,
  define,
  einsum,
  evaluate,
  f32,
  f64,
  grad,
  gradients,
  hessian,
  hvp,
  i32,
  InputError,
  jacobian,
  jvp,
  prune,
  stats,
  tensor,
  stopGradient,
  sum,
  vjp,
  where,
  type Graph,
} from 'adjoint';
import { Builder, Sym } from '@adjoint/ir';
import { backpropagate } from './modes/reverse.ts';
import { notImplemented } from './rules/partial.ts';
import { RULES } from './rules/rules.ts';

const square = define({ x: f64() }, ({ x }) => ({ y: x.mul(x) }));
const numbers = (graph: Graph, feeds: Record<string, number | number[]>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(evaluate(graph, feeds)).map(([name, value]) => [name, value.toArray()]));
const messageOf = (body: () => unknown): string => {
  try {
    body();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message.replaceAll(/ +built at .*$/gm, '');
  }
  throw new Error('nothing was thrown');
};

/** The chained Rosenbrock function (Rosenbrock 1960), whose derivatives are known in closed form. */
const rosenbrock = define({ x: f64(2) }, ({ x }) => {
  const [a, b] = [x.at(0), x.at(1)];
  return { f: b.sub(a.square()).square().mul(100).add(a.sub(1).square()) };
});
const at = [-1.2, 1] as const;
const slope = ([a, b]: readonly [number, number]): number[] => [
  -400 * a * (b - a * a) + 2 * (a - 1),
  200 * (b - a * a),
];
const curvature = ([a, b]: readonly [number, number]): number[][] => [
  [1200 * a * a - 400 * b + 2, -400 * a],
  [-400 * a, 200],
];

describe('names', () => {
  test('compose, and a request made twice gives the same node under the same name', () => {
    const once = gradients(square, { of: 'y', wrt: ['x'] });
    const twice = gradients(once, { of: 'y', wrt: ['x'] });
    expect(twice.nodes).toEqual(once.nodes);
    const second = gradients(once, { of: 'd(y)/d(x)', wrt: ['x'] });
    expect(numbers(second, { x: 3 })).toEqual({ y: 9, 'd(y)/d(x)': 6, 'd(d(y)/d(x))/d(x)': 2 });
  });
  test('the jvp of a jvp is the second derivative along the same tangent', () => {
    const second = jvp(jvp(square, { wrt: 'x' }), { wrt: 'x' });
    expect(Object.keys(second.inputs)).toEqual(['x', 't(x)']);
    expect(numbers(second, { x: 3, 't(x)': 10 })).toEqual({ y: 9, 'jvp(y)': 60, 'jvp(jvp(y))': 200 });
  });
  test('can be chosen, and must be free', () => {
    const graph = gradients(square, { of: 'y', wrt: ['x'], names: { 'd(y)/d(x)': 'slope' } });
    expect(numbers(graph, { x: 3 })).toEqual({ y: 9, slope: 6 });
    expect(messageOf(() => gradients(square, { of: 'y', wrt: ['x'], names: { 'd(y)/d(x)': 'y' } }))).toMatch(
      'the name "y" is taken by an output',
    );
    expect(messageOf(() => gradients(square, { of: 'y', wrt: ['x'], names: { nope: 'z' } }))).toMatch(
      'there is no added name "nope"',
    );
    const taken = define({ x: f64(), 't(x)': f64(2) }, ({ x }) => x);
    expect(messageOf(() => jvp(taken, { wrt: 'x' }))).toMatch('the name "t(x)" is taken by an input');
  });
});

describe('targets', () => {
  const chain = define({ x: f64() }, ({ x }) => {
    const u = x.mul(3).named('u');
    return { y: u.mul(u).named('label') };
  });
  test('inputs, intermediates, the cost itself, duplicates, each other’s ancestors', () => {
    const graph = gradients(chain, { of: 'y', wrt: ['x', 'u', 'y', 'x', 'label'] });
    expect(numbers(graph, { x: 2 })).toEqual({
      y: 36,
      'd(y)/d(x)': 36,
      'd(y)/d(u)': 12,
      'd(y)/d(y)': 1,
      'd(y)/d(label)': 1,
    });
  });
  test('a tangent of an input and of what depends on it add up', () => {
    const graph = jvp(chain, { wrt: ['x', 'u'] });
    expect(numbers(graph, { x: 2, 't(x)': 1, 't(u)': 10 })['jvp(y)']).toBe(12 * (3 + 10));
  });
  test('seeds and shapes', () => {
    const graph = define({ x: f64(3) }, ({ x }) => ({ y: x.mul(x) }));
    const seeded = gradients(graph, { of: 'y', wrt: ['x'], seed: [1, 10, 100] });
    expect(numbers(seeded, { x: [1, 2, 3] })['d(y)/d(x)']).toEqual([2, 40, 600]);
    expect(messageOf(() => gradients(graph, { of: 'y', wrt: ['x'] }))).toMatch('"y" has shape [3]');
    expect(messageOf(() => gradients(graph, { of: 'y', wrt: ['x'], seed: [1, 2] }))).toMatch(
      'seed: shape [2] does not fit [3]',
    );
  });
  test('the dtype of a gradient is that of its variable', () => {
    const graph = define({ a: f32(2), b: f64() }, ({ a, b }) => cast(a.mul(0.1).sum(), 'f64').mul(b));
    const found = evaluate(gradients(graph, { of: 'out', wrt: ['a', 'b'] }), { a: [1, 2], b: 3 });
    expect(found['d(out)/d(a)'].dtype).toBe('f32');
    expect([...found['d(out)/d(a)'].data]).toEqual([
      Math.fround(3 * Math.fround(0.1)),
      Math.fround(3 * Math.fround(0.1)),
    ]);
    expect(found['d(out)/d(b)'].dtype).toBe('f64');
  });
});

describe('what has no derivative says so', () => {
  const graph = define({ x: f64(), n: i32(), z: f64() }, ({ x, n, z }) => ({
    flat: x.mul(2).floor(),
    stopped: stopGradient(x).mul(z),
    truth: where(x.gt(0), z, 1),
    whole: cast(cast(x, 'i32'), 'f64'),
    place: cast(x.reshape(1).argmax(0), 'f64'),
    both: x.floor().add(x),
    absent: cast(n, 'f64'),
  }));
  test.each<[string, string]>([
    ['flat', 'floor (%5) cuts the path, for it is constant between its jumps'],
    ['stopped', 'stopGradient (%6) cuts the path, for it was written to stop gradients'],
    ['truth', 'gt (%9) cuts the path, for its result is a truth value'],
    ['whole', 'cast (%12) cuts the path, for its result is i32'],
    ['place', 'argmax (%15) cuts the path, for its result is a place, a whole number'],
    ['absent', 'it does not depend on it'],
  ])('%s', (of, cut) => {
    expect(messageOf(() => gradients(graph as Graph, { of, wrt: ['x'] }))).toContain(
      `"${of}" has no gradient with respect to "x": ${cut}`,
    );
    const zeros = gradients(graph as Graph, { of, wrt: ['x'], disconnected: 'zero' });
    expect(evaluate(zeros, { x: 1.5, n: 1, z: 1 })[`d(${of})/d(x)`]!.item()).toBe(0);
  });
  test('only a path that is cut everywhere is an error', () => {
    const found = gradients(graph, { of: 'both', wrt: ['x'] });
    expect(evaluate(found, { x: 1.5, n: 1, z: 1 })['d(both)/d(x)'].item()).toBe(1);
  });
  test('the message shows the lines of the graph', () => {
    expect(messageOf(() => gradients(graph, { of: 'flat', wrt: ['x'] }))).toMatchInlineSnapshot(`
""flat" has no gradient with respect to "x": floor (%5) cuts the path, for it is constant between its jumps
  %0 = input x : f64[]
  %5 = floor %4 : f64[]
  pass { disconnected: 'zero' } if zeros are what you mean"
`);
  });
  test('whole numbers have no gradient', () => {
    expect(messageOf(() => gradients(graph, { of: 'flat', wrt: ['n'] }))).toMatch(
      '"n" is i32, which has no derivative',
    );
    expect(messageOf(() => gradients(graph, { of: 'nope' as 'flat', wrt: ['x'] }))).toMatch(
      'there is no input, output or label "nope"',
    );
    expect(messageOf(() => gradients(graph, { of: ['flat'] as unknown as 'flat', wrt: ['x'] }))).toMatch(
      'there is no input',
    );
    expect(messageOf(() => gradients(graph, { of: 'flat' } as never))).toMatch('wrt is missing');
  });
  test('what is not implemented is an error where it reaches the target, and only there', () => {
    const rules = {
      ...RULES,
      partials: { ...RULES.partials, atan2: [() => notImplemented('nobody wrote it'), () => 1] as const },
    };
    const builder = new Builder();
    const [a, b] = ['a', 'b'].map((name) => new Sym(builder, builder.input(name, f64())));
    const y = a!.atan2(b!);
    expect(backpropagate(builder, new Map([[y.id, y]]), [b!.id], rules).has(b!.id)).toBe(true);
    expect(() => backpropagate(builder, new Map([[y.id, y]]), [a!.id], rules)).toThrow(
      'atan2, whose derivative is not implemented: nobody wrote it',
    );
  });
});

describe('first and second order of the Rosenbrock function', () => {
  test('gradient and Hessian are those of the closed form', () => {
    const found = evaluate(hessian(rosenbrock, { of: 'f', wrt: 'x' }), { x: at });
    expect(found['d(f)/d(x)'].toArray()).toEqual(slope(at).map((value) => expect.closeTo(value, 10)));
    expect(found['d2(f)/d(x)d(x)'].toArray()).toEqual(
      curvature(at).map((row) => row.map((value) => expect.closeTo(value, 10))),
    );
  });
  test('the Hessian is the Jacobian of the gradient in either mode', () => {
    const first = gradients(rosenbrock, { of: 'f', wrt: ['x'] });
    for (const mode of ['forward', 'reverse', 'auto'] as const) {
      const found = evaluate(jacobian(first, { of: 'd(f)/d(x)', wrt: 'x', mode }), { x: at });
      expect(found['d(d(f)/d(x))/d(x)'].toArray()).toEqual(
        curvature(at).map((row) => row.map((value) => expect.closeTo(value, 10))),
      );
    }
  });
  test('hvp, vjp and jvp are its products', () => {
    const v = [0.5, -2];
    const product = curvature(at).map((row) => row[0]! * v[0]! + row[1]! * v[1]!);
    expect(evaluate(hvp(rosenbrock, { of: 'f', wrt: 'x' }), { x: at, 'v(x)': v })['hvp(f)'].toArray()).toEqual(
      product.map((value) => expect.closeTo(value, 10)),
    );
    const pulled = evaluate(vjp(rosenbrock, { of: 'f', wrt: 'x' }), { x: at, 'ct(f)': 2 });
    expect(pulled['vjp(x)'].toArray()).toEqual(slope(at).map((value) => expect.closeTo(2 * value, 10)));
    const pushed = evaluate(jvp(rosenbrock, { wrt: 'x' }), { x: at, 't(x)': v });
    expect(pushed['jvp(f)'].item()).toBeCloseTo(slope(at)[0]! * v[0]! + slope(at)[1]! * v[1]!, 10);
  });
});

describe('shapes of Jacobians', () => {
  const map = define({ x: f64(2, 2), s: f64(), none: f64(0) }, ({ x, s, none }) => ({
    y: x.matmul([1, 0]).mul(s),
    empty: none.mul(s),
  }));
  test.each(['forward', 'reverse', 'auto'] as const)('%s', (mode) => {
    const found = evaluate(jacobian(map, { of: 'y', wrt: ['x', 's'], mode }), {
      x: [
        [1, 2],
        [3, 4],
      ],
      s: 5,
      none: [],
    });
    expect(found['d(y)/d(x)'].toArray()).toEqual([
      [
        [5, 0],
        [0, 0],
      ],
      [
        [0, 0],
        [5, 0],
      ],
    ]);
    expect(found['d(y)/d(s)'].toArray()).toEqual([1, 3]);
  });
  test('the columns of a linear map are read off, not multiplied', () => {
    const graph = define({ m: f64(3, 2), x: f64(2) }, ({ m, x }) => ({ y: m.matmul(x) }));
    const products = (of: Graph): number => stats(prune(of)).ops['contract'] ?? 0;
    const rows = jacobian(graph, { of: 'y', wrt: 'x', mode: 'reverse' });
    const columns = jacobian(graph, { of: 'y', wrt: 'x', mode: 'forward' });
    // Of what is not finite, 0 · ∞ would make NaN of every column.
    const m = [1, Infinity, 3, 4, 5, 6];
    for (const made of [rows, columns]) {
      const found = evaluate(made, { m: tensor(m, f64(3, 2)), x: [1, 0] }, { outputs: ['d(y)/d(x)'] });
      expect([...found['d(y)/d(x)']!.data]).toEqual(m);
      // The product itself, and the one that moves the axes of m.
      expect(products(made)).toBe(2);
    }
  });
  test.each(['reverse', 'forward'] as const)(
    'of a contraction that keeps the index: a diagonal, to second order (%s)',
    (mode) => {
      const graph = define({ m: f64(3, 2), x: f64(2) }, ({ m, x }) => ({ y: einsum('ij,j->ij', m, x) }));
      const m = [1, 2, 3, 4, 5, 6];
      const rows = evaluate(jacobian(graph, { of: 'y', wrt: 'x', mode }), { m: tensor(m, f64(3, 2)), x: [7, 8] });
      // y[i, j] = m[i, j]·x[j]
      const wanted = [0, 1, 2].map((i) => [0, 1].map((j) => [0, 1].map((k) => (j === k ? m[2 * i + j]! : 0))));
      expect(rows['d(y)/d(x)'].toArray()).toEqual(wanted);
      const cost = define({ m: f64(3, 2), x: f64(2) }, ({ m, x }) => ({ y: einsum('ij,j->ij', m, x).square().sum() }));
      const curved = evaluate(hessian(cost, { of: 'y', wrt: 'x' }), { m: tensor(m, f64(3, 2)), x: [7, 8] });
      expect(curved['d2(y)/d(x)d(x)'].toArray()).toEqual([
        [2 * (1 + 9 + 25), 0],
        [0, 2 * (4 + 16 + 36)],
      ]);
    },
  );
  test('of nothing, and of what does not move', () => {
    const none = evaluate(jacobian(map, { of: 'empty', wrt: ['s', 'x'] }), {
      x: [
        [1, 2],
        [3, 4],
      ],
      s: 5,
      none: [],
    });
    expect(none['d(empty)/d(s)'].shape).toEqual([0]);
    expect(none['d(empty)/d(x)'].shape).toEqual([0, 2, 2]);
    const still = evaluate(jacobian(map, { of: 's', wrt: 'x' }), {
      x: [
        [1, 2],
        [3, 4],
      ],
      s: 5,
      none: [],
    });
    expect(still['d(s)/d(x)'].toArray()).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});

describe('inside a definition', () => {
  test('gradients nest: a step of descent is differentiated', () => {
    const graph = define({ x: f64() }, ({ x }) => {
      const [inner] = grad(x.pow(3), [x]);
      const stepped = x.sub(inner!.mul(0.1));
      const [outer] = grad(stepped.square(), [x]);
      return { outer: outer! };
    });
    // d/dx (x − 0.3x²)² = 2(x − 0.3x²)(1 − 0.6x)
    expect(evaluate(graph, { x: 2 }).outer.item()).toBeCloseTo(2 * (2 - 1.2) * (1 - 1.2), 14);
  });
  test('a called graph is differentiated as if it were written there', () => {
    const graph = define({ a: f64(2) }, ({ a }) => {
      const { f } = call(rosenbrock, { x: a.mul(2) });
      const [slope] = grad(f, [a]);
      return { slope: slope! };
    });
    expect(evaluate(graph, { a: [-0.6, 0.5] }).slope.toArray()).toEqual(
      slope([-1.2, 1]).map((value) => expect.closeTo(2 * value, 10)),
    );
  });
  test('symbols of two definitions do not meet', () => {
    let other: Sym | undefined;
    define({ x: f64() }, ({ x }) => (other = x));
    expect(messageOf(() => define({ x: f64() }, ({ x }) => grad(sum(x), [other!])[0]!))).toMatch(
      'of another definition',
    );
  });
});

test('a cast has derivative one, in the dtype it came from', () => {
  const graph = define({ x: f64() }, ({ x }) => cast(cast(x, 'f32').square(), 'f64'));
  // 0.1 as f32 is 0.10000000149011612; its square's slope is twice that.
  expect(evaluate(gradients(graph, { of: 'out', wrt: ['x'] }), { x: 0.1 })['d(out)/d(x)'].item()).toBe(
    2 * Math.fround(0.1),
  );
});
