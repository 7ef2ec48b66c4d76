/** The numbers of linear algebra: identities to rounding, hostile matrices, batches, dtypes, empty axes. */
import { describe, expect, test } from '@jest/globals';
import {
  define,
  lift,
  matmul,
  pinv,
  solve,
  tensorType,
  triangularSolve,
  type DType,
  type Shape,
  type Sym,
  type TensorLike,
} from '@adjoint/ir';
import { evaluate, type Tensor } from './index.ts';

type Build = (...x: Sym[]) => Sym;
const like = (shape: Shape, data: ArrayLike<number>, dtype: DType = 'f64'): TensorLike => ({
  dtype,
  shape,
  data: dtype === 'f32' ? Float32Array.from(data) : Float64Array.from(data),
});
const run = (build: Build, ...x: TensorLike[]): Tensor => {
  const types = Object.fromEntries(x.map(({ dtype, shape }, i) => [`x${i}`, tensorType(dtype, shape)]));
  const graph = define(types, (symbols) => build(...x.map((_, i) => symbols[`x${i}`]!)));
  return evaluate(graph, Object.fromEntries(x.map((value, i) => [`x${i}`, value]))).out;
};
const matrix = (...rows: readonly (readonly number[])[]): TensorLike =>
  like([rows.length, rows[0]?.length ?? 0], rows.flat());

/** Numbers in (−1, 1), the same each time (Park and Miller 1988). */
const drawn = (seed: number, ...shape: number[]): TensorLike => {
  let state = seed;
  const data = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => {
    state = (state * 16807) % 2147483647;
    return (2 * state) / 2147483647 - 1;
  });
  return like(shape, data);
};
const most = (x: ArrayLike<number>): number => Array.from(x).reduce((a, b) => Math.max(a, Math.abs(b)), 0);
/** The greatest difference, in units of the greatest element of the second. */
const apart = (found: Tensor, wanted: ArrayLike<number>): number => {
  expect(found.data.length).toBe(wanted.length);
  return most(Array.from(found.data, (x, i) => x - wanted[i]!)) / (most(wanted) || 1);
};
const T = (x: Sym): Sym => x.transpose([...x.shape.slice(0, -2).map((_, i) => i), -1, -2]);
const ulp = 2 ** -52;

