/** Loops that were unrolled are found again, whatever they hand on and read, and every value keeps its bits. */
import { describe, expect, test } from '@jest/globals';
import {
  bool,
  cond,
  define,
  evaluate,
  f32,
  f64,
  gradients,
  hvp,
  i32,
  maximum,
  optimize,
  print,
  prune,
  stack,
  stats,
  where,
  type Graph,
  type Sym,
} from 'adjoint';
import { keptBy, repeated } from '@adjoint/testkit';
import { roll } from './index.ts';

const TURNS = 1500;

/** The graph rolled: sound, with the same outputs to the bit. */
const rolledFrom = (graph: Graph): Graph => keptBy(roll, graph);

const one = { x: f64() };
const xs = { x: f64(TURNS + 1), k: f64() };
const programs: Readonly<Record<string, Graph>> = {
  'hands on one value': define(one, ({ x }) =>
    repeated(TURNS, x, (y) => y.mul(3.1).mul(y.neg().add(1)).sin().add(0.1)),
  ),
  'hands on several': define({ p: f64(), q: f64() }, ({ p, q }) => {
    let [a, b] = [p, q];
    for (let i = 0; i < TURNS; i++) [a, b] = [a.add(b.mul(0.01)), b.sub(a.sin().mul(0.01)).mul(0.99)];
    return { c: a, d: b };
  }),
  'reads what is two turns back': define({ a: f64(), b: f64() }, (start) => {
    let { a, b } = start;
    for (let i = 0; i < TURNS; i++) [a, b] = [b, b.mul(2).sub(a).sub(b.sin().mul(1e-3)).add(a.cos().mul(1e-4))];
    return { y: b };
  }),
  'reads elements in turn': define(xs, ({ x, k }) =>
    repeated(TURNS, k, (y, i) => y.mul(x.at(i)).add(k).tanh().sub(0.1)),
  ),
  'reads elements from the end, every other, of a matrix': define({ x: f64(TURNS, 2), k: f64() }, ({ x, k }) =>
    repeated(TURNS, k, (y, i) =>
      y
        .mul(x.at(TURNS - 1 - i, 1))
        .add(x.at(i, 0))
        .tanh()
        .mul(k)
        .abs(),
    ),
  ),
  'has a constant of its own in each turn': define(one, ({ x }) =>
    repeated(TURNS, x, (y, i) =>
      y
        .mul(1 / (i + 1))
        .add(x)
        .sin()
        .neg()
        .exp(),
    ),
  ),
  'hands nothing on': define({ x: f64(TURNS), y: f64(TURNS) }, ({ x, y }) => {
    const all = Array.from({ length: TURNS }, (_, i) => x.at(i).mul(y.at(i)).tanh().add(x.at(i).square()).abs());
    return { all: stack(all), some: stack([all[3]!, all[9]!, all[TURNS - 1]!, all[0]!]) };
  }),
  'gives values of some turns': define(one, ({ x }) => {
    const values: Sym[] = [x];
    for (let i = 0; i < TURNS; i++) values.push(values.at(-1)!.mul(1.01).sin().add(0.3).square().sub(0.1).abs());
    return {
      third: stack(values.filter((_, i) => i % 3 === 0)),
      back: stack([...values].reverse()),
      mid: values[400]!,
    };
  }),
  'counts and asks': define({ x: f64(), n: i32() }, ({ x, n }) => {
    let [y, count] = [x, n];
    for (let i = 0; i < TURNS; i++) {
      const isLarge = y.gt(0.5);
      [y, count] = [where(isLarge, y.mul(0.3), maximum(y.mul(1.9), 0.01)), count.add(isLarge.cast('i32'))];
    }
    return { y, counted: count };
  }),
  'is in single precision': define({ x: f32() }, ({ x }) =>
    repeated(TURNS, x, (y) => y.mul(1.7).sin().add(0.2).cos().mul(1.1).sub(0.01)),
  ),
  'goes through an array': define({ x: f64(TURNS) }, ({ x }) => {
    const each = Array.from({ length: TURNS }, (_, i) => x.at(i).sin().mul(2).add(1));
    const all = stack(each).cumsum(0);
    return { y: repeated(TURNS, all.at(0), (y, i) => y.add(all.at(i)).sin().mul(each[i]!)) };
  }),
};

