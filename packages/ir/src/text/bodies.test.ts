/** Text and JSON of control flow: bodies read back, and hostile ones are refused with a place, at any depth. */
import { describe, expect, test } from '@jest/globals';
import { cond, define, scan } from '../build/index.ts';
import type { InputError } from '../error/error.ts';
import { verify } from '../graph/verify.ts';
import { f64 } from '../type/type.ts';
import { fromJSON } from './from-json.ts';
import { toJSON } from './json.ts';
import { parse } from './parse.ts';
import { print } from './print.ts';

const messageOf = (body: () => unknown): string => {
  try {
    body();
  } catch (error) {
    return (error as InputError).message;
  }
  return 'none';
};

const graph = define({ x: f64(), w: f64() }, ({ x, w }) => {
  const { carry } = scan(
    (y) => ({
      carry: {
        a: cond(
          y.a.gt(w),
          () => y.a.sin(),
          () => y.b,
        ),
        b: y.a,
      },
    }),
    { a: x, b: 0 },
    null,
    {
      length: 3,
    },
  );
  return { y: carry.a };
});

test('bodies in bodies read back', () => {
  expect(parse(print(graph))).toEqual(graph);
  expect(fromJSON(JSON.parse(JSON.stringify(toJSON(graph))))).toEqual(graph);
  expect(verify(graph)).toEqual([]);
});

const CALL = [
  '%0 = input x : f64[]',
  '%1 = call %0',
  '  body %0 {',
  '%0 = input x : f64[]',
  '%1 = sin %0',
  'return y = %1',
  '}',
  'return y = %1',
];
const changed = (line: number, ...to: string[]): string =>
  [...CALL.slice(0, line), ...to, ...CALL.slice(line + 1)].join('\n');

test('a text by hand', () => {
  expect(verify(parse(CALL.join('\n')))).toEqual([]);
});

describe('faults have their place', () => {
  test.each([
    [2, ['  {'], 'line 3, column 3: expected "body", got "{"'],
    [2, ['  body %1 {'], 'line 3, column 8: expected each input of the body, once, got %1'],
    [2, ['  body {'], 'line 3, column 8: expected each input of the body, once, got none'],
    [4, ['%1 = sin %1'], 'line 5, column 10: expected a node from %0 to %0, got "%1"'],
    [6, [], 'line 7, column 1: expected a scope or the } of the body, got "return"'],
    [5, [], 'line 2, column 6: expected an op and arguments that fit, got call: it gives nothing; it must be a result'],
    [
      3,
      ['%0 = input x : f64[2]'],
      'line 2, column 6: expected an op and arguments that fit, got call: the body takes f64[2]; it must be f64[]',
    ],
  ])('line %d as %j', (line, to, message) => {
    expect(messageOf(() => parse(changed(line, ...to)))).toBe(message);
  });

  test('in JSON', () => {
    const json = JSON.parse(JSON.stringify(toJSON(parse(CALL.join('\n'))))) as {
      nodes: { bodies: { nodes: { op: string }[] }[] }[];
    };
    json.nodes[1]!.bodies[0]!.nodes[1]!.op = 'sine';
    expect(messageOf(() => fromJSON(json))).toBe(
      'nodes[1].bodies[0].nodes[1].op: expected an op such as sin or sinh, got "sine"',
    );
  });
});

describe('depth is bounded', () => {
  const LEAD = '%0 = input x : f64[]\n%1 = call %0\n  body %0 {\n';
  const TAIL = 'return y = %1\n}\n';
  const nested = (depth: number): string =>
    `${LEAD.repeat(depth)}%0 = input x : f64[]\n%1 = sin %0\n${TAIL.repeat(depth)}return y = %1`;
  test('64 bodies deep is well formed', () => {
    const deep = parse(nested(64));
    expect(verify(deep)).toEqual([]);
    expect(print(parse(print(deep)))).toBe(print(deep));
    expect(fromJSON(toJSON(deep))).toEqual(deep);
  });
  test('65 and 100,000 are refused', () => {
    for (const depth of [65, 100_000])
      expect(messageOf(() => parse(nested(depth)))).toContain('expected bodies at most 64 deep');
    const deeper = { ...parse(nested(64)) };
    const node = { id: 1, op: 'call', args: [0], attrs: {}, type: f64(), bodies: [deeper] };
    const wrapped = { nodes: [deeper.nodes[0]!, node], inputs: { x: 0 }, outputs: { y: 1 }, names: {} };
    expect(verify(wrapped).map(({ slug }) => slug)).toContain('bodies-valid');
    expect(messageOf(() => fromJSON({ ...toJSON(wrapped as never) }))).toContain('bodies at most 64 deep');
  });
});
