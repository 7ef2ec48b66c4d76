/** Scalar code: tapes, JavaScript and WebAssembly against each other, and against the same program on arrays. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  elementwise,
  bool,
  define,
  isElementwise,
  OPS,
  scalarRule,
  type DType,
  type Op,
  type TensorType,
} from '@adjoint/ir';
import { compile, evaluate, gradients } from 'adjoint';
import { holdsOnNumbers } from './fuzz-laws.ts';
import { anyPoint, shapeless, tamePoint } from './index.ts';

const SPECIALS = [NaN, 0, -0, 1, -1, 0.5, -2.5, 3, Infinity, -Infinity, 5e-324, 1.7e308];
const ELEMENTWISE = (Object.keys(OPS) as Op[]).filter(isElementwise);
const TAKEN: { readonly [D in DType]: (x: number) => number } = {
  f64: (x) => x,
  f32: Math.fround,
  i32: (x) => x | 0,
  bool: (x) => +(x > 0),
};

test.each(ELEMENTWISE)('%s on numbers is its scalar rule, in every dtype that takes it', (op) => {
  const count = OPS[op].of.length;
  const names = ['a', 'b', 'c'].slice(0, count);
  let taken = 0;
  for (const dtype of ['f64', 'f32', 'i32', 'bool'] as const) {
    const types = names.map((name, i): [string, TensorType] => [
      name,
      op === 'where' && i === 0 ? bool() : { dtype, shape: [] },
    ]);
    const make = (): ReturnType<typeof define> =>
      define(Object.fromEntries(types), (syms) =>
        elementwise(
          op,
          names.map((name) => syms[name]!),
        ),
      );
    let graph: ReturnType<typeof make>;
    try {
      graph = make();
    } catch {
      continue;
    }
    taken++;
    const rule = scalarRule(op, graph.nodes[graph.outputs['out']!]!.type.dtype);
    const run = compile(graph, { target: 'interpreter', optimize: false });
    SPECIALS.forEach((_, i) => {
      for (const step of [0, 1, 5]) {
        const x = types.map(([, type], k) => TAKEN[type.dtype](SPECIALS[(i + k * step) % SPECIALS.length]!));
        const feeds = Object.fromEntries(
          types.map(([name, type], k) => [name, type.dtype === 'bool' ? Uint8Array.of(x[k]!) : x[k]!]),
        );
        expect([x, run(feeds)['out']!.data[0]]).toEqual([x, rule(...x)]);
      }
    });
  }
  expect(taken).toBeGreaterThan(0);
});

describe('random programs of numbers', () => {
  test('compute on every target what they compute on arrays', () => {
    fc.assert(
      fc.property(shapeless, anyPoint, anyPoint, (make, x, y) => holdsOnNumbers(make, { x, y })),
      { numRuns: 150 },
    );
  });
  test('and so do their gradients', () => {
    fc.assert(
      fc.property(shapeless, tamePoint, (make, point) => {
        const graph = gradients(make(), { of: 'value', wrt: ['x', 'y'], disconnected: 'zero' });
        const feeds = { x: point[0]!, y: point[1]! };
        const wanted = evaluate(graph, feeds);
        for (const target of ['auto', 'js', 'wasm'] as const) expect(compile(graph, { target })(feeds)).toEqual(wanted);
      }),
      { numRuns: 80 },
    );
  });
});
