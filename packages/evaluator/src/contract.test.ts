/** The contraction against nested loops, on random specs, sizes and dtypes; and how its sums are rounded. */
import { describe, expect, test } from '@jest/globals';
import {
  Builder,
  convert,
  define,
  einsum,
  f32,
  f64,
  sizeOf,
  stridesOf,
  tensorType,
  type DType,
  type Graph,
  type Shape,
} from '@adjoint/ir';
import fc from 'fast-check';
import { evaluate, Tensor, tensor } from './index.ts';

interface Problem {
  readonly spec: string;
  readonly shapes: readonly Shape[];
  readonly shape: Shape;
}

const word = fc.array(fc.constantFrom('i', 'j', 'k', 'l'), { maxLength: 4 }).map((letters) => letters.join(''));
const sizes = fc.tuple(...['i', 'j', 'k', 'l'].map(() => fc.constantFrom(0, 1, 2, 3, 4, 5, 9)));
const problem = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 2 }), word, sizes)
  .map(([operands, result, dims]): Problem => {
    const shapeOf = (letters: string): number[] => [...letters].map((letter) => dims['ijkl'.indexOf(letter)]!);
    return { spec: `${operands.join(',')}->${result}`, shapes: operands.map(shapeOf), shape: shapeOf(result) };
  });

const graphOf = ({ spec, shapes, shape }: Problem, dtype: DType): Graph => {
  const builder = new Builder();
  const ids = shapes.map((dims, i) => builder.input(`x${i}`, tensorType(dtype, dims)));
  builder.output('out', builder.push('contract', ids, { spec, shape }));
  return builder.close();
};

/** Adds every product to its place; an index of the result alone repeats. */
const naive = ({ spec, shapes, shape }: Problem, args: readonly (readonly number[])[], dtype: DType): number[] => {
  const [left = '', result = ''] = spec.split('->');
  const words = left.split(',');
  const dims = new Map<string, number>();
  [...words, result].forEach((letters, i) =>
    [...letters].forEach((letter, axis) => dims.set(letter, [...shapes, shape][i]![axis]!)),
  );
  const letters = [...dims.keys()];
  const out = new Array<number>(sizeOf(shape)).fill(0);
  const place = (index: readonly number[], letters_: string, of: Shape): number =>
    stridesOf(of).reduce((sum, stride, axis) => sum + stride * index[letters.indexOf(letters_[axis]!)]!, 0);
  const visit = (index: readonly number[]): void => {
    if (index.length < letters.length) {
      for (let i = 0; i < dims.get(letters[index.length]!)!; i++) visit([...index, i]);
      return;
    }
    const factors = words.map((letters_, i) => args[i]![place(index, letters_, shapes[i]!)]!);
    const product = factors.reduce((p, x) => (dtype === 'i32' ? Math.imul(p, x) : p * x));
    const to = place(index, result, shape);
    out[to] = dtype === 'i32' ? (out[to]! + product) | 0 : out[to]! + product;
  };
  visit([]);
  return out.map((x) => convert[dtype](x) + 0);
};

const numbers = (size: number, dtype: DType, seed: number): number[] =>
  Array.from({ length: size }, (_, i) => {
    const whole = ((i + seed) * 2654435761) % 17;
    return dtype === 'i32' ? (whole * 123456789) | 0 : (whole - 8) / 4;
  });

describe('contract', () => {
  test.each(['f64', 'f32', 'i32'] as const)('is the nested loops over its indices, in %s', (dtype) => {
    fc.assert(
      fc.property(problem, (given) => {
        const args = given.shapes.map((shape, i) => numbers(sizeOf(shape), dtype, i));
        const feeds = Object.fromEntries(
          args.map((data, i) => [`x${i}`, tensor(data, tensorType(dtype, given.shapes[i]!))]),
        );
        const { out } = evaluate(graphOf(given, dtype), feeds);
        expect(Array.from(out!.data, (x) => x + 0)).toEqual(naive(given, args, dtype));
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    'ij,jk->ik',
    'ij,kj->ik',
    'ji,jk->ik',
    'ji,kj->ik',
    'ij,jk->ki',
    'lij,ljk->lik',
    'ij,j->i',
    'i,ij->j',
    'ij,ij->',
  ])('adds the terms of %s in the order of its index, bit for bit, whatever the loops', (spec) => {
    const dims: Readonly<Record<string, number>> = { i: 6, j: 11, k: 7, l: 2 };
    const [left = '', result = ''] = spec.split('->');
    const shapeOf = (letters: string): number[] => [...letters].map((letter) => dims[letter]!);
    const given = { spec, shapes: left.split(',').map(shapeOf), shape: shapeOf(result) };
    const args = given.shapes.map((shape, i) => Array.from({ length: sizeOf(shape) }, (_, k) => Math.sin(k + 0.1 * i)));
    const feeds = Object.fromEntries(args.map((data, i) => [`x${i}`, new Float64Array(data)]));
    expect(Array.from(evaluate(graphOf(given, 'f64'), feeds)['out']!.data)).toEqual(naive(given, args, 'f64'));
  });

  test('keeps −0 and specials where nothing is summed', () => {
    const graph = define({ x: f64(2, 2) }, ({ x }) => ({ t: x.transpose(), copy: einsum('ij->ji', x) }));
    const { copy } = evaluate(graph, {
      x: [
        [-0, NaN],
        [Infinity, 1],
      ],
    });
    expect(copy.toArray()).toEqual([
      [-0, Infinity],
      [NaN, 1],
    ]);
  });

  test('of f32 adds in double precision and rounds once', () => {
    const graph = define({ x: f32(3), y: f32(3) }, ({ x, y }) => x.mul(1).dot(y));
    const { out } = evaluate(graph, { x: [2 ** 24, 1, 1], y: [1, 1, 1] });
    expect(out.item()).toBe(2 ** 24 + 2);
  });
});

test('sums of 1e6 f32 numbers are within one ulp of exact', () => {
  const graph = define({ x: f32(1e6) }, ({ x }) => ({ sum: x.sum(), rows: x.reshape(10, 1e5).sum(1) }));
  const { sum, rows } = evaluate(graph, { x: new Tensor('f32', [1e6], new Float32Array(1e6).fill(0.1)) });
  const exact = 1e6 * Math.fround(0.1);
  expect(Math.abs(sum.item() - exact)).toBeLessThanOrEqual(2 ** -7);
  expect(Array.from(rows.data)).toEqual(new Array(10).fill(Math.fround(exact / 10)));
});