describe.each([1, 2, 3, 5, 20, 60])('of %i rows', (n) => {
  const a = drawn(n + 1, n, n);
  const b = drawn(n + 77, n, 3);
  test('solve, inv and triangularSolve undo a product', () => {
    // The residual of elimination is some n roundings of ‖a‖·‖x‖; so is what a drawn matrix makes of it.
    const x = run((p, q) => solve(p, q), a, b);
    const back = run((p, q) => matmul(p, q), a, x);
    expect(apart(back, b.data)).toBeLessThan(100 * n * ulp * (1 + most(x.data)));
    for (const lower of [true, false]) {
      for (const transpose of [true, false]) {
        for (const unitDiagonal of [true, false]) {
          const well = run((p) => p.mul(1 / n).add(lift(2).mul(eye(p))), a);
          const y = run((p, q) => triangularSolve(p, q, { lower, transpose, unitDiagonal }), well, b);
          const same = run(
            (p, q) => {
              const off = lower ? p.tril(-1) : p.triu(1);
              const whole = off.add(unitDiagonal ? eye(p) : p.diagPart().diag());
              return matmul(transpose ? T(whole) : whole, q);
            },
            well,
            y,
          );
          expect(apart(same, b.data)).toBeLessThan(20 * n * ulp);
        }
      }
    }
  });
  test('cholesky is a lower triangle whose square is the matrix', () => {
    const square = run((p) => matmul(p, T(p)).add(eye(p)), a);
    const lower = run((p) => p.cholesky(), square);
    expect(run((p) => p.triu(1), lower).data.every((x) => x === 0)).toBe(true);
    expect(Math.min(...run((p) => p.diagPart(), lower).data)).toBeGreaterThan(0);
    expect(
      apart(
        run((p) => matmul(p, T(p)), lower),
        square.data,
      ),
    ).toBeLessThan(2 * n * ulp);
    // What is not symmetric counts by its symmetric part.
    const turned = run((p, q) => p.add(q.sub(T(q))).cholesky(), square, a);
    expect(apart(turned, lower.data)).toBeLessThan(20 * n * ulp);
  });
  test('determinants agree with one another, and with the adjugate', () => {
    const value = run((p) => p.det(), a).item();
    const { sign, logabs } = evaluate(
      define({ x: tensorType('f64', [n, n]) }, ({ x }) => ({ ...x.slogdet() })),
      { x: a },
    );
    expect(sign.item()).toBe(Math.sign(value));
    expect(Math.abs(Math.exp(logabs.item()) / Math.abs(value) - 1)).toBeLessThan(100 * n * ulp);
    const product = run((p) => matmul(p, p.adjugate()).div(p.det().expandDims(0).expandDims(0)), a);
    expect(apart(product, run((p) => eye(p), a).data)).toBeLessThan(1000 * n * n * ulp);
  });
  test('expm of commuting matrices multiplies', () => {
    const product = run((p) => matmul(p.expm(), p.neg().expm()), a);
    expect(apart(product, run((p) => eye(p), a).data)).toBeLessThan(1e-13 * Math.exp(Math.sqrt(2 * n)));
  });
  test('pinv has the four properties of Moore and Penrose', () => {
    const low = run((p, q) => matmul(p, T(q)), b, drawn(n + 5, n + 2, 3));
    const inverse = run((p) => pinv(p), low);
    const cond = most(inverse.data) * most(low.data) * n;
    const limit = 100 * n * ulp * (1 + cond);
    expect(
      apart(
        run((p, q) => matmul(matmul(p, q), p), low, inverse),
        low.data,
      ),
    ).toBeLessThan(limit);
    expect(
      apart(
        run((p, q) => matmul(matmul(q, p), q), low, inverse),
        inverse.data,
      ),
    ).toBeLessThan(limit);
    for (const side of [(p: Sym, q: Sym) => matmul(p, q), (p: Sym, q: Sym) => matmul(q, p)]) {
      const projection = run(side, low, inverse);
      expect(
        apart(
          run((p) => T(p), projection),
          projection.data,
        ),
      ).toBeLessThan(limit);
    }
  });
});
const eye = (x: Sym): Sym => {
  const n = x.shape.at(-1)!;
  return lift(Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => +(i === j))));
};

