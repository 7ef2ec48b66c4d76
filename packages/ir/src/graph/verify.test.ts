/** The verifier finds what breaks each invariant and nothing else, and never throws. */
import { describe, expect, test } from '@jest/globals';
import { define } from '../build/define.ts';
import { matmul } from '../build/contraction.ts';
import { softmax } from '../build/nn.ts';
import { InputError } from '../error/error.ts';
import { f64 } from '../type/type.ts';
import { INVARIANTS, showIssue, type Invariant } from './invariants.ts';
import { demandGraph, verify } from './verify.ts';

const scalar = { dtype: 'f64', shape: [] };
const input = { id: 0, op: 'input', args: [], attrs: {}, type: scalar };
const neg = { id: 1, op: 'neg', args: [0], attrs: {}, type: scalar };
const good = { nodes: [input, neg], inputs: { x: 0 }, outputs: { y: 1 }, names: {} };
const withNode = (change: object): unknown => ({ ...good, nodes: [input, { ...neg, ...change }] });
const scope = (from: number, to: number): object => ({ name: 's', from, to });
const four = { ...good, nodes: [input, neg, { ...neg, id: 2 }, { ...neg, id: 3 }] };

const broken: { readonly [I in Invariant]: unknown } = {
  'plain-data': { ...good, names: [] },
  'id-is-index': withNode({ id: 2 }),
  'args-precede': withNode({ args: [1] }),
  'op-known': withNode({ op: 'toString' }),
  'attrs-valid': withNode({ attrs: { axes: [0] } }),
  'type-valid': withNode({ type: { dtype: 'f64', shape: [-1] } }),
  'type-agrees': withNode({ type: { dtype: 'f32', shape: [] } }),
  'bodies-valid': withNode({ op: 'call', bodies: [{ ...good, inputs: {} }] }),
  'name-valid': { ...good, names: { 'a\nb': 1 } },
  'name-points': { ...good, names: { a: 2 } },
  'name-unique': { ...good, names: { y: 0 } },
  'inputs-named': { ...good, inputs: {} },
  'scope-valid': { ...good, scopes: [scope(1, 3)] },
  'scopes-nest': { ...four, scopes: [scope(0, 2), scope(1, 3)] },
};

describe('verify', () => {
  test.each(Object.keys(INVARIANTS) as Invariant[])('finds what breaks %s, and nothing else', (slug) => {
    expect(verify(broken[slug]).map((issue) => issue.slug)).toEqual([slug]);
  });

  test('finds nothing in good graphs', () => {
    const layer = define({ x: f64(5, 3), w: f64(3, 4) }, ({ x, w }) => ({
      y: softmax(matmul(x, w)).named('probabilities').sum(0, { keepDims: true }),
    }));
    expect(verify(layer)).toEqual([]);
    expect(verify(good)).toEqual([]);
    expect(verify({ ...four, scopes: [scope(1, 2), scope(0, 4), scope(2, 4), scope(2, 3)] })).toEqual([]);
    expect(verify(define({}, () => ({})))).toEqual([]);
  });

  test('collects all issues', () => {
    const both = {
      ...good,
      nodes: [
        { ...input, id: 5 },
        { ...neg, args: [0, 0] },
      ],
      outputs: { '': 1, y: 9 },
    };
    expect(verify(both).map(showIssue)).toMatchInlineSnapshot(`
[
  "%0: id is 5 (id-is-index)",
  "%1: neg: got 2 arguments; it takes 1 (type-agrees)",
  """ among outputs: it is empty (name-valid)",
  ""y" among outputs is 9 (name-points)",
]
`);
  });

  test('an input with two names, and a name of no input', () => {
    expect(verify({ ...good, inputs: { x: 0, z: 0 } }).map(showIssue)).toMatchInlineSnapshot(`
[
  "%0: it is "x" and "z" (inputs-named)",
]
`);
    expect(verify({ ...good, inputs: { x: 0, z: 1 } }).map(showIssue)).toMatchInlineSnapshot(`
[
  "%1: "z" is no input (inputs-named)",
]
`);
  });

  const values = [
    undefined,
    null,
    1,
    1n,
    NaN,
    '',
    'x',
    Symbol('s'),
    true,
    [],
    [[]],
    new Array(1),
    {},
    () => 1,
    new Map(),
    Object.create(null),
  ];
  const fields = ['id', 'op', 'args', 'attrs', 'type'];
  const thrower = {
    get nodes(): never {
      throw new TypeError('no');
    },
  };

  test('never throws, and never passes what is no graph', () => {
    for (const value of [...values, thrower]) expect(verify(value)).not.toEqual([]);
    for (const value of values) {
      for (const field of fields)
        expect(verify({ ...good, nodes: [input, { ...neg, [field]: value }] })).toBeInstanceOf(Array);
      for (const field of ['nodes', 'inputs', 'outputs', 'names', 'scopes'])
        expect(verify({ ...good, [field]: value })).toBeInstanceOf(Array);
      expect(verify({ ...good, nodes: [input, { ...neg, args: [value] }] })).not.toEqual([]);
      expect(verify({ ...good, nodes: [input, { ...neg, type: { dtype: value, shape: [] } }] })).not.toEqual([]);
      expect(verify({ ...good, nodes: [input, { ...neg, type: { dtype: 'f64', shape: [value] } }] })).not.toEqual([]);
      if (value !== 1) expect(verify({ ...good, names: { l: value } })).not.toEqual([]);
      expect(verify({ ...good, scopes: [value] })).not.toEqual([]);
    }
  });
});

describe('demandGraph', () => {
  test('gives the graph back, or says what is wrong with it', () => {
    expect(demandGraph(good)).toBe(good);
    expect(() => demandGraph(broken['type-agrees'], 'the graph after fold')).toThrowErrorMatchingInlineSnapshot(`
"the graph after fold is not well formed:
  %1: type is f32[], neg gives f64[] (type-agrees)"
`);
  });

  test('shows 20 issues at most', () => {
    const nodes = Array.from({ length: 50 }, () => neg);
    const attempt = (): unknown => demandGraph({ nodes, inputs: {}, outputs: {}, names: {} });
    expect(attempt).toThrow(InputError);
    expect(attempt).toThrow('and 30 more');
  });
});
