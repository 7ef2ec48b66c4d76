/** Contractions have the shapes that their specs say, and say what does not fit. */
import { describe, expect, test } from '@jest/globals';
import { builtCode, builtMessage } from '@adjoint/testkit';
import { verify } from '../graph/verify.ts';
import * as build from './index.ts';
import { define, type Sym } from './index.ts';

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
    expect(builtMessage((x, v) => x.matmul(v.sum()))).toMatchInlineSnapshot(`
"matmul: axis -1 is out of range for a value of rank 0
  %0 = input x : f64[2,3]  @ built.ts
  %5 = sum %1 {axes: [0]} : f64[]  @ contraction.test.ts
  %6 = matmul %0 %5  @ contraction.test.ts
  a scalar has no axes"
`);
    expect(builtMessage((x) => x.matmul(x))).toMatchInlineSnapshot(`
"matmul: shape [2,3] does not fit [2,3]
  %0 = input x : f64[2,3]  @ built.ts
  %5 = matmul %0 %0  @ contraction.test.ts
  the last axis of the first, 3, must be the last but one of the second, 2"
`);
    expect(builtMessage((x, v) => build.einsum('ij,j2->i', x, v))).toMatchInlineSnapshot(`
"einsum: spec is "ij,j2->i"
  %0 = input x : f64[2,3]  @ built.ts
  %1 = input v : f64[3]  @ built.ts
  %5 = einsum %0 %1 {spec: "ij,j2->i"}  @ contraction.test.ts
  it must be letters for each operand, "..." for leading axes, and perhaps an arrow and the result, as in "ij,jk->ik""
`);
    expect(builtCode((x) => build.einsum('ij,j->i', x))).toBe('arity');
    expect(builtCode((x) => build.einsum('ij->ik', x))).toBe('attribute');
    expect(builtCode((x) => build.einsum('ij->i->j', x))).toBe('attribute');
    expect(builtCode((x, v) => v.trace())).toBe('axis');
  });
});
