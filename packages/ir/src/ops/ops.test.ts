/** Laws over all ops: each says what it is, and refuses attributes, arguments and types that are not its own. */
import { describe, expect, test } from '@jest/globals';
import { InputError } from '../error/error.ts';
import { bool, f32, f64, i32, type TensorType } from '../type/type.ts';
import type { PlainAttrs } from './attrs.ts';
import { isControl, isElementwise, isSource, OPS, type Elementwise, type Op } from './ops.ts';
import { scalarRule } from './scalar.ts';
import { canonicalSpec, parseSpec, showSpec } from './spec.ts';
import { demandAttrs, typeOf } from './type-rule.ts';

const NAMES = Object.keys(OPS) as Op[];
const elementwise = NAMES.filter(isElementwise);

const codeOf = (body: () => unknown): string => {
  try {
    body();
  } catch (error) {
    if (error instanceof InputError) return error.code;
    throw error;
  }
  return 'none';
};

describe.each(NAMES)('%s', (op) => {
  const { doc, schema } = OPS[op];

  test('says what it is in a line', () => {
    expect(doc).toMatch(/^\S.*\S$/);
    expect(doc.length).toBeLessThan(120);
  });

  test('refuses attributes that it lacks, and the want of those that it needs', () => {
    expect(codeOf(() => demandAttrs(op, { unheard: 1 }))).toBe('attribute');
    for (const [name, kind] of Object.entries(
      schema as Record<string, { want: string; optional: boolean; is: (v: unknown) => boolean }>,
    )) {
      expect(kind.want).not.toBe('');
      expect(kind.is(undefined)).toBe(false);
      expect(kind.is({})).toBe(false);
      if (!kind.optional) expect(codeOf(() => demandAttrs(op, { [name]: undefined }))).toBe('attribute');
    }
  });

  test('refuses a wrong number of arguments', () => {
    const none = isSource(op) ? [f64()] : [];
    expect(
      codeOf(() => typeOf(op, none, { spec: 'i->i', axes: [], axis: 0, shape: [], perm: [] } as PlainAttrs, f64())),
    ).toBe(isControl(op) ? 'body' : 'arity');
  });
});

describe.each(elementwise)('elementwise %s', (op: Elementwise) => {
  const count = OPS[op].of.length;
  const of = (type: TensorType): TensorType[] =>
    Array.from({ length: count }, (_, i) => (op === 'where' && i === 0 ? bool(...type.shape) : type));

  test('keeps the shape, and takes some dtype', () => {
    const types = [f64(2, 3), f32(2, 3), i32(2, 3), bool(2, 3)];
    const taken = types.filter((type) => codeOf(() => typeOf(op, of(type), {})) === 'none');
    expect(taken).not.toEqual([]);
    for (const type of taken) expect(typeOf(op, of(type), {}).shape).toEqual([2, 3]);
  });

  test('refuses unequal shapes and mixed dtypes', () => {
    if (count === 1) return;
    expect(codeOf(() => typeOf(op, [...of(f64(2)).slice(1), f64(3)], {}))).toBe('broadcast');
    expect(codeOf(() => typeOf(op, [...of(f64(2)).slice(1), f32(2)], {}))).toBe('dtype');
  });

  test('does not depend on the order of its arguments where it says so', () => {
    const row = OPS[op];
    if (!('commutative' in row.laws)) return;
    const values = [NaN, 0, -0, 1, -2.5, Infinity];
    for (const dtype of ['f64', 'bool'] as const) {
      const rule = scalarRule(op, dtype);
      for (const a of values) for (const b of values) expect(rule(a, b)).toBe(rule(b, a));
    }
  });
});

