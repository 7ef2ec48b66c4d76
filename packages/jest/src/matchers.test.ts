/** The matchers: what passes, what fails and what it says, and that wrong use throws in either sense. */
import { describe, expect, test } from '@jest/globals';
import { define, f64, gradients, i32, parse, print, type Sym } from 'adjoint';
import { install, isGraph } from './index.ts';

install(expect);

const bowl = define({ x: f64(2) }, ({ x }) => ({ loss: x.mul(x).sum() }));
const slope = gradients(bowl, { of: 'loss', wrt: ['x'] });

/** What a failing expectation says, without colours. */
const said = (expectation: () => void): string => {
  try {
    expectation();
  } catch (error) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
    return (error as Error).message.replace(/\u001b\[\d+m/g, '');
  }
  return 'nothing';
};

/** Its value moves with x, its derivative says that it does not. */
const detached = define({ x: f64() }, ({ x }) => x.stopGradient().sin());

describe('toHaveOps', () => {
  test('counts the listed ops', () => {
    expect(bowl).toHaveOps({ mul: 1, sum: 1, exp: 0 });
    expect(bowl).not.toHaveOps({ mul: 2 });
  });

  test('says which counts differ', () => {
    expect(said(() => expect(bowl).toHaveOps({ mul: 2, sum: 1, exp: 1 }))).toMatchInlineSnapshot(`
"expect(graph).toHaveOps(counts)

mul: expected 2, has 1
exp: expected 1, has 0

%0 = input x                 : f64[2]
%1 = mul %0 %0               : f64[2]
%2 = sum %1 {axes: [0]}      : f64[]
return loss = %2"
`);
    expect(said(() => expect(bowl).not.toHaveOps({ mul: 1 }))).toMatch('mul: expected not 1, has 1');
  });

  test('takes no unknown op, and no value but a graph, in either sense', () => {
    // @ts-expect-error there is no such op
    expect(said(() => expect(bowl).not.toHaveOps({ mull: 2 }))).toMatch('there is no op "mull"');
    expect(said(() => expect({ nodes: 3 }).not.toHaveOps({ mul: 2 }))).toMatchInlineSnapshot(`
"expect(graph).not.toHaveOps(counts)

Matcher error: received value must be a graph

Received has type:  object
Received has value: {"nodes": 3}"
`);
  });
});

describe('toMatchGraph', () => {
  test('holds for the text of a graph, and of one that computes the same', () => {
    expect(slope).toMatchGraph(print(slope));
    expect(bowl).toMatchGraph(`
      %0 = input x : f64[2]
      %1 = mul %0 %0
      %2 = sum %1 {axes: [0]}
      return loss = %2
    `);
    expect(bowl).not.toMatchGraph(print(slope));
  });

  test('shows what differs', () => {
    const text = print(bowl).replace('mul', 'add');
    expect(said(() => expect(bowl).toMatchGraph(text))).toMatchInlineSnapshot(`
"expect(graph).toMatchGraph(text)

- expected, + received:
  1 node kept
- %1 = add %0 %0 : f64[2]
+ %1 = mul %0 %0 : f64[2]
  1 node kept"
`);
    expect(said(() => expect(bowl).not.toMatchGraph(print(bowl)))).toMatch('The graphs compute the same.');
  });

  test('a text that is no graph is a fault in either sense', () => {
    expect(() => expect(bowl).not.toMatchGraph('%0 = inptu x')).toThrow('line 1, column 6');
  });
});

describe('toBeIsomorphicTo', () => {
  test('holds whatever the order of nodes', () => {
    const other = define({ x: f64(2) }, ({ x }) => {
      x.exp();
      return { loss: x.mul(x).sum() };
    });
    expect(other).toBeIsomorphicTo(bowl);
    expect(slope).not.toBeIsomorphicTo(bowl);
    expect(said(() => expect(bowl).toBeIsomorphicTo(slope))).toMatch('- output d(loss)/d(x)');
    expect(said(() => expect(bowl).toBeIsomorphicTo('text'))).toMatch('expected value must be a graph');
  });
});