/** A particle that is drawn to another, by the scheme of Verlet, and what its path costs. */
const orbit = define({ p: f64(), q: f64(), m: f64() }, ({ p, q, m }) => {
  let [x, y, u, v] = [p, q, p.mul(0), m.sqrt()];
  let cost = p.mul(0);
  for (let i = 0; i < 300; i++) {
    const r = x.square().add(y.square()).sqrt();
    const pull = m.div(r.mul(r).mul(r)).mul(-0.01);
    [u, v] = [u.add(x.mul(pull)), v.add(y.mul(pull))];
    [x, y] = [x.add(u.mul(0.01)), y.add(v.mul(0.01))];
    cost = cost.add(x.sub(1).square());
  }
  return { cost };
});

describe('what is rolled', () => {
  test.each(Object.entries(programs))('a loop that %s', (_, graph) => {
    const found = prune(rolledFrom(optimize(graph)));
    expect(found.nodes.length).toBeLessThan(graph.nodes.length / 20);
    expect(roll(found)).toBe(found);
  });

  test('gradients and products with Hessians, whose turns go back', () => {
    const slope = optimize(gradients(orbit, { of: 'cost', wrt: ['p', 'q', 'm'] }));
    const bent = optimize(hvp(orbit, { of: 'cost', wrt: 'q' }));
    for (const graph of [slope, bent]) {
      const found = rolledFrom(graph);
      expect(found.nodes.length).toBeLessThan(graph.nodes.length / 10);
      expect(found.nodes.some(({ op, attrs }) => op === 'scan' && attrs['reverse'])).toBe(true);
    }
  });

  test('a loop that hands nothing on is work on arrays, and one that does is a scan', () => {
    const ops = Object.entries(programs).map(([name, graph]) => [name, 'scan' in stats(roll(optimize(graph))).ops]);
    expect(ops.filter(([, scans]) => !scans)).toEqual([['hands nothing on', false]]);
    expect(print(optimize(roll(optimize(programs['hands on one value']!))))).toMatchInlineSnapshot(`
"%0 = input x                 : f64[]
%1 = scan %0 {carry: 1, xs: 0, length: 1500, reverse: false} : f64[]
  body %0 {
    %0 = input state.0           : f64[]
    %1 = constant {data: [3.1]}  : f64[]
    %2 = constant {data: [1]}    : f64[]
    %3 = constant {data: [0.1]}  : f64[]
    %4 = mul %0 %1               : f64[]
    %5 = sub %2 %0               : f64[]
    %6 = mul %4 %5               : f64[]
    %7 = sin %6                  : f64[]
    %8 = add %7 %3               : f64[]
    return out.0 = %8
  }
return out = %1"
`);
  });

  test('with the labels of the first turn', () => {
    const named = define({ x: f64(), k: f64() }, ({ x, k }) =>
      repeated(TURNS, x, (y, i) => {
        const wave = y.mul(k).sin().named(`wave ${i}`);
        return wave
          .add(k)
          .named(i === 0 ? 'state.0' : `turn ${i}`)
          .cos();
      }),
    );
    const scans = rolledFrom(named).nodes.filter(({ op }) => op === 'scan');
    expect(scans.map(({ bodies }) => Object.keys(bodies![0]!.names))).toEqual([['wave 0']]);
  });

  test('the loop around loops, where there are both', () => {
    const nested = define({ x: f64(), k: f64() }, ({ x, k }) =>
      repeated(40, x, (y) => repeated(40, y.add(k).sin(), (z) => z.mul(1.01).add(k).cos().mul(0.9))),
    );
    const found = rolledFrom(nested);
    const [outer] = found.nodes.filter(({ op }) => op === 'scan');
    expect(outer!.attrs['length']).toBeGreaterThan(35);
    expect(outer!.attrs['length']).toBeLessThan(41);
  });

  test('what stands in the body of a branch', () => {
    const graph = define({ x: f64(), test: bool() }, ({ x, test }) =>
      cond(
        test,
        (y: Sym) => repeated(2 * TURNS, y, (z) => z.mul(1.1).sin().add(0.1).cos().mul(0.7).sub(0.01)),
        (y: Sym) => y,
        x,
      ),
    );
    const found = prune(roll(graph));
    expect(found.nodes.find(({ op }) => op === 'cond')!.bodies![0]!.nodes.length).toBeLessThan(100);
    expect(evaluate(found, { x: 0.3, test: true })).toEqual(evaluate(graph, { x: 0.3, test: true }));
  });
});
