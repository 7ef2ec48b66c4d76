/** What each call is asked by: an option that is not what it may be is told by its own name, with what would be right. */
import { describe, expect, test } from '@jest/globals';
import { refusal } from '@adjoint/testkit';
import * as adjoint from './index.ts';
import { define, f64, i32 } from './index.ts';

type Loose = (...args: readonly unknown[]) => unknown;
const loose = adjoint as unknown as Readonly<Record<string, Loose>>;
/** A call, its other options, the one in question, what that may not be, and what would be right. */
type Row = [call: string, Readonly<Record<string, unknown>>, option: string, readonly unknown[], want: string];

describe('a wrong option is named', () => {
  const wide = define({ x: f64(3), k: i32(2) }, ({ x, k }) => ({ y: x.sin(), cost: x.mul(x).sum(), k }));
  const feeds = { x: [1, 2, 3], k: [0, 1] };
  const run = adjoint.compile(wide);
  const NAME = 'it must be a name';
  const NAMES = 'it must be a name or a list of names';
  const LIST = 'it must be a list of names';
  const TOLERANCE = 'it must be a number ≥ 0';
  const NO_NAMES = [undefined, null, 5, true, {}, new Set(['x']), () => 'x', Symbol('x')];
  const NO_LISTS = [null, 5, {}, new Set(['x'])];
  const rows: readonly Row[] = [
    ...['gradients', 'jacobian', 'hessian', 'hvp', 'checkGradients'].map((call): Row => {
      const at = call === 'checkGradients' ? { at: feeds } : {};
      return [call, { wrt: 'x', ...at }, 'of', [...NO_NAMES, [], ['cost']], NAME];
    }),
    ...['hessian', 'hvp'].map((call): Row => [call, { of: 'cost' }, 'wrt', [...NO_NAMES, [], ['x']], NAME]),
    ...['gradients', 'jacobian'].map((call): Row => [call, { of: 'cost' }, 'wrt', NO_NAMES, NAMES]),
    ['vjp', { wrt: 'x' }, 'of', NO_NAMES, NAMES],
    ['vjp', { of: 'y' }, 'wrt', NO_NAMES, NAMES],
    ['jvp', {}, 'wrt', NO_NAMES, NAMES],
    ...['gradients', 'jacobian', 'vjp', 'jvp'].map((call): Row => {
      const of = call === 'jvp' ? {} : { of: 'cost' };
      return [call, of, 'wrt', [[5], [null], ['x', ['x']]], NAME];
    }),
    ['jacobian', { of: 'y', wrt: 'x' }, 'mode', [null, 'fwd', 0], `it must be 'forward', 'reverse' or 'auto'`],
    ['gradients', { of: 'cost', wrt: 'x' }, 'disconnected', [null, 'none', true], `it must be 'error' or 'zero'`],
    ['gradients', { of: 'cost', wrt: 'x' }, 'names', [null, 'slope', ['slope']], 'it must be a record of names'],
    ['checkGradients', { of: 'cost', wrt: 'x', at: feeds }, 'order', [null, 3, '1'], 'it must be 1 or 2'],
    ['checkGradients', { of: 'cost', wrt: 'x', at: feeds }, 'rtol', [null, -1, NaN, '1e-3'], TOLERANCE],
    ['checkGradients', { of: 'cost', wrt: 'x', at: feeds }, 'atol', [null, -1, NaN, '1e-3'], TOLERANCE],
    ['checkGradients', { of: 'cost', wrt: 'x' }, 'at', NO_LISTS.slice(0, 2), 'it must be a record of values'],
    ['vmap', { size: 2 }, 'axes', [undefined, null, 0, [0]], 'it must be a record of axes, by input'],
    [
      'vmap',
      { axes: { x: 0 } },
      'size',
      [undefined, null, -1, 1.5, NaN, '2', Infinity],
      'it must be the number of mem',
    ],
    ...['toSvg', 'toHtml'].map((call): Row => [call, {}, 'title', [null, 5, ['a']], 'it must be a text']),
    ['optimize', {}, 'level', [null, 2, '1', true], 'it must be 0 or 1'],
    ['optimize', {}, 'passes', [null, 'cse', {}], 'it must be a list of passes'],
    ['compile', {}, 'target', [null, 'c', 5, ['js']], `it must be 'auto', 'interpreter', 'js' or 'wasm'`],
    ['compile', {}, 'outputs', [...NO_LISTS, 'y'], LIST],
    ['compile', {}, 'onProgress', [null, 5, 'yes', {}], 'it must be a function'],
    ['compile', {}, 'cache', [null, 5, true, {}, new Map()], 'it must be a moduleCache()'],
    ['compile', { target: 'wasm' }, 'pool', [null, 5, {}], 'it must be what threadPool() gives'],
  ];
  test.each(rows)('%s of %p: %s', (call, options, option, values, want) => {
    for (const value of values) {
      const { code, message } = refusal(() => loose[call]!(wide, { ...options, [option]: value }));
      expect([code, ...message.split('\n')]).toEqual([
        'option',
        expect.stringMatching(new RegExp(`^(${call}: )?${option} is `)),
        expect.stringMatching(new RegExp(`^  ${want.replace(/[()]/g, '\\$&')}`)),
      ]);
    }
  });
  test('compile, before what serves the first calls goes on', () => {
    const long = define({ x: f64() }, ({ x }) => {
      let y = x;
      for (let i = 0; i < 1500; i++) y = y.sin().add(0.1 + i);
      return y;
    });
    expect(refusal(() => loose['compile']!(long, { onProgress: 5 })).message).toMatch('onProgress is 5');
    expect(refusal(() => loose['compile']!(long, { cache: 5 })).message).toMatch('cache is 5');
  });
  test.each<[string, readonly unknown[], string, string]>([
    ['substitute', [wide, { x: null }], 'feed "x": got null is not a value', 'the graph takes f64[3]'],
    ['substitute', [wide, { x: undefined }], 'feed "x": got undefined is not a value', 'the graph takes f64[3]'],
    ['substitute', [wide, { k: [0.5, 1] }], 'feed "k": got the literal 0.5 meets a value of', 'the graph takes i32[2]'],
    ['substitute', [wide, { z: 1 }], 'there is no input "z"', 'known: "x", "k"'],
    ['substitute', [wide, { x: wide }], 'the graph for x is one with 3 outputs', 'it must be one with one output'],
    ['pick', [wide, 'y'], 'pick: outputs is "y"', LIST],
    ['pick', [wide, [5]], 'there is no output or label 5', 'known: "y", "cost", "k"'],
    ['pick', [wide, [['y']]], 'there is no output or label a list of 1', 'known: "y", "cost", "k"'],
    ['compile', [wide, { outputs: [5] }], 'there is no input, output or label 5', 'known: "x", "k", "y", "cost"'],
    ['gradients', [wide, { of: 'y', wrt: 'x' }], '"y" has shape [3]: the gradient of', 'reduce it (sum, mean), give a'],
    ['gradients', [wide, { of: 'k', wrt: 'x' }], '"k" is i32, which has no derivative', 'only f64 and f32 do'],
    ['gradients', [wide, { of: 'cost', wrt: 'k' }], '"k" is i32, which has no derivative', 'only f64 and f32 do'],
    ['vjp', [wide, { of: [], wrt: 'x' }], 'of is an empty list', 'it must be at least one name'],
    ['vmap', [wide, { axes: { x: 5 }, size: 2 }], 'vmap: axis 5 is out of range for a value of rank 2', 'axes of a'],
    ['optimize', [wide, { passes: ['cse'] }], 'a pass is "cse"', 'it must be { name, doc, keeps, run }'],
    ['profile', [run, feeds, { runs: 0 }], 'runs is 0', 'it must be a whole number ≥ 1'],
    ['profile', [run, feeds, { runs: '3' }], 'runs is "3"', 'it must be a whole number ≥ 1'],
    ['evaluate', [wide, feeds, { outputs: 'y' }], 'outputs is "y"', LIST],
    ['evaluate', [wide, { ...feeds, x: [1, 2] }], 'feed "x": got numbers of shape [2]', 'the graph takes f64[3]'],
    [
      'evaluate',
      [wide, { ...feeds, k: [0, 0.5] }],
      'feed "k": got the number 0.5 among them',
      'the graph takes i32[2]',
    ],
  ])('%s, %#', (call, args, what, right) => {
    const { message } = refusal(() => loose[call]!(...args));
    const [first, ...rest] = message.split('\n');
    expect(first!.slice(0, what.length)).toBe(what);
    expect(rest.at(-1)!.trim().slice(0, right.length)).toBe(right);
  });
});
