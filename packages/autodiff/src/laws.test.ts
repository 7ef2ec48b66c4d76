/** Laws of differentiation over every op: prefix, adjointness, one rule an edge, no numbers, linear growth, determinism. */
import { describe, expect, test } from '@jest/globals';
import {
  compile,
  define,
  evaluate,
  f64,
  gradients,
  hessian,
  jvp,
  optimize,
  pick,
  print,
  Sym,
  vjp,
  type Graph,
} from 'adjoint';
import { Builder, OPS } from '@adjoint/ir';
import { goldenCases, goldenDirections, goldenFeeds, goldenGraph } from '@adjoint/testkit';
import { backpropagate } from './modes/reverse.ts';
import { RULES, type Rules } from './rules/rules.ts';

const moving = goldenCases()
  .filter(({ orders }) => orders !== undefined)
  .map((golden) => [golden.name, golden] as const);

/** Deterministic numbers in (−1, 1) that are no pattern of the ops. */
const spread = (count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => Math.sin(12.9898 * (i + 1)) * 0.9);

describe.each(moving)('%s', (_, golden) => {
  const wrt = goldenDirections(golden).map(({ name }) => name);

  test('what is given is a prefix of what comes back, the very same nodes', () => {
    const graph = goldenGraph(golden);
    const derived: readonly Graph[] = [
      gradients(graph, { of: 'phi', wrt }),
      jvp(graph, { wrt }),
      vjp(graph, { of: 'value', wrt }),
      hessian(graph, { of: 'phi', wrt: wrt[0]! }),
    ];
    for (const { nodes } of derived) graph.nodes.forEach((node, id) => expect(nodes[id]).toBe(node));
  });

  test('⟨c, Jv⟩ = ⟨Jᵀc, v⟩', () => {
    const graph = pick(goldenGraph(golden), ['value']) as Graph;
    const motions = goldenDirections(golden);
    const c = spread(golden.value.length);
    const tangents = Object.fromEntries(motions.map(({ name, direction }) => [`t(${name})`, direction]));
    const forward = evaluate(jvp(graph, { wrt }), { ...goldenFeeds(golden), ...tangents });
    const reverse = evaluate(vjp(graph, { of: 'value', wrt }), { ...goldenFeeds(golden), 'ct(value)': c });
    const dot = (a: ArrayLike<number>, b: ArrayLike<number>): readonly [number, number] => {
      const terms = Array.from(a, (x, i) => x * b[i]!);
      return [terms.reduce((sum, x) => sum + x, 0), terms.reduce((sum, x) => sum + Math.abs(x), 0)];
    };
    const [left, most] = dot(c, forward['jvp(value)']!.data);
    const right = motions.reduce(
      (sum, { name, direction }) => sum + dot(reverse[`vjp(${name})`]!.data, direction.data)[0],
      0,
    );
    // Both sides add the same products in other orders: some ulp of their absolute sum.
    expect(Math.abs(left - right)).toBeLessThanOrEqual(1e-13 * Math.max(most, Math.abs(right)));
  });
});

/** The rules, each counted by the node that it is applied to. */
const counting = (count: (op: string) => void): Rules => {
  const counted = (op: string, found: unknown): unknown => {
    if (typeof found === 'function')
      return (...args: unknown[]) => (count(op), (found as (...args: unknown[]) => unknown)(...args));
    if (Array.isArray(found)) return found.map((rule) => counted(op, rule));
    return Object.fromEntries(Object.entries(found as object).map(([name, rule]) => [name, counted(op, rule)]));
  };
  const table = (rows: object): unknown =>
    Object.fromEntries(Object.entries(rows).map(([op, row]) => [op, counted(op, row)]));
  return Object.fromEntries(
    Object.entries(RULES).map(([form, rows]) => [form, table(rows as object)]),
  ) as unknown as Rules;
};

test('one rule for each edge between target and cost, and none elsewhere', () => {
  const builder = new Builder();
  const [x, z] = ['x', 'z'].map((name) => new Sym(builder, builder.input(name, f64())));
  const aside = x!.tanh().mul(z!.exp());
  const idle = z!.log().sqrt();
  const cost = x!.sin().mul(x!.cos()).add(x!).add(idle);
  aside.named('aside');
  const used: string[] = [];
  backpropagate(
    builder,
    new Map([[cost.id, cost]]),
    [x!.id],
    counting((op) => used.push(op)),
  );
  // Edges on a path from x to the cost: add–add, add–mul, add–x, mul–sin, mul–cos, sin–x, cos–x. Not log, sqrt, tanh, exp.
  expect(used.sort()).toEqual(['add', 'add', 'add', 'cos', 'mul', 'mul', 'sin']);
});

test('no value rule runs while a graph is differentiated', () => {
  const graph = define({ x: f64(4) }, ({ x }) => x.sin().mul(x).sigmoid().prod().add(x.max()).add(x.norm()));
  const rows = Object.values(OPS).filter((row) => 'of' in row) as unknown as { of: () => number }[];
  const meanings = rows.map((row) => row.of);
  let runs = 0;
  try {
    // A proxy keeps the number of parameters, which is the arity of the op.
    for (const row of rows)
      row.of = new Proxy(row.of, { apply: (of, self, x) => (runs++, Reflect.apply(of, self, x)) });
    hessian(gradients(graph, { of: 'out', wrt: ['x'] }), { of: 'out', wrt: 'x' });
    expect(runs).toBe(0);
    evaluate(graph, { x: [1, 2, 3, 4] });
    expect(runs).toBeGreaterThan(0);
  } finally {
    rows.forEach((row, i) => (row.of = meanings[i]!));
  }
});

interface Growth {
  readonly added: number;
  readonly edges: number;
}
const growthOf = (graph: Graph): Growth => ({
  added: gradients(graph, { of: 'out', wrt: ['x'] }).nodes.length - graph.nodes.length,
  edges: graph.nodes.reduce((sum, { args }) => sum + args.length, 0),
});
const repeated = (times: number, step: (x: Sym) => Sym): Graph =>
  define({ x: f64() }, ({ x }) => Array.from({ length: times }).reduce<Sym>((y) => step(y), x));

describe('exponentially many paths stay linear', () => {
  // Each is the measured count of added nodes an edge, pinned: see docs/architecture.md.
  test.each<[string, number, (x: Sym) => Sym, number]>([
    ['x + x', 60, (x) => x.add(x), 0.51],
    ['sin x · cos x', 60, (x) => x.sin().mul(x.cos()), 1.51],
    ['sin y + 0.1·y', 200, (y) => y.sin().add(y.mul(0.1)), 0.81],
  ])('%s, %i times', (_, times, step, most) => {
    const { added, edges } = growthOf(repeated(times, step));
    expect(added / edges).toBeLessThanOrEqual(most);
    const twice = growthOf(repeated(2 * times, step));
    expect(twice.added).toBeLessThanOrEqual(2 * added);
  });

  test('and so do the gradient, the optimizer and the run of 200 links', () => {
    const graph = gradients(
      repeated(200, (y) => y.sin().add(y.mul(0.1))),
      { of: 'out', wrt: ['x'] },
    );
    expect(optimize(graph).nodes.length).toBeLessThan(1500);
    expect(compile(graph)({ x: 0.5 })['d(out)/d(x)']!.item()).toBeGreaterThan(0);
  });
});

test('the same program gives the same graph, to the letter', () => {
  const text = (): string =>
    print(
      hessian(
        define({ x: f64(3) }, ({ x }) => x.softmax().mul(x).sum().add(x.norm())),
        { of: 'out', wrt: 'x' },
      ),
    );
  expect(text()).toBe(text());
});
