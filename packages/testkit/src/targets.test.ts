/** Every target against the reference: golden cases, random programs and their gradients, on special numbers too. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Feeds, Target, Watch } from '@adjoint/evaluator';
import { compile, define, evaluate, f64, gradients, vmap, type Graph, type Tensor } from 'adjoint';
import { anyPoint, goldenCases, goldenFeeds, goldenGraph, programs, tamePoint, type Golden } from './index.ts';

const TARGETS = ['js', 'wasm'] as const satisfies readonly Target[];

const plain = (outputs: Readonly<Record<string, Tensor>>): unknown =>
  Object.fromEntries(Object.entries(outputs).map(([name, { dtype, shape, data }]) => [name, [dtype, shape, data]]));

type Check = (got: Readonly<Record<string, Tensor>>, wanted: Readonly<Record<string, Tensor>>) => void;

/** Bit for bit: true of all but sums of 16 terms and more. */
const exactly: Check = (got, wanted) => expect(plain(got)).toEqual(plain(wanted));

/**
 * But for the order of sums. Of n terms t two orders differ by at most 2·n·u·Σ|t|, u = 2⁻⁵³ (Higham 2002, §4.2); golden cases have n ≤ 100 and
 * Σ|t| ≤ 50 (1 + |sum|).
 */
const nearly: Check = (got, wanted) => {
  for (const [name, { dtype, shape, data }] of Object.entries(wanted)) {
    expect([got[name]!.dtype, got[name]!.shape]).toEqual([dtype, shape]);
    const far = Array.from(data).findIndex((x, i) => {
      const y = got[name]!.data[i]!;
      return !Object.is(x, y) && !(Math.abs(x - y) <= 100 * 50 * 2 ** -52 * (1 + Math.abs(x)));
    });
    expect([name, far, got[name]!.data[far]]).toEqual([name, -1, undefined]);
  }
};

const agrees = (graph: Graph, feeds: Feeds, check: Check): void => {
  const wanted = evaluate(graph, feeds);
  for (const target of TARGETS) {
    const run = compile(graph, { target });
    check(run(feeds), wanted);
    // A second run finds what the first left behind in memory.
    check(run(feeds), wanted);
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
      agrees(graph, goldenFeeds(golden), nearly);
      const wrt = Object.keys(graph.inputs).filter((_name, i) => golden.directions[i] !== null);
      if (golden.orders === undefined || wrt.length === 0) continue;
      agrees(gradients(graph, { of: 'phi', wrt, disconnected: 'zero' }), goldenFeeds(golden), nearly);
    }
  });
});

describe('random programs', () => {
  test('on special numbers', () => {
    fc.assert(
      fc.property(programs(25), anyPoint, anyPoint, (graph, x, y) => agrees(graph, { x, y }, exactly)),
      { numRuns: 150 },
    );
  });
  test('in batches, whose loops are long and stepped by index maps', () => {
    const point = fc.array(anyPoint, { minLength: 9, maxLength: 9 });
    const joined = (points: readonly Float64Array[]): Float64Array => Float64Array.from(points.flatMap((p) => [...p]));
    fc.assert(
      fc.property(programs(20), point, point, (graph, x, y) =>
        agrees(vmap(graph, { axes: { x: 0, y: 0 }, size: 9 }), { x: joined(x), y: joined(y) }, exactly),
      ),
      { numRuns: 100 },
    );
  });
  test('with their gradients', () => {
    fc.assert(
      fc.property(programs(12), tamePoint, tamePoint, (graph, x, y) =>
        agrees(gradients(graph, { of: 'cost', wrt: ['x', 'y'], disconnected: 'zero' }), { x, y }, exactly),
      ),
      { numRuns: 60 },
    );
  });
});

/** Two runs of each piece; what one writes over is put back between them. */
const twice: Watch['piece'] = (piece, run, kept) => () => {
  const before = kept().map((values) => values.slice());
  run();
  if (piece.inPlace) kept().forEach((values, i) => values.set(before[i]!));
  run();
};

describe('watched programs', () => {
  const point = fc.array(anyPoint, { minLength: 5, maxLength: 5 });
  const joined = (points: readonly Float64Array[]): Float64Array => Float64Array.from(points.flatMap((p) => [...p]));
  test('whose pieces are run twice give the same bits: those that write what they read are known', () => {
    fc.assert(
      fc.property(programs(20), point, point, (graph, x, y) => {
        const batch = vmap(graph, { axes: { x: 0, y: 0 }, size: 5 });
        for (const target of ['interpreter', ...TARGETS] as const) {
          const run = compile(batch, { target });
          const wanted = run({ x: joined(x), y: joined(y) });
          run.program.watched({ piece: twice })();
          for (const [name, { data }] of Object.entries(wanted as Record<string, Tensor>))
            expect(Array.from(run.program.outputs.get(name)!)).toEqual(Array.from(data));
        }
      }),
      { numRuns: 150 },
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
    agrees(graph, { x: 0.3 }, exactly);
  });
});
