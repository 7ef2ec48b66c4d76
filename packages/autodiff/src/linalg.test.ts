/** Linear algebra against JAX in float64 (scripts/golden/linalg_jax.py), by all nestings of the modes; and at hostile matrices. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { define, evaluate, f64, grad, gradients, hessian, lstsq, type Graph, type Sym, type TensorLike } from 'adjoint';
import { nested, ways } from '@adjoint/testkit';

interface Case {
  readonly op: string;
  readonly name: string;
  readonly shapes: readonly (readonly number[])[];
  readonly options: never;
  readonly inputs: readonly (readonly number[])[];
  readonly directions: readonly (readonly number[])[];
  readonly weights: readonly number[];
  readonly shape: readonly number[];
  readonly value: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly products: readonly (readonly number[])[];
}

const { cases } = JSON.parse(readFileSync('packages/testkit/golden/linalg.json', 'utf8')) as { cases: Case[] };

const builds: Readonly<Record<string, (x: readonly Sym[], options: never) => Sym>> = {
  cholesky: ([x]) => x!.cholesky(),
  triangularSolve: ([a, b], options) => a!.triangularSolve(b!, options),
  solve: ([a, b]) => a!.solve(b!),
  inv: ([x]) => x!.inv(),
  det: ([x]) => x!.det(),
  logabs: ([x]) => x!.slogdet().logabs,
  expm: ([x]) => x!.expm(),
  matrixPower: ([x], { n }: { n: number }) => x!.matrixPower(n),
  kron: ([a, b]) => a!.kron(b!),
  pinv: ([x]) => x!.pinv(),
  'pinv of a product': ([b, c]) => b!.matmul(c!).pinv(),
  lstsq: ([a, b]) => lstsq(a!, b!),
};

const tensorOf = (shape: readonly number[], data: readonly number[]): TensorLike => ({
  dtype: 'f64',
  shape,
  data: Float64Array.from(data),
});

/** The value; φ = Σ w · sin(value); the gradients of φ, and the gradients of their products with the directions. */
const derived = (golden: Case): Graph => {
  const types = Object.fromEntries(golden.shapes.map((shape, i) => [`x${i}`, f64(...shape)]));
  return define(types, (symbols) => {
    const x = golden.shapes.map((_, i) => symbols[`x${i}`]!);
    const value = builds[golden.op]!(x, golden.options);
    const phi = value.sin().mul(tensorOf(golden.shape, golden.weights)).sum();
    const first = grad(phi, x);
    const along = first.map((gradient, i) => gradient.mul(tensorOf(golden.shapes[i]!, golden.directions[i]!)).sum());
    const second = grad(
      along.reduce((sum, term) => sum.add(term)),
      x,
    );
    const named = (name: string, all: readonly Sym[]): Record<string, Sym> =>
      Object.fromEntries(all.map((sym, i) => [`${name}${i}`, sym]));
    return { value, phi, ...named('g', first), ...named('h', second) };
  });
};

/** The greatest error, as a part of the greatest element. */
const errorOf = (found: ArrayLike<number>, wanted: readonly number[]): number => {
  expect(found.length).toBe(wanted.length);
  const scale = wanted.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return wanted.reduce((worst, x, i) => Math.max(worst, Math.abs(x - found[i]!)), 0) / (scale || 1);
};

// Condition numbers of the drawn matrices are up to some hundred, and an order of derivative multiplies by one.
const LIMITS = { value: 1e-13, g: 1e-12, h: 1e-11 };

describe.each(cases.filter(({ op }) => op in builds).map((golden) => [golden.name, golden] as const))(
  '%s',
  (_, golden) => {
    const feeds = Object.fromEntries(golden.inputs.map((data, i) => [`x${i}`, tensorOf(golden.shapes[i]!, data)]));
    test('value, gradients and Hessian-vector products are those of JAX', () => {
      const found = evaluate(derived(golden), feeds);
      expect(found['value']!.shape).toEqual(golden.shape);
      expect(errorOf(found['value']!.data, golden.value)).toBeLessThan(LIMITS.value);
      golden.gradients.forEach((wanted, i) => expect(errorOf(found[`g${i}`]!.data, wanted)).toBeLessThan(LIMITS.g));
      golden.products.forEach((wanted, i) => expect(errorOf(found[`h${i}`]!.data, wanted)).toBeLessThan(LIMITS.h));
    });
    test('so are the derivatives along the directions, by every nesting of the modes', () => {
      const motions = golden.shapes.map((shape, i) => ({
        name: `x${i}`,
        direction: tensorOf(shape, golden.directions[i]!),
      }));
      const wanted = [golden.gradients, golden.products].map((lists) =>
        lists.flatMap((list, i) => list.map((x, k) => x * golden.directions[i]![k]!)),
      );
      for (const way of [...ways(1), ...ways(2)]) {
        const found = Object.values(evaluate(nested(derived(golden), 'phi', motions, way), feeds))[0]!.item();
        const terms = wanted[way.length - 1]!;
        const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
        const error = Math.abs(found - terms.reduce((sum, term) => sum + term, 0)) / size;
        expect(error).toBeLessThan(way.length === 1 ? LIMITS.g : LIMITS.h);
      }
    });
  },
);

