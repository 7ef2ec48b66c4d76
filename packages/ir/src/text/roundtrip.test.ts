/** Printed and parsed, or written as JSON and read, a graph is the same; broken ones are InputErrors. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { concat, define, einsum, iota, matmul, softmax, take, tril, where } from '../build/index.ts';
import { InputError } from '../error/error.ts';
import type { Graph } from '../graph/graph.ts';
import { verify } from '../graph/verify.ts';
import { bool, f32, f64, i32 } from '../type/type.ts';
import { fromJSON } from './from-json.ts';
import { toJSON } from './json.ts';
import { parse } from './parse.ts';
import { print } from './print.ts';

const specials = [NaN, Infinity, -Infinity, -0, 0, 0.1, 5e-324, 1e300, -123456789.125];

const samples: Readonly<Record<string, Graph>> = {
  empty: define({}, () => ({})),
  regression: define({ X: f64(150, 4), y: f64(150), w: f64(4) }, ({ X, y, w }) => {
    const logit = X.matmul(w).named('logit').named('z');
    return { loss: logit.softplus().sub(y.mul(logit)).mean().named('loss') };
  }),
  scopes: define({ x: f64(3, 4), p: bool(3, 4) }, ({ x, p }) => ({
    a: softmax(x).named('probabilities'),
    b: where(p, x, 0).variance(0, { keepDims: true }),
    c: tril(x.transpose()).logSumExp(),
  })),
  specials: define({ x: f64(9) }, ({ x }) => ({ y: x.add(specials), z: x.mul(-0).pow(NaN) })),
  names: define({ 'a "b"': f64(), '0': f64(), constructor: f64(), as: f64() }, (all) => {
    const sum = all['a "b"'].add(all['0']).named('`tick`').named('\\').named('a;b, c').named('return');
    return { 'd(d(y)/d(x))/d(x)': sum.mul(all.constructor), '%0': all.as, 'é 🎈 \ud800': sum };
  }),
  moves: define({ x: f32(4, 6), at: i32(2) }, ({ x, at }) => ({
    cut: x.slice([0, -1, 2], [1, null]).flip().cumsum(1).cast('f64'),
    joined: concat([x, take(x, at)])
      .max(1)
      .argmax(),
    product: einsum('ij,kj->ik', x, x)
      .pad(
        [
          [1, 0],
          [0, 1],
        ],
        7,
      )
      .trace()
      .mul(matmul(x, x.transpose()).sum()),
    count: iota(5).add(1),
  })),
};
const graphs = Object.entries(samples);

describe('round trips', () => {
  test.each(graphs)('the text of %s reads back as the graph', (_, graph) => {
    expect(verify(graph)).toEqual([]);
    expect(parse(print(graph))).toEqual(graph);
    expect(parse(print(graph, { types: false, origins: true }))).toEqual(graph);
    expect(parse(print(graph).replaceAll('\n', ' \t; a comment " \r\n\n'))).toEqual(graph);
  });

  test.each(graphs)('the JSON of %s reads back as the graph', (_, graph) => {
    const json = toJSON(graph);
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    expect(fromJSON(json)).toEqual(graph);
    expect(fromJSON(JSON.stringify(json))).toEqual(graph);
  });

  test('a chain of 200,000 nodes in scopes goes both ways', () => {
    const chain = define({ x: f64() }, ({ x }) => {
      let y = x;
      for (let i = 0; i < 100_000; i++) y = y.builder.within(`step ${i}`, () => y.sin().mul(x));
      return y;
    });
    const text = print(chain);
    expect(print(parse(text))).toBe(text);
    expect(print(fromJSON(JSON.stringify(toJSON(chain))))).toBe(text);
    expect(print(chain, { fold: true }).split('\n')).toHaveLength(100_002);
    expect(verify(chain)).toEqual([]);
  }, 60_000);
});

/** Runs a reader on what may be anything: it must give a well-formed graph, or say what is wrong with the input. */
const demandRead = (read: () => Graph): void => {
  let graph: Graph;
  try {
    graph = read();
  } catch (error) {
    if (error instanceof InputError) return;
    throw error;
  }
  expect(verify(graph)).toEqual([]);
};

