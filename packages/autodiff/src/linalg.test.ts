/** Linear algebra against JAX in float64 (scripts/golden/linalg_jax.py), by all nestings of the modes; and at hostile matrices. */
import { describe, expect, test } from '@jest/globals';
import {
  compile,
  define,
  evaluate,
  eye,
  f32,
  f64,
  gradients,
  hessian,
  hvp,
  lstsq,
  reshape,
  scan,
  vmap,
  type Graph,
  type Sym,
} from 'adjoint';
import { errorOf, nested, peerCases, peerFeeds, peerGraph, tensorOf, ways, type PeerCase } from '@adjoint/testkit';

const cases = peerCases('linalg.json');

const turned = (x: Sym): Sym => x.transpose(...x.shape.slice(0, -2).map((_, i) => i), -1, -2);

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
    return vectors.mul(values.sin().expandDims(-2)).matmul(turned(vectors));
  },
  'eigh: subspace': ([x]) => {
    const { vectors } = x!.eigh();
    const two = vectors.slice(...x!.shape.slice(0, -1).map(() => null), [0, 2]);
    return two.matmul(turned(two));
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

/** The derivatives of a determinant by its definition, a sum of products. */
const byHand = (body: 'det'): ((x: Sym) => Sym) => {
  expect(body).toBe('det');
  const minor = (rows: readonly number[], columns: readonly number[], x: Sym): Sym => {
    if (rows.length === 1) return x.at(rows[0]!, columns[0]!);
    return columns
      .map((column, k) => {
        const rest = minor(
          rows.slice(1),
          columns.filter((c) => c !== column),
          x,
        );
        return x
          .at(rows[0]!, column)
          .mul(rest)
          .mul((-1) ** k);
      })
      .reduce((sum, term) => sum.add(term));
  };
  return (x) => {
    const all = x.shape.map((n) => Array.from({ length: n }, (_, i) => i));
    return minor(all[0]!, all[1]!, x);
  };
};

describe('det of a matrix', () => {
  test.each([
    [
      'of rank n',
      [
        [2, 1, 0],
        [1, 3, 1],
        [0, -1, 1],
      ],
    ],
    [
      'the identity',
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    ],
    [
      'of rank n − 1',
      [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ],
    ],
    [
      'of rank n − 1, with a zero row',
      [
        [1, 2, 0],
        [0, 0, 0],
        [3, 1, 2],
      ],
    ],
    [
      'almost singular',
      [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9 + 1e-13],
      ],
    ],
    [
      'of rank n − 2',
      [
        [1, 2, 3],
        [2, 4, 6],
        [-1, -2, -3],
      ],
    ],
    [
      'of zeros',
      [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
    ],
    [
      'of two rows, singular',
      [
        [1, 2],
        [2, 4],
      ],
    ],
    ['of one row', [[0]]],
  ])('%s has the derivatives of a polynomial', (_, x) => {
    const [found, wanted] = [slopes((a) => a.det(), x), slopes(byHand('det'), x)];
    expectClose(found.first, wanted.first, 1e-12);
    expectClose(found.second, wanted.second, 1e-11);
  });
});

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
  test('expm of a turn has derivatives of every order, whichever approximant is taken', () => {
    const turn = [0, -1, 1, 0];
    let of = 'y';
    let graph: Graph = define({ t: f64() }, ({ t }) => ({
      y: t
        .mul(reshape(turn, [2, 2]))
        .expm()
        .at(0, 0),
    }));
    // cos⁽ᵏ⁾; half an ulp of t is an error of its own, and doubles with each squaring.
    const orders = [
      Math.cos,
      (t: number) => -Math.sin(t),
      (t: number) => -Math.cos(t),
      Math.sin,
      Math.cos,
      (t: number) => -Math.sin(t),
    ];
    orders.forEach((wanted) => {
      const run = compile(graph, { outputs: [of], target: 'interpreter' });
      for (const t of [0, 1e-9, 1e-3, 0.1, 0.15, 0.3, 0.6, 0.9, 1.5, 2, 3, 4, 5, 9, 21]) {
        expect(Math.abs(run({ t })[of]!.item() - wanted(t))).toBeLessThan(5e-15 * (1 + t));
      }
      graph = gradients(graph, { of, wrt: ['t'] });
      of = Object.keys(graph.outputs).at(-1)!;
    });
  });
  test('each order of derivative of expm has twice the matrices, none of more rows', () => {
    const n = 4;
    const graph = define({ x: f64(n, n) }, ({ x }) => ({ y: x.expm().sin().sum() }));
    const product = hvp(gradients(graph, { of: 'y', wrt: ['x'] }), { of: 'y', wrt: 'x' });
    const shapes = product.nodes.filter(({ op }) => op === 'expm').map(({ type }) => type.shape);
    expect(new Set(shapes.map((shape) => shape.join()))).toEqual(new Set(['4,4', '2,4,4', '4,4,4']));
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

describe('equal eigenvalues and singular values', () => {
  const equal = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 3],
  ];
  const exponentials = [Math.E, 0, 0, 0, Math.E, 0, 0, 0, Math.exp(3)];
  test('a sum of f(λ) has the right gradient', () => {
    expectClose(slopes((x) => x.eigh().values.exp().sum(), equal).first, exponentials);
    expectClose(slopes((x) => x.svd().s.exp().sum(), equal).first, exponentials);
    const ones = [
      [1, 1],
      [1, 1],
    ];
    // Σ s² is the sum of squares, at a matrix of low rank and at 0 too.
    const squares = (x: Sym): Sym => x.svd().s.square().sum();
    expectClose(slopes(squares, ones).first, [2, 2, 2, 2]);
    expect(
      slopes(squares, [
        [0, 0, 0],
        [0, 0, 0],
      ]).first,
    ).toEqual([0, 0, 0, 0, 0, 0]);
  });
  test('so has the projection on all vectors of a value, whichever they are', () => {
    const weights = [
      [1, 2, 3],
      [2, 4, 5],
      [3, 5, 6],
    ];
    const projected = (x: Sym, from: number, to: number): Sym => {
      const part = x.eigh().vectors.slice(null, [from, to]);
      return part.matmul(part.transpose()).mul(weights).sum();
    };
    // Ṗ has the elements ẋᵢⱼ/(λⱼ − λᵢ) between the vectors of the value and the others, which are axes here.
    expectClose(slopes((x) => projected(x, 2, 3), equal).first, [0, 0, 1.5, 0, 0, 2.5, 1.5, 2.5, 0]);
    expectClose(slopes((x) => projected(x, 0, 2), equal).first, [0, 0, -1.5, 0, 0, -2.5, -1.5, -2.5, 0]);
  });
  test('values that rounding alone tells apart count as equal', () => {
    // 1, 1 and 4 in a basis that is no axis.
    const x = [
      [2, 1, 1],
      [1, 2, 1],
      [1, 1, 2],
    ];
    const { first } = slopes((a) => {
      const part = a.eigh().vectors.slice(null, [0, 2]);
      return part.matmul(part.transpose()).at(0, 1);
    }, x);
    // P = (4 − x)/3 there, and Ṗ = −(P·ẋ·Q + Q·ẋ·P)/3 with Q = 1 − P: the gradient of P₀₁ is −(P·E·Q + Q·E·P)/3, E = (e₀e₁ᵀ + e₁e₀ᵀ)/2.
    const [p, q] = [x, x].map((rows, k) =>
      rows.map((row, i) => row.map((y, j) => (k === 0 ? (4 * +(i === j) - y) / 3 : (y - +(i === j)) / 3))),
    ) as [number[][], number[][]];
    const between = (a: number[][], b: number[][], i: number, j: number): number =>
      (a[i]![0]! * b[1]![j]! + a[i]![1]! * b[0]![j]!) / 2;
    const wanted = x.flatMap((row, i) => row.map((_, j) => -(between(p, q, i, j) + between(q, p, i, j)) / 3));
    expectClose(first, wanted);
  });
  test('no derivative is NaN; the second lacks what lies between equal values, as the card says', () => {
    const { second } = slopes(
      (x) => x.eigh().values.square().sum(),
      [
        [1, 0],
        [0, 1],
      ],
    );
    // Of tr((x + xᵀ)²/4) it is 1 for each pair of the elements 01 and 10.
    expect(second).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
    for (const body of [
      (x: Sym) => x.svd().u.sum(),
      (x: Sym) => x.svd().vt.sum(),
      (x: Sym) => x.eigh().vectors.sum(),
    ]) {
      expect(
        slopes(body, [
          [0, 0],
          [0, 0],
        ]).second.every((x) => x === 0),
      ).toBe(true);
    }
  });
});

describe('a full qr', () => {
  const x = [
    [1.2, 0.3],
    [-0.4, 1.5],
    [0.7, -0.6],
    [0.2, 0.8],
  ];
  const weights = x.map((_, i) => x.map((__, j) => Math.sin(3 * i + j + i * j)));
  test('has the derivatives of its thin part, and of the complement of that', () => {
    const complement = (a: Sym): Sym => {
      const rest = a.qr({ mode: 'full' }).q.slice(null, [2, 4]);
      return rest.matmul(rest.transpose()).mul(weights).sum();
    };
    const byThin = (a: Sym): Sym => {
      const { q } = a.qr();
      return q.matmul(q.transpose()).mul(weights).sum().neg();
    };
    const [found, wanted] = [slopes(complement, x), slopes(byThin, x)];
    expectClose(found.first, wanted.first);
    expectClose(found.second, wanted.second, 1e-12);
    const part = (mode: 'thin' | 'full') => (a: Sym) => {
      const { q, r } = a.qr({ mode });
      return q
        .slice(null, [0, 2])
        .sin()
        .sum()
        .add(r.slice([0, 2]).exp().sum());
    };
    expectClose(slopes(part('full'), x).first, slopes(part('thin'), x).first);
    expectClose(slopes(part('full'), x).second, slopes(part('thin'), x).second, 1e-12);
  });
});

test.each<[string, (x: Sym) => Sym]>([
  ['qr', (x) => x.qr().q],
  ['qr, r', (x) => x.qr().r],
  ['eigh', (x) => x.eigh().vectors],
  ['eigh, values', (x) => x.eigh().values],
  ['svd', (x) => x.svd().u],
  ['svd, values', (x) => x.svd().s],
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

test('the logarithm of a determinant is of the dtype of its matrix, so are its derivatives', () => {
  const graph = define({ x: f32(2, 2) }, ({ x }) => ({ y: x.logdet() }));
  const found = evaluate(hessian(graph, { of: 'y', wrt: 'x' }), { x: Float32Array.of(4, 1, 2, 3) });
  expect(Object.values(found).map(({ dtype }) => dtype)).toEqual(['f32', 'f32', 'f32']);
  expect(found.y.item()).toBeCloseTo(Math.log(10), 6);
  expect(evaluate(graph, { x: Float32Array.of(0, 1, 1, 0) }).y.item()).toBe(NaN);
});

test('decompositions in a loop are differentiated and batched as they are outside', () => {
  const types = { x: f64(3, 2, 2), y: f64(2) };
  const step = (y: Sym, x: Sym): Sym =>
    x
      .eigh()
      .vectors.square()
      .matmul(x.add(eye(2).mul(4)).solve(y.sin()));
  const looped = define(types, ({ x, y }) => ({
    z: scan((carry: Sym, part: Sym) => ({ carry: step(carry, part), out: carry }), y, x).carry.sum(),
  }));
  const plain = define(types, ({ x, y }) => ({ z: [0, 1, 2].reduce((carry, i) => step(carry, x.at(i)), y).sum() }));
  const x = Float64Array.of(1, 0.2, 0.3, 2, 0.5, -1, 0.1, 1.5, -1, 0.7, 0.4, 0.3);
  const derivatives = (graph: Graph): number[] => {
    const second = hessian(graph, { of: 'z', wrt: 'x' });
    const many = vmap(second, { axes: { y: 0 }, size: 2 });
    const found = evaluate(many, {
      x,
      y: [
        [0.3, -0.8],
        [1, 2],
      ],
    });
    return [...found['d(z)/d(x)']!.data, ...found['d2(z)/d(x)d(x)']!.data];
  };
  expectClose(derivatives(looped), derivatives(plain), 1e-12);
});