describe('hostile matrices', () => {
  test.each([3, 60])('an infinite element of b goes no further than factors that are not 0, of %i rows', (n) => {
    const diagonal = like(
      [n, n],
      Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 2 : 0)),
    );
    for (const k of [1, 3]) {
      const b = like(
        [n, k],
        Array.from({ length: n * k }, (_, i) => (i === 0 ? Infinity : i)),
      );
      const wanted = Array.from(b.data, (x) => x / 2);
      for (const lower of [true, false])
        for (const transpose of [true, false])
          expect([...run((x, y) => triangularSolve(x, y, { lower, transpose }), diagonal, b).data]).toEqual(wanted);
      expect([...run((x, y) => solve(x, y), diagonal, b).data]).toEqual(wanted);
    }
  });
  const nan = [NaN, NaN, NaN, NaN];
  const values = (build: Build, ...x: TensorLike[]): number[] => [...run(build, ...x).data];
  test('what has no answer is NaN, for its matrix of the batch alone', () => {
    const batch = like([3, 2, 2], [4, 2, 2, 5, 1, 2, 2, 1, 1, 2, 2, 4]);
    expect(values((x) => x.cholesky(), batch)).toEqual([2, 0, 1, 2, ...nan, ...nan]);
    expect(values((x) => x.inv(), batch).map((x) => Math.round(x * 48) / 48)).toEqual(
      [15, -6, -6, 12]
        .map((x) => x / 48)
        .concat(
          [-16, 32, 32, -16].map((x) => x / 48),
          nan,
        ),
    );
    expect(values((x) => x.det(), batch)).toEqual([16, -3, 0]);
    expect(values((x) => x.slogdet().sign, batch)).toEqual([1, -1, 0]);
    expect(values((x) => x.logdet(), batch)).toEqual([Math.log(4) + Math.log(4), NaN, -Infinity]);
    expect(values((x) => x.adjugate(), matrix([1, 2], [2, 4])).map((x) => Math.round(x * 1e12) / 1e12)).toEqual([
      4, -2, -2, 1,
    ]);
    expect(values((x) => x.expm(), matrix([NaN, 0], [0, 0]))).toEqual(nan);
    expect(values((x) => x.pinv(), matrix([Infinity, 0], [0, 0]))).toEqual(nan);
    expect(values((x) => x.cholesky(), matrix([Infinity, 0], [0, 1]))).toEqual(nan);
    expect(values((x) => x.cholesky(), matrix([NaN, 0], [0, 1]))).toEqual(nan);
    expect(values((x) => x.det(), matrix([NaN, 0], [0, 1]))).toEqual([NaN]);
    expect(values((x) => x.triangularSolve([1, 1]), matrix([0, 0], [0, 2]))).toEqual([Infinity, 0.5]);
  });
  test('a pivot is sought below', () => {
    expect(values((x) => x.solve([1, 2]), matrix([0, 1], [1, 0]))).toEqual([2, 1]);
    expect(values((x) => x.det(), matrix([0, 1], [1, 0]))).toEqual([-1]);
    expect(values((x) => x.solve([1, 2]), matrix([1e-20, 1], [1, 1]))).toEqual([1, 1]);
  });
  test('large and small elements neither overflow nor vanish', () => {
    for (const scale of [1e-300, 1e300]) {
      const x = values((p) => p.pinv(), matrix([scale, 0], [0, scale]));
      expect(x).toEqual([1 / scale, 0, 0, 1 / scale]);
    }
    expect(values((x) => x.slogdet().logabs, matrix([1e300, 0], [0, 1e300]))).toEqual([2 * Math.log(1e300)]);
  });
  test('expm at 0, of nilpotent, diagonal, large and small matrices', () => {
    expect(values((x) => x.expm(), matrix([0, 0], [0, 0]))).toEqual([1, 0, 0, 1]);
    expect(values((x) => x.expm(), matrix([0, 1], [0, 0]))).toEqual([1, 1, 0, 1]);
    const [p, q, r, s] = values((x) => x.expm(), matrix([1, 0], [0, -700])) as [number, number, number, number];
    expect([q, r]).toEqual([0, 0]);
    expect(Math.abs(p / Math.E - 1)).toBeLessThan(1e-13);
    expect(Math.abs(s / Math.exp(-700) - 1)).toBeLessThan(1e-11);
    expect(values((x) => x.expm(), matrix([1e10]))[0]).toBe(Infinity);
    const turn = values((x) => x.expm(), matrix([0, -1], [1, 0]));
    [Math.cos(1), -Math.sin(1), Math.sin(1), Math.cos(1)].forEach((x, i) => expect(turn[i]).toBeCloseTo(x, 15));
  });
});