describe('fuzz', () => {
  const texts = graphs
    .flatMap(([, graph]) => [print(graph), print(graph, { types: false })])
    .filter((text) => text !== '');
  const chunks = [
    '%',
    '%1',
    ' = ',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    ';',
    '\n',
    ' ',
    '-',
    '0',
    '9',
    'e',
    'NaN',
    'f64[2]',
    'i32[]',
    'f64[3,4]',
  ];
  const words = [
    '1.5',
    'true',
    '"ij"',
    '{}',
    'input',
    'sum',
    'add',
    'neg',
    'return',
    'scope',
    'as',
    '..',
    '__proto__',
    'toString',
    'axes',
    'shape',
    'spec',
    'true',
    '1e999',
    '\u0000',
    '\ud800',
    '😀',
  ];
  const place = fc.nat();
  const edit = fc.record({
    kind: fc.constantFrom('delete', 'insert', 'replace', 'swap', 'copy', 'token', 'token', 'token', 'token'),
    at: place,
    to: place,
    length: fc.nat(12),
    text: fc.oneof(fc.constantFrom(...chunks, ...words), fc.string({ maxLength: 4 })),
  });

  /** One token of the text in the place of another, or the other text in its place. */
  const replaceToken = (text: string, at: number, to: number, other: string): string => {
    const tokens = [...text.matchAll(/%\d+|"[^"]*"|[\w.]+|\[[^\]]*\]|\S/g)];
    const target = tokens[at % tokens.length];
    const source = tokens[to % tokens.length];
    if (target === undefined || source === undefined) return other;
    const put = other.length % 2 === 0 ? other : source[0];
    return text.slice(0, target.index) + put + text.slice(target.index + target[0].length);
  };

  test('10,000 broken texts give a graph or an InputError', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const property = fc.property(
      fc.constantFrom(...texts),
      fc.array(edit, { minLength: 1, maxLength: 3 }),
      (start, edits) => {
        let text = start;
        for (const { kind, at, to, length, text: other } of edits) {
          const from = at % (text.length + 1);
          const target = to % (text.length + 1);
          const chunk = text.slice(from, from + length);
          const rest = text.slice(0, from) + text.slice(from + length);
          if (kind === 'delete') text = rest;
          if (kind === 'insert') text = text.slice(0, from) + other + text.slice(from);
          if (kind === 'replace') text = text.slice(0, from) + other + text.slice(from + length);
          if (kind === 'swap') text = rest.slice(0, target) + chunk + rest.slice(target);
          if (kind === 'token') text = replaceToken(text, at, to, other);
          if (kind === 'copy') text = text.slice(0, target) + chunk + text.slice(target);
        }
        demandRead(() => parse(text));
      },
    );
    fc.assert(property, { numRuns: 10_000 });
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  }, 60_000);

  type Tree = unknown[] | Record<string, unknown>;
  const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

  /** Every object and list in a JSON value. */
  const trees = (root: unknown): Tree[] => {
    const found: Tree[] = [];
    const open = [root];
    for (let value = open.pop(); value !== undefined; value = open.pop()) {
      if (!isTree(value)) continue;
      found.push(value);
      open.push(...Object.values(value));
    }
    return found;
  };

  const deep = '['.repeat(100) + ']'.repeat(100);
  const values = [
    'null',
    'true',
    '-1',
    '0',
    '1',
    '2',
    '7',
    '1.5',
    '1e300',
    '"-0"',
    '"NaN"',
    '""',
    '[]',
    '{}',
    deep,
    '[[1]]',
    '[0,1]',
    '[2,3]',
  ];
  const more = [
    '{"__proto__":{"op":"input"}}',
    '"__proto__"',
    '"input"',
    '"add"',
    '"toString"',
    '"f64[]"',
    '"f64[2]"',
    '"f64[9999999999999999]"',
    '"a\\nb"',
  ];
  const change = fc.record({
    kind: fc.constantFrom('set', 'delete', 'add', 'move'),
    tree: fc.nat(),
    other: fc.nat(),
    key: fc.nat(),
    name: fc.constantFrom(
      'op',
      'args',
      'attrs',
      'type',
      'id',
      '__proto__',
      'constructor',
      'axes',
      '',
      'x',
      '0',
      'length',
    ),
    value: fc.oneof(fc.constantFrom(...values, ...more), fc.json({ maxDepth: 2 })),
  });

  const put = (tree: Tree, key: string, value: unknown): void =>
    void Object.defineProperty(tree, key === 'length' && Array.isArray(tree) ? '0' : key, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });

  test('10,000 broken JSON values give a graph or an InputError', () => {
    const jsons = graphs.map(([, graph]) => JSON.stringify(toJSON(graph)));
    const property = fc.property(
      fc.constantFrom(...jsons),
      fc.array(change, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      (json, changes, asText) => {
        const root: unknown = JSON.parse(json);
        for (const { kind, tree: nth, other, key: k, name, value } of changes) {
          const all = trees(root);
          const tree = all[nth % all.length]!;
          const keys = Object.keys(tree);
          const key = keys[k % Math.max(1, keys.length)] ?? name;
          if (kind === 'set') put(tree, key, JSON.parse(value));
          if (kind === 'add') put(tree, name, JSON.parse(value));
          if (kind === 'move') put(tree, key, JSON.parse(JSON.stringify(all[other % all.length])));
          if (kind === 'delete') Reflect.deleteProperty(tree, key);
        }
        demandRead(() => fromJSON(asText ? JSON.stringify(root) : root));
      },
    );
    fc.assert(property, { numRuns: 10_000 });
  }, 60_000);
});
