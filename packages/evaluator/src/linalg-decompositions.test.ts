/** Decompositions: factors multiply back, columns are orthonormal, spectra are known, signs are fixed. */
import { describe, expect, test } from '@jest/globals';
import { define, matmul, tensorType, type Sym, type TensorLike } from '@adjoint/ir';
import { computed, drawn, errorOf, filled, largest, matrixOf, transposed, ULP } from '@adjoint/testkit';
import { evaluate, type Tensor } from './index.ts';

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
    const gram = computed((x) => matmul(transposed(x), x), q);
    expect(m).toBeGreaterThanOrEqual(n);
    return largest(gram.data.map((x, i) => x - +(i % (n + 1) === 0)));
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
      expect(computed((a) => a.tril(-1), r!).data.every((a) => a === 0)).toBe(true);
      expect(errorOf(computed((a, b) => matmul(a, b), q!, r!).data, x.data)).toBeLessThan(1e-15 * m);
    }
  });
  test.each(SIZES)('svd of %i × %i', (m, n) => {
    const x = drawn(m + 5 * n, m, n);
    const { u, s, vt } = parts((a) => ({ ...a.svd() }), x);
    expect([...s!.data].sort((a, b) => b - a)).toEqual([...s!.data]);
    expect(Math.min(...s!.data)).toBeGreaterThanOrEqual(0);
    expect(skew(u!)).toBeLessThan(1e-15 * (m + n));
    expect(skew(computed(transposed, vt!))).toBeLessThan(1e-15 * (m + n));
    const back = computed((a, b, c) => matmul(a.mul(b), c), u!, s!, vt!);
    expect(errorOf(back.data, x.data)).toBeLessThan(1e-15 * (m + n));
  });
  test.each([1, 2, 3, 10, 60, 150])('eigh of %i rows', (n) => {
    const x = computed((a) => a.add(transposed(a)), drawn(n + 9, n, n));
    const { values, vectors } = parts((a) => ({ ...a.eigh() }), x);
    expect([...values!.data].sort((a, b) => a - b)).toEqual([...values!.data]);
    expect(skew(vectors!)).toBeLessThan(1e-15 * (n + 2));
    const back = computed((a, b) => matmul(b.mul(a), transposed(b)), values!, vectors!);
    expect(errorOf(back.data, x.data)).toBeLessThan(1e-15 * (n + 2));
  });
  test('known spectra', () => {
    const n = 12;
    // The second difference has the eigenvalues 2 − 2·cos(kπ/(n + 1)).
    const second = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (__, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)),
    );
    const wanted = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));
    expect(errorOf(parts((a) => ({ ...a.eigh() }), matrixOf(...second))['values']!.data, wanted)).toBeLessThan(4 * ULP);
    expect(errorOf(parts((a) => ({ ...a.svd() }), matrixOf(...second))['s']!.data, wanted.reverse())).toBeLessThan(
      8 * ULP,
    );
    // Singular values of Hilbert's matrix by 50 digits (mpmath's svd): small ones have few wrong digits, too.
    const hilbert = Array.from({ length: 6 }, (_, i) => Array.from({ length: 6 }, (__, j) => 1 / (i + j + 1)));
    const { s } = parts((a) => ({ ...a.svd() }), matrixOf(...hilbert));
    HILBERT.forEach((x, i) => expect(Math.abs(s!.data[i]! / x - 1)).toBeLessThan(i < 3 ? 1e-14 : 1e-10));
  });
  test('of equal values, zeros, low rank, large and small elements', () => {
    const one = parts((a) => ({ ...a.eigh(), ...a.svd() }), matrixOf([1, 0], [0, 1]));
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
      const none = parts((a) => ({ ...a.svd() }), filled([m, n], new Float64Array(m * n)));
      expect([...none['s']!.data]).toEqual([0, 0, 0]);
      expect(skew(none['u']!)).toBe(0);
      expect(skew(computed(transposed, none['vt']!))).toBe(0);
      const low = computed((a, b) => matmul(a, b), drawn(1, m, 1), drawn(2, 1, n));
      const { u, s, vt } = parts((a) => ({ ...a.svd() }), low);
      expect(s!.data[1]! / s!.data[0]!).toBeLessThan(1e-15);
      expect(skew(u!)).toBeLessThan(1e-14);
      expect(skew(computed(transposed, vt!))).toBeLessThan(1e-14);
    }
    for (const scale of [1e-300, 1e300]) {
      const { values } = parts((a) => ({ ...a.eigh() }), matrixOf([scale, scale], [scale, scale]));
      expect(Math.abs(values!.data[1]! / (2 * scale) - 1)).toBeLessThan(4 * ULP);
      const { s } = parts((a) => ({ ...a.svd() }), matrixOf([scale, 0], [0, scale / 4]));
      expect([...s!.data]).toEqual([scale, scale / 4]);
      const { r } = parts((a) => ({ ...a.qr() }), matrixOf([3 * scale, 0], [4 * scale, scale]));
      expect(Math.abs(r!.data[0]! / (-5 * scale) - 1)).toBeLessThan(4 * ULP);
    }
    expect([...parts((a) => ({ ...a.qr() }), matrixOf([-2, 0], [0, 3], [0, 0]))['r']!.data]).toEqual([-2, 0, 0, 3]);
  });
  test('an element that is not finite gives NaN for its matrix of the batch alone; empty matrices have parts', () => {
    const batch = filled([2, 2, 2], [2, 0, 0, 1, 1, NaN, 0, 1]);
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
      const { u, s, q } = parts((a) => ({ ...a.svd(), ...a.qr() }), filled(shape, []));
      expect([u!.shape.at(-1), s!.shape.at(-1), q!.shape.at(-1)]).toEqual([k, k, k]);
    }
    expect(parts((a) => ({ ...a.qr({ mode: 'full' }) }), filled([2, 0], []))['q']!.toArray()).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(parts((a) => ({ ...a.eigh() }), filled([0, 0], []))['values']!.shape).toEqual([0]);
  });
  test('signs are fixed: the first of the greatest elements of a vector is positive', () => {
    const { vectors } = parts((a) => ({ ...a.eigh() }), matrixOf([2, -1], [-1, 2]));
    expect([...vectors!.data].map((x) => Math.sign(x))).toEqual([1, 1, 1, -1]);
  });
  test('f32 is rounded once', () => {
    const x = filled([3, 3], drawn(4, 3, 3).data, 'f32');
    const wide = parts((a) => ({ ...a.svd(), ...a.eigh(), ...a.qr() }), filled(x.shape, x.data));
    for (const [name, { dtype, data }] of Object.entries(parts((a) => ({ ...a.svd(), ...a.eigh(), ...a.qr() }), x))) {
      expect(dtype).toBe('f32');
      expect([...data]).toEqual([...wide[name]!.data].map(Math.fround));
    }
  });
});