describe('shapes', () => {
  const shapeOf = (build: Build, ...x: readonly number[][]): Shape =>
    run(build, ...x.map((shape) => drawn(3, ...shape))).shape;
  test('of right-hand sides: a vector, a batch of vectors, matrices; leading axes broadcast', () => {
    expect(shapeOf((a, b) => a.solve(b), [3, 3], [3])).toEqual([3]);
    expect(shapeOf((a, b) => a.solve(b), [3, 3], [3, 2])).toEqual([3, 2]);
    expect(shapeOf((a, b) => a.solve(b), [4, 3, 3], [4, 3])).toEqual([4, 3]);
    expect(shapeOf((a, b) => a.solve(b), [4, 3, 3], [1, 3])).toEqual([4, 3]);
    expect(shapeOf((a, b) => a.solve(b), [4, 3, 3], [3])).toEqual([4, 3]);
    expect(shapeOf((a, b) => a.solve(b), [3, 3], [4, 3, 2])).toEqual([4, 3, 2]);
    expect(shapeOf((a, b) => a.triangularSolve(b), [5, 1, 3, 3], [1, 4, 3, 2])).toEqual([5, 4, 3, 2]);
    expect(shapeOf((a, b) => a.lstsq(b), [4, 2], [4])).toEqual([2]);
    expect(shapeOf((a, b) => a.lstsq(b), [5, 2, 4], [5, 2, 3])).toEqual([5, 4, 3]);
    expect(shapeOf((a, b) => a.kron(b), [2, 3], [4, 5])).toEqual([8, 15]);
    expect(shapeOf((a, b) => a.kron(b), [7, 1, 3], [2, 2])).toEqual([7, 2, 6]);
    expect(shapeOf((a, b) => a.kron(b), [2], [3])).toEqual([6]);
  });
  test('of empty matrices and batches', () => {
    expect(shapeOf((a) => a.inv(), [0, 0])).toEqual([0, 0]);
    expect(shapeOf((a) => a.inv(), [0, 3, 3])).toEqual([0, 3, 3]);
    expect(shapeOf((a, b) => a.solve(b), [2, 0, 0], [2, 0, 4])).toEqual([2, 0, 4]);
    expect(shapeOf((a, b) => a.solve(b), [2, 2], [2, 0])).toEqual([2, 0]);
    expect(shapeOf((a) => a.cholesky(), [0, 0])).toEqual([0, 0]);
    expect(shapeOf((a) => a.expm(), [0, 0])).toEqual([0, 0]);
    expect(shapeOf((a) => a.adjugate(), [0, 0])).toEqual([0, 0]);
    expect(shapeOf((a) => a.pinv(), [0, 3])).toEqual([3, 0]);
    expect(shapeOf((a) => a.pinv(), [2, 3, 0])).toEqual([2, 0, 3]);
    expect([...run((a) => a.det(), drawn(1, 2, 0, 0)).data]).toEqual([1, 1]);
    expect(run((a) => a.slogdet().logabs, drawn(1, 0, 0)).item()).toBe(0);
    expect(run((a) => a.slogdet().sign, drawn(1, 0, 0)).item()).toBe(1);
    expect(run((a) => a.adjugate(), matrix([7])).item()).toBe(1);
  });
  test('powers are products', () => {
    const a = matrix([1, 1], [1, 0]);
    expect([...run((x) => x.matrixPower(10), a).data]).toEqual([89, 55, 55, 34]);
    expect([...run((x) => x.matrixPower(0), a).data]).toEqual([1, 0, 0, 1]);
    expect([...run((x) => x.matrixPower(-2), a).data]).toEqual([1, -1, -1, 2]);
  });
  test('kron puts blocks', () => {
    expect([...run((x, y) => x.kron(y), matrix([1, 2]), matrix([3], [4])).data]).toEqual([3, 6, 4, 8]);
    expect([...run((x, y) => x.kron(y), like([2], [1, 10]), like([2], [1, 2])).data]).toEqual([1, 2, 10, 20]);
  });
});

test('f32 is computed in double precision and rounded once', () => {
  const [a, b] = [drawn(9, 2, 4, 4), drawn(10, 2, 4, 3)].map(({ shape, data }) => like(shape, data, 'f32'));
  const wide = (x: TensorLike): TensorLike => like(x.shape, x.data);
  for (const build of [
    (x: Sym, y: Sym) => solve(x, y),
    (x: Sym) => x.expm(),
    (x: Sym) => x.adjugate(),
    (x: Sym) => x.det(),
    (x: Sym) => matmul(x, T(x)).cholesky(),
  ].slice(0, 4)) {
    const found = run(build, a!, b!);
    expect(found.dtype).toBe('f32');
    expect([...found.data]).toEqual([...run(build, wide(a!), wide(b!)).data].map(Math.fround));
  }
});

// mpmath, 50 digits, of the doubles 1/(i + j + 1).
const HILBERT = [
  1.618899858924339, 0.24236087057520955, 0.016321521319875826, 0.0006157483541826453, 1.2570757122637029e-5,
  1.082799484481101e-7,
];

