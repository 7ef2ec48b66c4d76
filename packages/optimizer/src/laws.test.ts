/** Laws of the optimizer: every pass and every exact rule keeps every bit, on every kind of double; the rest is said to be over ℝ. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  constant,
  cse,
  define,
  evaluate,
  f64,
  fold,
  gradients,
  isomorphic,
  optimize,
  optimizeWithTrace,
  print,
  prune,
  replay,
  simplify,
  stats,
  verify,
  type Graph,
} from 'adjoint';
import { type Node } from '@adjoint/ir';
import {
  anyPoint,
  goldenCases,
  goldenDirections,
  goldenFeeds,
  goldenGraph,
  programs,
  tamePoint,
} from '@adjoint/testkit';
import {
  csePass,
  exactPipeline,
  exactRules,
  realPipeline,
  realRules,
  rule,
  type Pass,
  type Rule,
  type Rules,
} from './index.ts';

const SPECIALS = [
  NaN,
  0,
  -0,
  1,
  -1,
  0.5,
  -2.5,
  3,
  Infinity,
  -Infinity,
  5e-324,
  -5e-324,
  2.2e-308,
  1.7e308,
  -1.7e308,
  1 + 2 ** -52,
];

const bitsOf = (graph: Graph, feeds: Parameters<typeof evaluate>[1]): Record<string, number[]> =>
  Object.fromEntries(Object.entries(evaluate(graph, feeds)).map(([name, { data }]) => [name, Array.from(data)]));

const sameBits = (a: Record<string, number[]>, b: Record<string, number[]>): void => {
  expect(Object.keys(b)).toEqual(Object.keys(a));
  for (const name of Object.keys(a)) a[name]!.forEach((x, i) => expect(b[name]![i]).toBe(x));
};

const passes = [...new Set(exactPipeline)].map((pass) => [pass.name, pass] as const);

describe.each(passes)('%s', (_, pass) => {
  test('has a sentence, and keeps bits', () => {
    expect(pass.doc.length).toBeGreaterThan(10);
    expect(pass.keeps).toBe('bits');
  });
  test('keeps every bit of random programs and their gradients, on any doubles', () => {
    fc.assert(
      fc.property(programs(), anyPoint, anyPoint, (graph, x, y) => {
        const first = gradients(graph, { of: 'cost', wrt: ['x', 'y'], disconnected: 'zero' });
        const after = pass.run(first, () => {});
        expect(verify(after)).toEqual([]);
        sameBits(bitsOf(first, { x, y }), bitsOf(after, { x, y }));
      }),
      { numRuns: 150 },
    );
  });
  test('does nothing the second time', () => {
    fc.assert(
      fc.property(programs(), (graph) => {
        const once = pass.run(graph, () => {});
        if (pass.name === 'simplify') return;
        expect(pass.run(once, () => {})).toBe(once);
      }),
      { numRuns: 100 },
    );
  });
});

test.each(
  goldenCases()
    .filter(({ orders }) => orders !== undefined)
    .map((golden) => [golden.name, golden] as const),
)('optimize keeps every bit: %s', (_, golden) => {
  const graph = goldenGraph(golden);
  const wrt = goldenDirections(golden).map(({ name }) => name);
  const first = gradients(graph, { of: 'phi', wrt, disconnected: 'zero' });
  sameBits(bitsOf(first, goldenFeeds(golden)), bitsOf(optimize(first), goldenFeeds(golden)));
});

const rulesIn = (rules: Rules): readonly Rule[] => Object.values(rules).flatMap((own) => own());

test.each([exactRules, realRules])('rules stand under the op that they begin with', (rules) => {
  for (const [op, own] of Object.entries(rules)) {
    for (const { sides } of own()) expect(sides.nodes[sides.outputs.written]!.op).toBe(op);
  }
});

describe.each(rulesIn(exactRules).map((each) => [each.name, each] as const))('rule %s', (_, { sides }) => {
  test('holds for every double', () => {
    const points = sides.nodes[0]!.type.dtype === 'bool' ? [true, false] : SPECIALS;
    for (const x of points) {
      for (const y of points) {
        const { written, preferred } = evaluate(sides, { x, y, z: x });
        expect(preferred!.item()).toBe(written!.item());
      }
    }
  });
  test('fires', () => {
    const { graph, trace } = optimizeWithTrace({ ...sides, outputs: { written: sides.outputs.written } } as Graph);
    expect(trace.steps.some(({ pass, fired }) => pass === 'simplify' && fired.length > 0)).toBe(true);
    expect(graph.nodes.length).toBeLessThanOrEqual(sides.nodes.length);
  });
});

describe.each(rulesIn(realRules).map((each) => [each.name, each] as const))('rule %s', (name, { sides, holds }) => {
  // V8 computes pow(x, 2) as x·x; other engines may not, and the language does not say.
  const engineBound = name === 'pow-two';
  test('says over ℝ, holds for ordinary numbers, and does not for some double', () => {
    expect(holds).toBe('over ℝ');
    const at = { x: 1.3, y: 0.7, z: -0.4 };
    const { written, preferred } = evaluate(sides, at);
    expect(preferred!.item()).toBeCloseTo(written!.item(), 12);
    const differ = SPECIALS.some((x) =>
      SPECIALS.some((y) => {
        const found = evaluate(sides, { x, y, z: 0.3 });
        return !Object.is(found['written']!.item(), found['preferred']!.item());
      }),
    );
    expect(differ || engineBound).toBe(true);
  });
});

describe('the runner', () => {
  const graph = define({ x: f64(2, 3) }, ({ x }) => ({
    y: x.transpose().transpose().mul(1).neg().neg().add(x.mul(1)).sum(),
    idle: x.exp(),
  }));
  const cost = { ...graph, outputs: { y: graph.outputs.y } } as Graph;

  test('leaves what is small', () => {
    expect(print(optimize(cost))).toMatchInlineSnapshot(`
"%0 = input x                 : f64[2,3]
%1 = add %0 %0               : f64[2,3]
%2 = sum %1 {axes: [0, 1]}   : f64[]
return y = %2"
`);
  });
  test('keeps its trace: which rule fired where, and patches that lead from graph to graph', () => {
    const { graph: after, trace } = optimizeWithTrace(cost);
    const stages = replay(trace);
    expect(stages[0]).toBe(cost);
    expect(stages.at(-1)).toEqual(after);
    expect(trace.stopped).toBe('fixpoint');
    expect(
      trace.steps.flatMap(({ pass, fired }) => (pass === 'simplify' ? fired.map(({ rule }) => rule) : [])),
    ).toEqual(['transpose-transpose', 'mul-one', 'neg-neg', 'mul-one']);
  });
  test('names the pass that breaks a graph, and shows the graph before', () => {
    const breaker: Pass = {
      ...csePass,
      name: 'breaker',
      run: (g) => ({ ...g, nodes: g.nodes.map((node): Node => ({ ...node, args: node.args.map(() => 99) })) }),
    };
    expect(() => optimize(cost, { passes: [breaker] })).toThrow(
      /^pass breaker broke the graph:[^]*the graph before it:\n%0 = input x/,
    );
  });
  test('stops a pipeline that never rests, and says so', () => {
    const restless: Pass = { ...csePass, name: 'restless', run: (g) => ({ ...g }) };
    expect(optimizeWithTrace(cost, { passes: [restless] }).trace.stopped).toBe('budget');
  });
  test('level 0 only prunes; unsafe simplifies over ℝ; anything else is an error', () => {
    const real = define({ x: f64() }, ({ x }) => x.sub(x).add(x.exp().log()));
    expect(optimize(real, { level: 0 })).toBe(real);
    expect(stats(optimize(real)).ops).toMatchObject({ sub: 1, exp: 1 });
    expect(stats(optimize(real, { unsafe: true })).ops['exp']).toBeUndefined();
    expect(() => optimize(real, { level: 7 as 1 })).toThrow('level is 7');
  });
  test('over ℝ, ordinary programs keep their values nearly', () => {
    fc.assert(
      fc.property(programs(8), tamePoint, tamePoint, (each, x, y) => {
        const before = bitsOf(each, { x, y });
        const after = bitsOf(optimize(each, { passes: realPipeline }), { x, y });
        before['value']!.forEach((value, i) => {
          // Only where the program is tame: infinities and what came of them are what `over ℝ` gives up.
          if (Number.isFinite(value) && Math.abs(value) < 1e3) expect(Number.isFinite(after['value']![i]!)).toBe(true);
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe('the passes alone', () => {
  const graph = define({ a: f64(), b: f64() }, ({ a, b }) => ({
    y: a.add(b).mul(b.add(a)).add(a.sub(b)).add(b.sub(a)).add(1).add(1),
    z: a.add(b).named('label'),
  }));
  test('cse merges sums in either order, not differences; no label is lost', () => {
    const after = cse(graph);
    expect(stats(after).ops).toMatchObject({ add: 5, sub: 2, mul: 1, constant: 1 });
    expect(after.names).toEqual({ label: after.outputs.z });
    expect(isomorphic(graph, after)).toBe(true);
  });
  test('fold computes constants as they would be computed later', () => {
    const folded = fold(
      define({ x: f64() }, ({ x }) => ({ y: x.mul(0).add(x.stopGradient()), c: x.mul(0).mul(0).add(1) })),
    );
    expect(stats(folded).ops).toMatchObject({ mul: 3 });
    const known = prune(fold(define({}, () => ({ y: constant(2).add(0.1).mul(3).sin() }))));
    expect(print(known)).toMatchInlineSnapshot(`
"%0 = constant {data: [0.0168139004843506]} : f64[]
return y = %0"
`);
  });
  test('simplify never hides NaN, ∞ or −0', () => {
    const same = define({ x: f64() }, ({ x }) => ({ a: x.mul(0), b: x.add(0), c: x.sub(x), d: x.div(x) }));
    expect(simplify(same)).toBe(same);
  });
});

test('a rule whose preferred side has a free variable is refused', () => {
  expect(() => rule('free', 'exactly', (x, y) => [x.mul(1), y])).toThrow(
    'rule free: its preferred side has a variable that the written side lacks',
  );
});