describe('toExtend', () => {
  test('holds for a gradient and its graph, and no copy of it', () => {
    expect(slope).toExtend(bowl);
    expect(bowl).toExtend(bowl);
    expect(slope).not.toExtend(parse(print(bowl)));
  });

  test('says where it breaks', () => {
    expect(said(() => expect(bowl).toExtend(slope))).toMatch('It ends before node %3.');
    expect(said(() => expect(slope).toExtend(parse(print(bowl))))).toMatch('Node %0 is not the same object.');
    expect(said(() => expect({ ...slope, outputs: {} }).toExtend(bowl))).toMatchInlineSnapshot(`
"expect(graph).toExtend(base)

The name "loss" among its outputs is gone or means another node.

- base, + received:
  3 nodes kept
+ %3 = constant {data: [1]} : f64[]
+ %4 = broadcast %3 {axes: [0], shape: [2]} : f64[2]
+ %5 = mul %4 %0 : f64[2]
+ %6 = add %5 %5 : f64[2]
- output loss = %2"
`);
    expect(said(() => expect(slope).not.toExtend(bowl))).toMatch('Its first 3 nodes are those of the base.');
  });
});

describe('toHaveGradients', () => {
  test('checks all float inputs and the one cost', () => {
    const graph = define({ x: f64(2), k: i32(2), a: f64() }, ({ x, k, a }) => ({
      loss: x.mul(a).mul(k.cast('f64')).sin().sum(),
      k,
    }));
    expect(graph).toHaveGradients({ at: { x: [1, 2], k: [3, 4], a: 0.5 } });
    expect(graph).toHaveGradients({ of: 'loss', wrt: 'a', order: 2, at: { x: [1, 2], k: [3, 4], a: 0.5 } });
  });

  test('shows both numbers', () => {
    expect(said(() => expect(detached).toHaveGradients({ at: { x: 1 } }))).toMatchInlineSnapshot(`
"expect(graph).toHaveGradients(check)

d(out)/d(x), element 0: the graph says 0, finite differences say 0.540302305868267
  they differ by 0.540302305868267, and may by 5.503145585550225e-7

%0 = input x                 : f64[]
%1 = stopGradient %0         : f64[]
%2 = sin %1                  : f64[]
return out = %2"
`);
    expect(detached).not.toHaveGradients({ at: { x: 1 } });
    expect(said(() => expect(bowl).not.toHaveGradients({ at: { x: [1, 2] } }))).toMatch(
      'Derivatives of loss with respect to x agree',
    );
  });

  test('needs one cost, or its name, and a value for each input', () => {
    expect(said(() => expect(slope).toHaveGradients({ of: 'lost', at: { x: [1, 2] } }))).toMatch(
      'there is no input, output or label "lost"',
    );
    expect(() => expect(bowl).not.toHaveGradients({ at: {} })).toThrow('feed "x": got nothing');
    const two = define({ x: f64() }, ({ x }) => ({ a: x, b: x.exp() }));
    expect(said(() => expect(two).not.toHaveGradients({ at: { x: 1 } }))).toMatch('Outputs: a, b');
  });
});

describe('the serializer', () => {
  test('prints graphs', () => {
    expect(bowl).toMatchInlineSnapshot(`
%0 = input x                 : f64[2]
%1 = mul %0 %0               : f64[2]
%2 = sum %1 {axes: [0]}      : f64[]
return loss = %2
`);
    expect([{ bowl }]).toMatchInlineSnapshot(`
[
  {
    "bowl": graph {
      %0 = input x                 : f64[2]
      %1 = mul %0 %0               : f64[2]
      %2 = sum %1 {axes: [0]}      : f64[]
      return loss = %2
    },
  },
]
`);
  });

  test('leaves alone what is no graph', () => {
    expect([bowl, slope].map(isGraph)).toEqual([true, true]);
    expect([null, [], { nodes: [] }, { nodes: [1], inputs: {}, outputs: {}, names: {} }].map(isGraph)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

test('a long graph is cut', () => {
  const chain = define({ x: f64() }, ({ x }) => Array.from({ length: 60 }).reduce<Sym>((y) => y.sin(), x));
  expect(said(() => expect(chain).toHaveOps({ exp: 1 }))).toMatch(/… \d+ more lines$/);
});