/** The gradient of a number with respect to one matrix, and its Hessian. */
const slopes = (body: (x: Sym) => Sym, x: readonly (readonly number[])[]): { first: number[]; second: number[] } => {
  const graph = define({ x: f64(x.length, x[0]!.length) }, ({ x }) => ({ y: body(x) }));
  const first = evaluate(gradients(graph, { of: 'y', wrt: ['x'] }), { x })['d(y)/d(x)'];
  const second = evaluate(hessian(graph, { of: 'y', wrt: 'x' }), { x })['d2(y)/d(x)d(x)'];
  return { first: [...first.data], second: [...second.data] };
};
const expectClose = (found: readonly number[], wanted: readonly number[], limit = 1e-13): void => {
  expect(errorOf(found, wanted)).toBeLessThan(limit);
};

describe('derivatives at hostile matrices', () => {
  test('of an indefinite matrix are NaN for that matrix of the batch alone', () => {
    const graph = define({ x: f64(2, 2, 2) }, ({ x }) => ({ y: x.cholesky().sum() }));
    const x = Float64Array.of(4, 2, 2, 5, 1, 2, 2, 1);
    const found = [...evaluate(gradients(graph, { of: 'y', wrt: ['x'] }), { x })['d(y)/d(x)'].data];
    expect(found.slice(0, 4).every(Number.isFinite)).toBe(true);
    expect(found.slice(4)).toEqual([NaN, NaN, NaN, NaN]);
  });
  test('the gradient of cholesky is symmetric, for it is that of the symmetric part', () => {
    const { first } = slopes(
      (x) => x.cholesky().sin().sum(),
      [
        [3, 1],
        [0.5, 2],
      ],
    );
    expect(first[1]).toBe(first[2]);
  });
  test('expm at 0 has the derivatives of its series', () => {
    const zero = [
      [0, 0],
      [0, 0],
    ];
    // tr eˣ: the first derivative at 0 is the identity, the second is that of ½·tr x².
    const { first, second } = slopes((x) => x.expm().trace(), zero);
    expectClose(first, [1, 0, 0, 1]);
    expectClose(second, [1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
  });
  test('pinv of equal singular values, and of a constant rank', () => {
    const identity = [
      [1, 0],
      [0, 1],
    ];
    const weights = [
      [1, 2],
      [3, 5],
    ];
    const weighted = (y: Sym): Sym => y.mul(weights).sum();
    const [found, wanted] = [slopes((x) => weighted(x.pinv()), identity), slopes((x) => weighted(x.inv()), identity)];
    expectClose(found.first, wanted.first);
    expectClose(found.second, wanted.second);
    // Of full ranks (b·c)⁺ = c⁺·b⁺.
    const types = { b: f64(4, 2), c: f64(2, 3) };
    const at = { b: [1, 2, -1, 0.5, 3, 1, 0, -2].map((x) => x / 2), c: [1, 0.5, -1, 2, 1, 0.3] };
    const feeds = { b: Float64Array.from(at.b), c: Float64Array.from(at.c) };
    const gradientOf = (body: (b: Sym, c: Sym) => Sym): number[] => {
      const graph = define(types, ({ b, c }) => ({ y: body(b, c).sin().sum() }));
      const second = evaluate(hessian(graph, { of: 'y', wrt: 'b' }), feeds);
      return [...second['d(y)/d(b)'].data, ...second['d2(y)/d(b)d(b)'].data];
    };
    const apart = gradientOf((b, c) => c.pinv().matmul(b.pinv()));
    expectClose(
      gradientOf((b, c) => b.matmul(c).pinv()),
      apart,
      1e-11,
    );
  });
  test('logdet at a negative determinant is NaN, with the slopes of its absolute value; at a singular matrix −∞', () => {
    const negative = [
      [0, 1],
      [1, 0],
    ];
    const graph = define({ x: f64(2, 2) }, ({ x }) => ({ y: x.logdet() }));
    expect(evaluate(graph, { x: negative }).y.item()).toBe(NaN);
    expect(slopes((x) => x.logdet(), negative).first).toEqual([0, 1, 1, 0]);
    expect(evaluate(graph, { x: new Float64Array(4) }).y.item()).toBe(-Infinity);
  });
});

test.each<[string, (x: Sym) => Sym]>([
  ['cholesky', (x) => x.cholesky()],
  ['inv', (x) => x.inv()],
  ['det', (x) => x.det()],
  ['logdet', (x) => x.logdet()],
  ['adjugate', (x) => x.adjugate()],
  ['expm', (x) => x.expm()],
  ['pinv', (x) => x.pinv()],
  ['triangularSolve', (x) => x.triangularSolve(x)],
  ['kron', (x) => x.kron(x)],
  ['matrixPower', (x) => x.matrixPower(3)],
])('%s of an empty matrix, and of no matrices, and their derivatives', (_, body) => {
  for (const shape of [
    [0, 0],
    [0, 2, 2],
    [3, 0, 0],
  ]) {
    const graph = define({ x: f64(...shape) }, ({ x }) => ({ y: body(x).mul(body(x)).sum() }));
    const second = evaluate(hessian(graph, { of: 'y', wrt: 'x' }), { x: new Float64Array(0) });
    expect(second['d2(y)/d(x)d(x)'].shape).toEqual([...shape, ...shape]);
  }
});