describe('type rules', () => {
  const x = f64(2, 3);

  test.each<[string, Op, readonly TensorType[], PlainAttrs, string]>([
    ['an axis out of range', 'sum', [x], { axes: [2] }, 'attribute'],
    ['axes not ascending', 'sum', [x], { axes: [1, 0] }, 'attribute'],
    ['an axis twice', 'max', [x], { axes: [0, 0] }, 'attribute'],
    ['a sum of bools', 'sum', [bool(2)], { axes: [0] }, 'dtype'],
    ['another size', 'reshape', [x], { shape: [5] }, 'size'],
    ['a size past 2^53', 'broadcast', [f64()], { axes: [0, 1], shape: [2 ** 40, 2 ** 40] }, 'shape'],
    ['no permutation', 'transpose', [x], { perm: [0, 0] }, 'attribute'],
    ['a short permutation', 'transpose', [x], { perm: [0] }, 'attribute'],
    ['a shape that x does not fill', 'broadcast', [x], { axes: [0], shape: [4, 3, 2] }, 'size'],
    ['a slice past the end', 'slice', [x], { starts: [0, 0], stops: [2, 4], steps: [1, 1] }, 'attribute'],
    ['a step of 0', 'slice', [x], { starts: [0, 0], stops: [2, 3], steps: [1, 0] }, 'attribute'],
    ['a range missing', 'slice', [x], { starts: [0], stops: [2], steps: [1] }, 'attribute'],
    ['a pad missing', 'pad', [x], { low: [0], high: [0], interior: [0] }, 'attribute'],
    ['parts of two dtypes', 'concat', [x, f32(2, 3)], { axis: 0 }, 'dtype'],
    ['parts of two widths', 'concat', [x, f64(2, 4)], { axis: 0 }, 'size'],
    ['places that are not i32', 'take', [x, f64(2)], { axis: 0 }, 'dtype'],
    ['updates of another shape', 'scatterAdd', [x, i32(3)], { axis: 0, shape: [9, 3] }, 'size'],
    ['the greatest of none', 'argmax', [f64(0, 3)], { axis: 0 }, 'attribute'],
    ['a spec with three operands', 'contract', [x, x], { spec: 'ij,jk,kl->il' }, 'attribute'],
    ['an operand more than the spec', 'contract', [x, x], { spec: 'ij->i' }, 'arity'],
    ['an index of two sizes', 'contract', [x, x], { spec: 'ij,jk->ik' }, 'attribute'],
    ['operands of another rank', 'contract', [x], { spec: 'i->i' }, 'attribute'],
    ['a result index of no size', 'contract', [x], { spec: 'ij->ijk' }, 'attribute'],
    ['an order along an axis too far', 'sort', [x], { axis: 2 }, 'attribute'],
    ['places in order along an axis too far', 'argsort', [x], { axis: 2 }, 'attribute'],
    ['the greatest so far of bools', 'cummax', [bool(2)], { axis: 0 }, 'dtype'],
    ['a logarithm of whole numbers', 'cumlogsumexp', [i32(2)], { axis: 0 }, 'dtype'],
    ['values of another dtype', 'searchSorted', [f64(3), f32(2)], { right: true }, 'dtype'],
    ['values without the leading axes', 'searchSorted', [x, f64(3)], { right: true }, 'size'],
    ['a search of a number', 'searchSorted', [f64(), f64()], { right: true }, 'attribute'],
    ['places of another height', 'takeAlong', [x, i32(3, 2)], { axis: 1 }, 'size'],
    ['places of another rank', 'takeAlong', [x, i32(2)], { axis: 1 }, 'size'],
    ['places along that are not i32', 'takeAlong', [x, f64(2, 3)], { axis: 1 }, 'dtype'],
    ['places along an axis too far', 'takeAlong', [x, i32(2, 3)], { axis: 2 }, 'attribute'],
    ['fewer places than updates', 'scatterAlong', [x, i32(2, 2)], { axis: 1, size: 3 }, 'size'],
    ['updates of bools', 'scatterAlong', [bool(2), i32(2)], { axis: 0, size: 3 }, 'dtype'],
    ['updates along an axis too far', 'scatterAlong', [x, i32(2, 3)], { axis: 2, size: 3 }, 'attribute'],
    ['a window of no elements', 'patches', [x], { window: [0], strides: [1], dilation: [1] }, 'attribute'],
    ['a stride of 0', 'patches', [x], { window: [1], strides: [0], dilation: [1] }, 'attribute'],
    ['a stride too many', 'patches', [x], { window: [1], strides: [1, 1], dilation: [1] }, 'attribute'],
    ['more windows than axes', 'patches', [f64(3)], { window: [1, 1], strides: [1, 1], dilation: [1, 1] }, 'attribute'],
    ['windows of bools added up', 'overlapAdd', [bool(2, 2)], { shape: [3], strides: [1], dilation: [1] }, 'dtype'],
    ['windows that do not fit', 'overlapAdd', [f64(2, 2)], { shape: [4], strides: [1], dilation: [1] }, 'size'],
    ['windows with too few axes', 'overlapAdd', [f64(2)], { shape: [4], strides: [1], dilation: [1] }, 'attribute'],
    ['a dilation missing', 'overlapAdd', [f64(2, 2)], { shape: [3], strides: [1], dilation: [] }, 'attribute'],
    ['a dilation of 0', 'overlapAdd', [f64(2, 2)], { shape: [3], strides: [1], dilation: [0] }, 'attribute'],
    ['a factor of a vector', 'cholesky', [f64(3)], {}, 'axis'],
    ['a factor of integers', 'cholesky', [i32(2, 2)], {}, 'dtype'],
    ['a determinant of what is not square', 'det', [x], {}, 'size'],
    ['a right-hand side of other height', 'solve', [f64(2, 2), f64(3, 1)], {}, 'size'],
    ['a right-hand side of another batch', 'solve', [f64(4, 2, 2), f64(3, 2, 1)], {}, 'size'],
    ['a right-hand side of another dtype', 'solve', [f64(2, 2), f32(2, 1)], {}, 'dtype'],
    ['a right-hand side that is a vector', 'solve', [f64(2, 2), f64(2)], {}, 'axis'],
    ['a pseudo-inverse of a vector', 'pinv', [f64(2)], { rtol: 0 }, 'axis'],
    ['a wide matrix', 'qr', [x], { full: false }, 'size'],
    ['a vector', 'svd', [f64(2)], {}, 'axis'],
    ['eigenvalues of what is not square', 'eigh', [x], {}, 'size'],
    ['eigenvalues of integers', 'eigh', [i32(2, 2)], {}, 'dtype'],
    ['no place for each product of units', 'expm', [f64(3, 2, 2)], { units: 1 }, 'attribute'],
    ['units without places', 'expm', [f64(2, 2)], { units: 1 }, 'attribute'],
    ['a tolerance below 0', 'pinv', [x], { rtol: -1 }, 'attribute'],
    ['a contraction of bools', 'contract', [bool(2)], { spec: 'i->i' }, 'dtype'],
  ])('refuse %s', (_, op, args, attrs, code) => {
    expect(codeOf(() => demandAttrs(op, attrs))).toBe('none');
    expect(codeOf(() => typeOf(op, args, attrs))).toBe(code);
  });

  test.each<[string, Op, TensorType, PlainAttrs]>([
    ['too few numbers', 'constant', f64(2), { data: [1] }],
    ['a fraction among i32', 'constant', i32(1), { data: [0.5] }],
    ['2^31 among i32', 'constant', i32(1), { data: [2 ** 31] }],
    ['−0 among i32', 'constant', i32(1), { data: [-0] }],
    ['0.1 among f32', 'constant', f32(1), { data: [0.1] }],
    ['2 among bools', 'constant', bool(1), { data: [2] }],
    ['a matrix of counts', 'iota', f64(2, 2), {}],
  ])('refuse %s', (_, op, type, attrs) => {
    expect(codeOf(() => typeOf(op, [], attrs, type))).toBe('attribute');
  });

  test('spell equal contractions alike', () => {
    const spelled = ['ab,bc->ac', 'XY,YZ->XZ', 'ji,ik->jk'].map((spec) => showSpec(canonicalSpec(parseSpec(spec))));
    expect(new Set(spelled)).toEqual(new Set(['ij,jk->ik']));
  });

  test('give the shapes of contractions', () => {
    const shapeOf = (spec: string, args: TensorType[], shape?: number[]): readonly number[] =>
      typeOf('contract', args, shape === undefined ? { spec } : { spec, shape }).shape;
    expect(shapeOf('ij,jk->ik', [f64(2, 3), f64(3, 4)])).toEqual([2, 4]);
    expect(shapeOf('ii->', [f64(3, 3)])).toEqual([]);
    expect(shapeOf('i->ii', [f64(3)])).toEqual([3, 3]);
    expect(shapeOf('->', [f64()])).toEqual([]);
    expect(shapeOf('i->ij', [f64(3)], [3, 7])).toEqual([3, 7]);
  });
});

test('an op whose row a page has left out is an error that says so', () => {
  expect(() => typeOf('none' as Op, [f64()], {})).toThrow(/there is no op "none"[^]*a page may have left some out/);
});
