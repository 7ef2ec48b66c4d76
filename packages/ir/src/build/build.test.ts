import { describe, expect, test } from '@jest/globals';
import { InputError } from '../error/error.ts';
import { verify } from '../graph/verify.ts';
import { print } from '../text/print.ts';
import { bool, f32, f64, i32, showType, type TensorType } from '../type/type.ts';
import * as build from './index.ts';
import { define, type Sym, type Value } from './index.ts';

const errorOf = (body: () => unknown): InputError => {
  try {
    body();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

/** The message, with the places cut to file and line order. */
const messageOf = (body: () => unknown): string =>
  errorOf(body).message.replace(/ +built at \S*\/(\S+?):\d+:\d+/g, '  @ $1');

/** The type of an expression of x: f64[2,3], v: f64[3], n: i32[3], p: bool[2,3], s: f32[]. */
const typeOf = (body: (x: Sym, v: Sym, n: Sym, p: Sym, s: Sym) => Value): string => {
  const graph = define({ x: f64(2, 3), v: f64(3), n: i32(3), p: bool(2, 3), s: f32() }, ({ x, v, n, p, s }) =>
    body(x, v, n, p, s),
  );
  expect(verify(graph)).toEqual([]);
  return showType(graph.nodes[graph.outputs.out]!.type);
};
const failure = (body: Parameters<typeof typeOf>[0]): string => messageOf(() => typeOf(body));
const code = (body: Parameters<typeof typeOf>[0]): string => errorOf(() => typeOf(body)).code;

describe('broadcasting', () => {
  test('is an explicit node', () => {
    const graph = define({ x: f64(2, 3), v: f64(2, 1) }, ({ x, v }) => x.add(v));
    expect(print(graph)).toMatchInlineSnapshot(`
"%0 = input x                 : f64[2,3]
%1 = input v                 : f64[2,1]
%2 = reshape %1 {shape: [2]} : f64[2]
%3 = broadcast %2 {axes: [1], shape: [2, 3]} : f64[2,3]
%4 = add %0 %3               : f64[2,3]
return out = %4"
`);
  });

  test('follows NumPy', () => {
    expect(typeOf((x, v) => x.add(v))).toBe('f64[2,3]');
    expect(typeOf((x, v) => v.reshape(3, 1).add(v))).toBe('f64[3,3]');
    expect(typeOf((x) => x.reshape(2, 1, 3).mul(x.reshape(1, 2, 3)))).toBe('f64[2,2,3]');
    expect(typeOf((x) => build.where(true, x, 0))).toBe('f64[2,3]');
    expect(typeOf((x, v) => v.broadcastTo(4, 2, 3))).toBe('f64[4,2,3]');
    expect(typeOf((x) => x.slice([0, 0]).add(build.zeros(1, 3)))).toBe('f64[0,3]');
  });

  test('says which shapes do not', () => {
    expect(failure((x) => x.add(build.zeros(2)))).toMatchInlineSnapshot(`
"add: shapes [2,3] and [2] do not broadcast
  %0 = input x : f64[2,3]  @ build.test.ts
  %6 = broadcast %5 {axes: [0], shape: [2]} : f64[2]  @ build.test.ts
  %7 = add %0 %6  @ build.test.ts
  aligned at the last axis, two dimensions must be equal or one of them 1"
`);
    expect(failure((x) => x.broadcastTo(3, 2))).toMatchInlineSnapshot(`
"broadcastTo: shapes [2,3] and [3,2] do not broadcast
  %0 = input x : f64[2,3]  @ build.test.ts
  %5 = broadcastTo %0 {shape: [3, 2]}  @ build.test.ts
  aligned at the last axis, two dimensions must be equal or one of them 1"
`);
  });
});

describe('literals', () => {
  test('take the dtype of what they meet', () => {
    expect(typeOf((x, v, n) => n.add(1))).toBe('i32[3]');
    expect(typeOf((x, v, n, p, s) => s.mul(0.1))).toBe('f32[]');
    expect(typeOf((x, v, n, p, s) => s.add([1, 2]))).toBe('f32[2]');
    expect(typeOf(() => build.add(1, [2, 3]))).toBe('f64[2]');
    expect(typeOf((x, v, n, p) => p.and(true))).toBe('bool[2,3]');
    expect(typeOf((x, v, n) => build.where([true, false, true], n, 0))).toBe('i32[3]');
    expect(typeOf((x) => x.take([0, 1, 1]))).toBe('f64[3,3]');
  });

  test('that carry a dtype keep it', () => {
    expect(typeOf((x, v, n) => n.add(Int32Array.of(1, 2, 3)))).toBe('i32[3]');
    expect(typeOf((x, v, n, p, s) => s.add(Float32Array.of(1, 2)))).toBe('f32[2]');
    expect(code((x, v) => v.add(Float32Array.of(1, 2, 3)))).toBe('dtype');
    expect(typeOf((x) => x.add({ dtype: 'f64', shape: [3], data: Float64Array.of(1, 2, 3) }))).toBe('f64[2,3]');
  });

  test('are rounded to f32, and refused where they do not fit', () => {
    const graph = define({ s: f32() }, ({ s }) => s.mul(0.1));
    expect(graph.nodes[1]!.attrs).toEqual({ data: [Math.fround(0.1)] });
    expect(failure((x, v, n) => n.add(1.5))).toMatchInlineSnapshot(`
"the literal 1.5 meets a value of dtype i32, which cannot hold it
  cast the value first, as in cast(x, 'f64'), or write a literal that is i32"
`);
    expect(code((x, v, n) => n.add(2 ** 31))).toBe('literal-dtype');
    expect(code((x, v, n) => n.add(NaN))).toBe('literal-dtype');
    expect(code((x, v, n, p) => p.and(1))).toBe('literal-dtype');
  });

  test('are read only where they are values', () => {
    const wrong: unknown[] = [
      undefined,
      null,
      'x',
      {},
      [1, 'a'],
      [[1], [2, 3]],
      [1, [2]],
      [1, true],
      () => 1,
      1n,
      { dtype: 'f64', shape: [2], data: [1] },
    ];
    for (const value of wrong) expect(code((x) => x.add(value as Value))).toBe('value');
    expect(code((x) => x.add({ dtype: 'f64', shape: [2], data: Float64Array.of(1) }))).toBe('size');
  });

  test('dtypes never mix silently', () => {
    expect(failure((x, v, n) => v.add(n))).toMatchInlineSnapshot(`
"add: takes f64, f32 or i32, all alike, got f64 and i32
  %1 = input v : f64[3]  @ build.test.ts
  %2 = input n : i32[3]  @ build.test.ts
  %5 = add %1 %2  @ build.test.ts
  nothing is converted silently: write cast(x, 'f64') (or 'f32', 'i32', 'bool') where you mean it"
`);
    expect(code((x, v, n, p) => p.add(p))).toBe('dtype');
    expect(code((x, v, n) => n.sin())).toBe('dtype');
    expect(code((x, v, n, p) => p.sum())).toBe('dtype');
    expect(code((x) => build.where(x, x, x))).toBe('dtype');
  });
});

describe('names', () => {
  test.each(['a b', '"quoted"', '`tick`', '\\', '0', 'constructor', 'toString', 'é🎈', '%0', ' ', '\u2028'])(
    '%j is a name like any other',
    (name) => {
      const graph = define({ [name]: f64() }, (all) => ({ [`${name}!`]: all[name]!.sin().named(`${name}?`) }));
      expect(verify(graph)).toEqual([]);
      expect(graph.inputs[name]).toBe(0);
      expect(graph.outputs[`${name}!`]).toBe(1);
      expect(graph.names[`${name}?`]).toBe(1);
    },
  );

  test.each(['', 'a\nb', '\u0000', '\u007f', '__proto__'])('%j is none', (name) => {
    const inputs = JSON.parse(`{${JSON.stringify(name)}: {"dtype": "f64", "shape": []}}`) as Record<string, TensorType>;
    const outputs = (x: Sym): Record<string, Sym> => Object.defineProperty({}, name, { value: x, enumerable: true });
    expect(errorOf(() => define(inputs, () => 1)).code).toBe('name');
    expect(errorOf(() => define({ x: f64() }, ({ x }) => x.named(name))).code).toBe('name');
    expect(errorOf(() => define({ x: f64() }, ({ x }) => outputs(x))).code).toBe('name');
  });

  test('are of one node', () => {
    expect(messageOf(() => define({ x: f64() }, ({ x }) => x.sin().named('x')))).toMatchInlineSnapshot(`
"the name "x" is taken by an input, %0
  inputs, outputs and labels share one space of names; choose another"
`);
    expect(messageOf(() => define({ x: f64() }, ({ x }) => ({ x: x.sin() })))).toMatchInlineSnapshot(`
"the name "x" is taken by an input, %0
  inputs, outputs and labels share one space of names; choose another"
`);
    const twice = define({ x: f64() }, ({ x }) => ({ x, y: x.named('x').named('z') }));
    expect([twice.inputs, twice.outputs, twice.names]).toEqual([{ x: 0 }, { x: 0, y: 0 }, { x: 0, z: 0 }]);
  });
});

describe('definitions', () => {
  const dims: unknown[][] = [
    [NaN],
    [-1],
    [1.5],
    [Infinity],
    [2 ** 53],
    [2 ** 40, 2 ** 40],
    ['2'],
    [null],
    Array.from({ length: 65 }, () => 1),
  ];

  test.each(dims)('a shape has whole dimensions, not %p', (...shape) => {
    expect(errorOf(() => f64(...(shape as number[]))).code).toBe('shape');
    expect(errorOf(() => define({ x: { dtype: 'f64', shape: shape as number[] } }, () => 1)).code).toBe('shape');
    expect(errorOf(() => build.zeros(shape as number[])).code).toBe('shape');
  });

  test('an input has a type', () => {
    expect(messageOf(() => f64(2, NaN))).toMatchInlineSnapshot(`
"f64[2,NaN] is not a type
  a dtype is f64, f32, i32 or bool; at most 64 dimensions are whole numbers ≥ 0, with fewer than 2^53 elements in all"
`);
    for (const type of [{ dtype: 'f16', shape: [] }, { dtype: 'f64' }, { dtype: 'f64', shape: 3 }]) {
      expect(errorOf(() => define({ x: type as TensorType }, () => 1)).code).toBe('shape');
    }
  });

  test('a body gives a value or a record of values', () => {
    expect(define({ x: f64() }, () => 2).outputs).toEqual({ out: 1 });
    expect(define({ x: f64(2) }, () => [1, 2]).outputs).toEqual({ out: 1 });
    for (const result of [undefined, null, 'x', () => 1, { a: 'x' }, { a: undefined }]) {
      expect(errorOf(() => define({ x: f64() }, () => result as unknown as Value)).code).toBe('value');
    }
  });

  test('a symbol lives in its own definition', () => {
    let stray: Sym | undefined;
    define({ x: f64() }, ({ x }) => (stray = x));
    expect(messageOf(() => define({ y: f64() }, ({ y }) => y.add(stray!)))).toMatchInlineSnapshot(`
"symbols of two definitions meet
  a symbol lives in the definition that made it; call(f, { … }) inlines a graph"
`);
    expect(errorOf(() => stray!.sin()).code).toBe('symbol');
    expect(errorOf(() => define({ y: f64() }, () => stray!)).code).toBe('symbol');
  });

  test('closed expressions go where they are used, once', () => {
    const graph = define({ x: f64(3) }, ({ x }) => {
      const steps = build.iota(3, 'f64').mul(2);
      return { a: x.add(steps), b: x.sub(steps) };
    });
    expect(graph.nodes.map(({ op }) => op)).toEqual(['input', 'iota', 'constant', 'broadcast', 'mul', 'add', 'sub']);
    expect(typeOf(() => build.eye(2).matmul(build.ones(2, 3)))).toBe('f64[2,3]');
    expect(() => build.eye(3, { dtype: 'f32' } as never)).toThrow(
      "eye: the second argument is an object\n  it must be how many columns it has, or its dtype, as in eye(3, 'f32')",
    );
  });
});

describe('contractions', () => {
  const shape = (body: (a: (...dims: number[]) => Sym) => Sym): readonly number[] => {
    const graph = define({}, () => body((...dims) => build.zeros(...dims)));
    expect(verify(graph)).toEqual([]);
    return graph.nodes[graph.outputs.out]!.type.shape;
  };

  test.each<[number[], number[], number[]]>([
    [
      [2, 3],
      [3, 4],
      [2, 4],
    ],
    [[3], [3, 4], [4]],
    [[2, 3], [3], [2]],
    [[3], [3], []],
    [
      [5, 2, 3],
      [3, 4],
      [5, 2, 4],
    ],
    [
      [5, 2, 3],
      [5, 3, 4],
      [5, 2, 4],
    ],
    [
      [1, 2, 3],
      [5, 3, 4],
      [5, 2, 4],
    ],
    [
      [7, 1, 2, 3],
      [5, 3, 4],
      [7, 5, 2, 4],
    ],
    [[3], [5, 3, 4], [5, 4]],
    [
      [5, 2, 0],
      [0, 4],
      [5, 2, 4],
    ],
    [
      [2, 1],
      [1, 2],
      [2, 2],
    ],
  ])('matmul of %p and %p has shape %p', (left, right, want) => {
    expect(shape((zeros) => zeros(...left).matmul(zeros(...right)))).toEqual(want);
  });

  test.each<[string, number[][], number[]]>([
    [
      'ij,jk->ik',
      [
        [2, 3],
        [3, 4],
      ],
      [2, 4],
    ],
    [
      'ij,jk',
      [
        [2, 3],
        [3, 4],
      ],
      [2, 4],
    ],
    ['ba', [[2, 3]], [3, 2]],
    ['ii', [[3, 3]], []],
    ['i j -> j i', [[2, 3]], [3, 2]],
    [
      '...ij,...jk->...ik',
      [
        [5, 2, 3],
        [5, 3, 4],
      ],
      [5, 2, 4],
    ],
    ['...Z,Z->...', [[5, 2, 3], [3]], [5, 2]],
    [
      '...i,...i',
      [
        [5, 2, 3],
        [5, 2, 3],
      ],
      [5, 2],
    ],
    ['i,j,k->kji', [[2], [3], [4]], [4, 3, 2]],
    [
      'ij,jk,kl->il',
      [
        [2, 3],
        [3, 4],
        [4, 5],
      ],
      [2, 5],
    ],
    [',i->i', [[], [3]], [3]],
  ])('einsum %s of %p has shape %p', (spec, operands, want) => {
    expect(shape((zeros) => build.einsum(spec, ...operands.map((dims) => zeros(...dims))))).toEqual(want);
  });

  test('others', () => {
    expect(shape((zeros) => zeros(4, 2, 3).dot(zeros(3)))).toEqual([4, 2]);
    expect(shape((zeros) => zeros(2, 3).dot(zeros(5, 3, 4)))).toEqual([2, 5, 4]);
    expect(shape((zeros) => zeros(2).outer(zeros(3, 4)))).toEqual([2, 3, 4]);
    expect(shape((zeros) => zeros(5, 3, 3).trace())).toEqual([5]);
    expect(shape((zeros) => zeros(5, 3).diag().diagPart())).toEqual([5, 3]);
  });

  test('say what does not fit', () => {
    expect(failure((x, v) => x.matmul(v.sum()))).toMatchInlineSnapshot(`
"matmul: axis -1 is out of range for a value of rank 0
  %0 = input x : f64[2,3]  @ build.test.ts
  %5 = sum %1 {axes: [0]} : f64[]  @ build.test.ts
  %6 = matmul %0 %5  @ build.test.ts
  a scalar has no axes"
`);
    expect(failure((x) => x.matmul(x))).toMatchInlineSnapshot(`
"matmul: shape [2,3] does not fit [2,3]
  %0 = input x : f64[2,3]  @ build.test.ts
  %5 = matmul %0 %0  @ build.test.ts
  the last axis of the first, 3, must be the last but one of the second, 2"
`);
    expect(failure((x, v) => build.einsum('ij,j2->i', x, v))).toMatchInlineSnapshot(`
"einsum: spec is "ij,j2->i"
  %0 = input x : f64[2,3]  @ build.test.ts
  %1 = input v : f64[3]  @ build.test.ts
  %5 = einsum %0 %1 {spec: "ij,j2->i"}  @ build.test.ts
  it must be letters for each operand, "..." for leading axes, and perhaps an arrow and the result, as in "ij,jk->ik""
`);
    expect(code((x) => build.einsum('ij,j->i', x))).toBe('arity');
    expect(code((x) => build.einsum('ij->ik', x))).toBe('attribute');
    expect(code((x) => build.einsum('ij->i->j', x))).toBe('attribute');
    expect(code((x, v) => v.trace())).toBe('axis');
  });
});

describe('messages', () => {
  test('show the arguments, the call, where it was written, and the cure', () => {
    expect(errorOf(() => typeOf((x) => x.mul(x).sum(2))).where.at(-1)).toMatch(/built at \S+build\.test\.ts:\d+:\d+$/);
    expect(failure((x) => x.mul(x).sum(2))).toMatchInlineSnapshot(`
"sum: axis 2 is out of range for a value of rank 2
  %5 = mul %0 %0 : f64[2,3]  @ build.test.ts
  %6 = sum %5 {axes: 2}  @ build.test.ts
  axes of a rank-2 value are 0 and 1"
`);
  });

  test.each<[string, Parameters<typeof typeOf>[0]]>([
    ['axis', (x) => x.mean([0, -3])],
    ['axis', (x) => x.max(0.5)],
    ['axis', (x) => x.variance(7)],
    ['axis', (x) => x.std(7)],
    ['axis', (x) => x.norm(7)],
    ['axis', (x) => x.logSumExp(7)],
    ['axis', (x) => x.argmax(2)],
    ['axis', (x) => x.cumsum(2)],
    ['axis', (x) => x.cumprod(-3)],
    ['axis', (x) => x.flip(2)],
    ['axis', (x) => x.transpose(0, 2)],
    ['axis', (x) => x.expandDims(4)],
    ['axis', (x) => x.squeeze(4)],
    ['axis', (x) => x.slice(null, null, null)],
    ['axis', (x) => x.at(0, 0, 0)],
    ['axis', (x) => x.split(2, 2)[0]!],
    ['axis', (x) => x.take([0], 2)],
    ['axis', (x) => build.concat([x, x], 2)],
    ['axis', (x) => build.scatterAdd([4], [0], x, 1)],
    ['axis', (x, v) => v.tril()],
    ['axis', (x, v, n, p, s) => s.diag()],
    ['axis-repeated', (x) => x.sum([0, -2])],
    ['attribute', (x) => x.transpose(0, 0)],
    [
      'attribute',
      (x) =>
        x.pad([
          [-1, 0],
          [0, 0],
        ]),
    ],
    ['attribute', (x) => x.pad([[1, 0]])],
    ['attribute', (x) => x.slice([0.5, 2])],
    ['size', (x) => x.reshape(4)],
    ['size', (x) => x.squeeze(0)],
    ['size', (x, v) => build.concat([x, v.reshape(1, 3).reshape(3, 1)])],
    ['shape', (x) => x.reshape(-1, 4)],
    ['shape', (x) => x.reshape(-1, -1)],
    ['shape', (x) => x.tile(0.5)],
    ['index', (x) => x.at(2)],
    ['index', (x) => x.at(0, NaN)],
    ['option', (x) => x.slice([0, 2, 0])],
    ['option', (x) => x.split(4)[0]!],
    ['option', (x) => x.split([1, 2])[0]!],
    ['option', (x) => x.split(1e9)[0]!],
    ['dtype', (x) => x.any()],
  ])('%s: the line of x is there, case %#', (want, body) => {
    const error = errorOf(() => typeOf(body));
    expect(error.code).toBe(want);
    expect(error.where.length).toBeGreaterThan(1);
    expect(error.where.join('\n')).toMatch(/^%\d+ = /);
    expect(error.where.at(-1)).toMatch(/build\.test\.ts:\d+:\d+$/);
  });
});

describe('orders along an axis', () => {
  test('have the shape of the value, and places are i32', () => {
    expect(typeOf((x) => x.sort())).toBe('f64[2,3]');
    expect(typeOf((x, v, n, p) => p.argsort(0))).toBe('i32[2,3]');
    expect(typeOf((x) => x.topK(2).values)).toBe('f64[2,2]');
    expect(typeOf((x) => x.topK(1, 0).indices)).toBe('i32[1,3]');
    expect(typeOf((x) => x.topK(0).values)).toBe('f64[2,0]');
    expect(typeOf((x, v) => v.searchSorted(x))).toBe('i32[2,3]');
    expect(typeOf((x) => x.searchSorted([1, 2], { side: 'right' }))).toBe('i32[2]');
    expect(typeOf((x, v, n) => n.cummax(-1))).toBe('i32[3]');
    expect(typeOf((x, v, n, p, s) => x.cast('f32').cumlogsumexp(0).add(s))).toBe('f32[2,3]');
  });
  test('say what does not fit', () => {
    for (const of of [
      (x: Sym) => x.sort(2),
      (x: Sym) => x.argsort(-3),
      (x: Sym) => x.topK(1, 2).values,
      (x: Sym) => x.cummin(2),
    ]) {
      expect(code((x) => of(x))).toBe('axis');
    }
    expect(code((x, v, n, p) => p.cummax(0))).toBe('dtype');
    expect(code((x, v, n) => n.cumlogsumexp(0))).toBe('dtype');
    expect(code((x, v, n, p, s) => s.sort())).toBe('axis');
    expect(code((x, v, n, p, s) => s.searchSorted(1))).toBe('axis');
    expect(code((x, v, n) => v.searchSorted(n))).toBe('dtype');
    expect(code((x, v) => x.searchSorted(v))).toBe('size');
    expect(code((x, v) => v.searchSorted(x, { side: 'middle' as never }))).toBe('option');
    expect(failure((x) => x.topK(4).values)).toMatchInlineSnapshot(`
"topK: k is 4
  %0 = input x : f64[2,3]  @ build.test.ts
  %5 = topK %0 {axis: -1}  @ build.test.ts
  it must be a whole number from 0 to 3, the size of axis 1"
`);
    expect(code((x) => x.topK(1.5).values)).toBe('option');
    expect(code((x) => x.topK(-1).values)).toBe('option');
  });
});

describe('linear algebra', () => {
  test('has the shapes that batches and right-hand sides say', () => {
    expect(typeOf((x) => x.matmul(x.transpose()).cholesky())).toBe('f64[2,2]');
    expect(typeOf((x) => x.matmul(x.transpose()).solve([1, 2]))).toBe('f64[2]');
    expect(typeOf((x) => x.matmul(x.transpose()).triangularSolve(x, { lower: false }))).toBe('f64[2,3]');
    expect(typeOf((x) => x.matmul(x.transpose()).logdet())).toBe('f64[]');
    expect(typeOf((x) => x.pinv())).toBe('f64[3,2]');
    expect(typeOf((x) => x.qr().r)).toBe('f64[2,3]');
    expect(typeOf((x) => x.transpose().qr({ mode: 'full' }).q)).toBe('f64[3,3]');
    expect(typeOf((x) => x.svd().vt)).toBe('f64[2,3]');
    expect(typeOf((x) => x.lstsq(x))).toBe('f64[3,3]');
    expect(typeOf((x) => x.kron(x))).toBe('f64[4,9]');
    expect(typeOf((x, v) => v.kron(v))).toBe('f64[9]');
    expect(typeOf((x) => x.matmul(x.transpose()).matrixPower(-3))).toBe('f64[2,2]');
  });
  test('says what does not fit', () => {
    for (const of of [
      (x: Sym) => x.inv(),
      (x: Sym) => x.det(),
      (x: Sym) => x.logdet(),
      (x: Sym) => x.slogdet().sign,
      (x: Sym) => x.matrixPower(2),
      (x: Sym) => x.expm(),
      (x: Sym) => x.solve([1, 2]),
    ]) {
      expect(code((x) => of(x))).toBe('size');
      expect(code((x, v) => of(v))).toBe('axis');
    }
    expect(code((x, v) => v.pinv())).toBe('axis');
    expect(code((x, v) => x.kron(v))).toBe('axis');
    expect(code((x) => x.kron(x.cast('bool')))).toBe('dtype');
    expect(code((x, v, n) => n.reshape(1, 3).pinv())).toBe('dtype');
    expect(code((x) => x.eigh().values)).toBe('size');
    expect(code((x, v) => v.svd().s)).toBe('axis');
    expect(code((x, v) => v.qr().q)).toBe('axis');
    expect(code((x) => x.qr({ mode: 'wide' as never }).q)).toBe('option');
    expect(code((x) => x.pinv({ rtol: NaN }))).toBe('attribute');
    expect(code((x, v, n, p, s) => x.lstsq(s))).toBe('axis');
    expect(code((x) => x.slice(null, [0, 2]).matrixPower(0.5))).toBe('option');
    expect(code((x) => build.zeros(4, 2, 2).solve(x.reshape(3, 2, 1)))).toBe('broadcast');
    expect(failure((x, v) => x.lstsq(v))).toMatchInlineSnapshot(`
"lstsq: shape [3] does not fit [2,3]
  %0 = input x : f64[2,3]  @ build.test.ts
  %1 = input v : f64[3]  @ build.test.ts
  %6 = lstsq %0 %1  @ build.test.ts
  b must have as many rows as a, 2; it is a vector with one axis, or one less than a"
`);
    expect(failure((x) => x.cholesky())).toMatchInlineSnapshot(`
"cholesky: shape [2,3] does not fit [3,3]
  %0 = input x : f64[2,3]  @ build.test.ts
  %5 = cholesky %0  @ build.test.ts
  matrices must be square"
`);
  });
});

describe('elements by places beside them', () => {
  test('stretch along the other axes, and take numbers as i32', () => {
    expect(typeOf((x) => x.takeAlong([[0, 2, 1, 1]]))).toBe('f64[2,4]');
    expect(typeOf((x) => x.takeAlong([[0], [1]], 0))).toBe('f64[2,3]');
    expect(typeOf((x, v) => v.reshape(1, 3).takeAlong([[0], [1]]))).toBe('f64[2,1]');
    expect(typeOf((x) => build.scatterAlong(5, [[0, 4, 4]], x))).toBe('f64[2,5]');
    expect(typeOf((x, v, n, p) => p.takeAlong(build.zeros([2, 0], 'i32')))).toBe('bool[2,0]');
  });
  test('say what does not fit', () => {
    expect(code((x) => x.takeAlong([0, 1]))).toBe('size');
    expect(code((x) => x.takeAlong([[0], [1], [2]]))).toBe('broadcast');
    expect(code((x) => x.takeAlong([[0.5]]))).toBe('literal-dtype');
    expect(code((x) => x.takeAlong([[0]], 2))).toBe('axis');
    expect(code((x) => build.scatterAlong(-1, [[0, 1, 2]], x))).toBe('shape');
    expect(failure((x, v) => v.takeAlong([[0]]))).toMatchInlineSnapshot(`
"takeAlong: shape [1,1] does not fit [3]
  %1 = input v : f64[3]  @ build.test.ts
  %5 = constant {data: [0]} : i32[1,1]  @ build.test.ts
  %6 = takeAlong %1 %5 {axis: 0}  @ build.test.ts
  places and x must have the same axes, all equal but axis 0"
`);
  });
});
