/** Linear algebra against JAX in float64 (scripts/golden/linalg_jax.py), by all nestings of the modes. */
import { describe, expect, test } from '@jest/globals';
import { evaluate, lstsq, type Graph, type Sym } from 'adjoint';
import {
  errorOf,
  nested,
  peerCases,
  peerFeeds,
  peerGraph,
  tensorOf,
  transposed,
  ways,
  type PeerCase,
} from '@adjoint/testkit';

const cases = peerCases('linalg.json');

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
  'qr: q': ([x]) => x!.qr().q,
  'qr: r': ([x]) => x!.qr().r,
  'eigh: values': ([x]) => x!.eigh().values,
  'eigh: function': ([x]) => {
    const { values, vectors } = x!.eigh();
    return vectors.mul(values.sin().expandDims(-2)).matmul(transposed(vectors));
  },
  'eigh: subspace': ([x]) => {
    const { vectors } = x!.eigh();
    const two = vectors.slice(...x!.shape.slice(0, -1).map(() => null), [0, 2]);
    return two.matmul(transposed(two));
  },
  'svd: values': ([x]) => x!.svd().s,
  'svd: function': ([x]) => {
    const { u, s, vt } = x!.svd();
    return u.mul(s.sin().expandDims(-2)).matmul(vt);
  },
  'svd: leading': ([x]) => {
    const { u, vt } = x!.svd();
    return u.slice(null, [0, 1]).matmul(vt.slice([0, 1]));
  },
};

/** The graph of a case: outputs value, phi, gradients and products. */
const derived = (golden: PeerCase): Graph => peerGraph(golden, (x) => builds[golden.op]!(x, golden.options));

// A few roundings, times condition numbers of up to ten or so: one for the value, one more for each order of derivative. The worst that
// were seen are 2e-15, 4e-15 and 9e-15.
const LIMITS = { value: 1e-14, g: 3e-14, h: 1e-13 };

describe.each(cases.map((golden) => [golden.name, golden] as const))('%s', (_, golden) => {
  const feeds = peerFeeds(golden);
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
});
