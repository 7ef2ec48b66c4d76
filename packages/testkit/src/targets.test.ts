/** Every target against the reference: golden cases, random programs and their gradients, on special numbers too. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Feeds, Target } from '@adjoint/evaluator';
import { compile, define, evaluate, f64, gradients, type Graph, type Tensor } from 'adjoint';
import { anyPoint, goldenCases, goldenFeeds, goldenGraph, programs, tamePoint, type Golden } from './index.ts';

const TARGETS = ['js', 'wasm'] as const satisfies readonly Target[];

const plain = (outputs: Readonly<Record<string, Tensor>>): unknown =>
  Object.fromEntries(Object.entries(outputs).map(([name, { dtype, shape, data }]) => [name, [dtype, shape, data]]));

const agrees = (graph: Graph, feeds: Feeds): void => {
  const wanted = plain(evaluate(graph, feeds));
  for (const target of TARGETS) {
    const run = compile(graph, { target });
    expect(plain(run(feeds))).toEqual(wanted);
    // A second run finds what the first left behind in memory.
    expect(plain(run(feeds))).toEqual(wanted);
  }
};

const grouped = (): Map<string, Golden[]> => {
  const found = new Map<string, Golden[]>();
  for (const golden of goldenCases()) found.set(golden.op, [...(found.get(golden.op) ?? []), golden]);
  return found;
};

describe('golden cases', () => {
  test.each([...grouped()])('%s', (_, cases) => {
    for (const golden of cases) {
      const graph = goldenGraph(golden);
      agrees(graph, goldenFeeds(golden));
      const wrt = Object.keys(graph.inputs).filter((_name, i) => golden.directions[i] !== null);
      if (golden.orders === undefined || wrt.length === 0) continue;
      agrees(gradients(graph, { of: 'phi', wrt, disconnected: 'zero' }), goldenFeeds(golden));
    }
  });
});

describe('random programs', () => {
  test('on special numbers', () => {
    fc.assert(
      fc.property(programs(25), anyPoint, anyPoint, (graph, x, y) => agrees(graph, { x, y })),
      { numRuns: 150 },
    );
  });
  test('with their gradients', () => {
    fc.assert(
      fc.property(programs(12), tamePoint, tamePoint, (graph, x, y) =>
        agrees(gradients(graph, { of: 'cost', wrt: ['x', 'y'], disconnected: 'zero' }), { x, y }),
      ),
      { numRuns: 60 },
    );
  });
});

describe('scale', () => {
  test('a chain of 100,000 scalar operations', () => {
    const graph = define({ x: f64() }, ({ x }) => {
      let y = x;
      for (let i = 0; i < 50_000; i++) y = y.mul(x).add(0.5);
      return y;
    });
    agrees(graph, { x: 0.3 });
  });
});