describe('decompositions', () => {
  const parts = (build: (x: Sym) => Record<string, Sym>, x: TensorLike): Record<string, Tensor> => {
    const graph = define({ x: tensorType(x.dtype, x.shape) }, ({ x }) => build(x));
    return evaluate(graph, { x });
  };
  /** How far the columns are from orthonormal. */
  const skew = (q: Tensor): number => {
    const [m, n] = q.shape as [number, number];
    const gram = run((x) => matmul(T(x), x), q);
    expect(m).toBeGreaterThanOrEqual(n);
    return most(gram.data.map((x, i) => x - +(i % (n + 1) === 0)));
  };
  const SIZES = [
    [1, 1],
    [2, 2],
    [5, 3],
    [3, 5],
    [30, 30],
    [40, 10],
    [10, 40],
    [120, 80],
  ] as const;

  // The last is reflected in blocks.
  test.each([...SIZES, [280, 260] as const])('qr of %i × %i', (m, n) => {
    const x = drawn(m + 3 * n, m, n);
    for (const mode of ['thin', 'full'] as const) {
      const { q, r } = parts((a) => ({ ...a.qr({ mode }) }), x);
      const k = mode === 'full' ? m : Math.min(m, n);
      expect([q!.shape, r!.shape]).toEqual([
        [m, k],
        [k, n],
      ]);
      expect(skew(q!)).toBeLessThan(1e-15 * m);
      expect(run((a) => a.tril(-1), r!).data.every((a) => a === 0)).toBe(true);
      expect(
        apart(
          run((a, b) => matmul(a, b), q!, r!),
          x.data,
        ),
      ).toBeLessThan(1e-15 * m);
    }
  });
  test.each(SIZES)('svd of %i × %i', (m, n) => {
    const x = drawn(m + 5 * n, m, n);
    const { u, s, vt } = parts((a) => ({ ...a.svd() }), x);
    expect([...s!.data].sort((a, b) => b - a)).toEqual([...s!.data]);
    expect(Math.min(...s!.data)).toBeGreaterThanOrEqual(0);
    expect(skew(u!)).toBeLessThan(1e-15 * (m + n));
    expect(skew(run(T, vt!))).toBeLessThan(1e-15 * (m + n));
    const back = run((a, b, c) => matmul(a.mul(b), c), u!, s!, vt!);
    expect(apart(back, x.data)).toBeLessThan(1e-15 * (m + n));
  });
  test.each([1, 2, 3, 10, 60, 150])('eigh of %i rows', (n) => {
    const x = run((a) => a.add(T(a)), drawn(n + 9, n, n));
    const { values, vectors } = parts((a) => ({ ...a.eigh() }), x);
    expect([...values!.data].sort((a, b) => a - b)).toEqual([...values!.data]);
    expect(skew(vectors!)).toBeLessThan(1e-15 * (n + 2));
    const back = run((a, b) => matmul(b.mul(a), T(b)), values!, vectors!);
    expect(apart(back, x.data)).toBeLessThan(1e-15 * (n + 2));
  });
  test('known spectra', () => {
    const n = 12;
    // The second difference has the eigenvalues 2 − 2·cos(kπ/(n + 1)).
    const second = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (__, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)),
    );
    const wanted = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));
    expect(apart(parts((a) => ({ ...a.eigh() }), matrix(...second))['values']!, wanted)).toBeLessThan(4 * ulp);
    expect(apart(parts((a) => ({ ...a.svd() }), matrix(...second))['s']!, wanted.reverse())).toBeLessThan(8 * ulp);
    // Singular values of Hilbert's matrix by 50 digits (mpmath's svd): small ones have few wrong digits, too.
    const hilbert = Array.from({ length: 6 }, (_, i) => Array.from({ length: 6 }, (__, j) => 1 / (i + j + 1)));
    const { s } = parts((a) => ({ ...a.svd() }), matrix(...hilbert));
    HILBERT.forEach((x, i) => expect(Math.abs(s!.data[i]! / x - 1)).toBeLessThan(i < 3 ? 1e-14 : 1e-10));
  });
  test('of equal values, zeros, low rank, large and small elements', () => {
    const one = parts((a) => ({ ...a.eigh(), ...a.svd() }), matrix([1, 0], [0, 1]));
    expect(Object.values(one).map(({ data }) => [...data])).toEqual([
      [1, 1],
      [1, 0, 0, 1],
      [1, 0, 0, 1],
      [1, 1],
      [1, 0, 0, 1],
    ]);
    for (const [m, n] of [
      [4, 3],
      [3, 4],
    ] as const) {
      const none = parts((a) => ({ ...a.svd() }), like([m, n], new Float64Array(m * n)));
      expect([...none['s']!.data]).toEqual([0, 0, 0]);
      expect(skew(none['u']!)).toBe(0);
      expect(skew(run(T, none['vt']!))).toBe(0);
      const low = run((a, b) => matmul(a, b), drawn(1, m, 1), drawn(2, 1, n));
      const { u, s, vt } = parts((a) => ({ ...a.svd() }), low);
      expect(s!.data[1]! / s!.data[0]!).toBeLessThan(1e-15);
      expect(skew(u!)).toBeLessThan(1e-14);
      expect(skew(run(T, vt!))).toBeLessThan(1e-14);
    }
    for (const scale of [1e-300, 1e300]) {
      const { values } = parts((a) => ({ ...a.eigh() }), matrix([scale, scale], [scale, scale]));
      expect(Math.abs(values!.data[1]! / (2 * scale) - 1)).toBeLessThan(4 * ulp);
      const { s } = parts((a) => ({ ...a.svd() }), matrix([scale, 0], [0, scale / 4]));
      expect([...s!.data]).toEqual([scale, scale / 4]);
      const { r } = parts((a) => ({ ...a.qr() }), matrix([3 * scale, 0], [4 * scale, scale]));
      expect(Math.abs(r!.data[0]! / (-5 * scale) - 1)).toBeLessThan(4 * ulp);
    }
    expect([...parts((a) => ({ ...a.qr() }), matrix([-2, 0], [0, 3], [0, 0]))['r']!.data]).toEqual([-2, 0, 0, 3]);
  });
  test('an element that is not finite gives NaN for its matrix of the batch alone; empty matrices have parts', () => {
    const batch = like([2, 2, 2], [2, 0, 0, 1, 1, NaN, 0, 1]);
    const found = parts((a) => ({ ...a.eigh(), ...a.svd(), ...a.qr() }), batch);
    for (const { data } of Object.values(found)) {
      expect(data.subarray(0, data.length / 2).every(Number.isFinite)).toBe(true);
      expect(data.subarray(data.length / 2).every(Number.isNaN)).toBe(true);
    }
    for (const shape of [
      [0, 0],
      [3, 0],
      [0, 3],
      [0, 2, 2],
    ]) {
      const k = Math.min(...shape.slice(-2));
      const { u, s, q } = parts((a) => ({ ...a.svd(), ...a.qr() }), like(shape, []));
      expect([u!.shape.at(-1), s!.shape.at(-1), q!.shape.at(-1)]).toEqual([k, k, k]);
    }
    expect(parts((a) => ({ ...a.qr({ mode: 'full' }) }), like([2, 0], []))['q']!.toArray()).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(parts((a) => ({ ...a.eigh() }), like([0, 0], []))['values']!.shape).toEqual([0]);
  });
  test('signs are fixed: the first of the greatest elements of a vector is positive', () => {
    const { vectors } = parts((a) => ({ ...a.eigh() }), matrix([2, -1], [-1, 2]));
    expect([...vectors!.data].map((x) => Math.sign(x))).toEqual([1, 1, 1, -1]);
  });
  test('f32 is rounded once', () => {
    const x = like([3, 3], drawn(4, 3, 3).data, 'f32');
    const wide = parts((a) => ({ ...a.svd(), ...a.eigh(), ...a.qr() }), like(x.shape, x.data));
    for (const [name, { dtype, data }] of Object.entries(parts((a) => ({ ...a.svd(), ...a.eigh(), ...a.qr() }), x))) {
      expect(dtype).toBe('f32');
      expect([...data]).toEqual([...wide[name]!.data].map(Math.fround));
    }
  });
});
