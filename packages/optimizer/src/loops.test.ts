/** Passes over control flow: bodies are optimized too, invariants leave loops, idle results go, scans that step alike become one. */
import { describe, expect, test } from '@jest/globals';
import {
  cond,
  define,
  f64,
  gradients,
  optimize,
  parse,
  print,
  scan,
  stats,
  whileLoop,
  type Graph,
  type Sym,
} from 'adjoint';
import { cse, fuse, hoist, prune, shrink } from './index.ts';

const idle = (pass: (graph: Graph) => Graph, graph: Graph): void => expect(pass(graph)).toBe(graph);

test('bodies are passed through', () => {
  const graph = define(
    { x: f64(2) },
    ({ x }) => scan((y: Sym) => ({ carry: y.sin().add(y.sin()).mul(1) }), x, null, { length: 3 }).carry,
  );
  expect(print(optimize(graph))).toMatchInlineSnapshot(`
"%0 = input x                 : f64[2]
%1 = scan %0 {carry: 1, xs: 0, length: 3, reverse: false} : f64[2]
  body %0 {
    %0 = input carry             : f64[2]
    %1 = sin %0                  : f64[2]
    %2 = add %1 %1               : f64[2]
    return next = %2
  }
return out = %1"
`);
});

describe('hoist', () => {
  test('work that hangs on nothing that varies is done before the loop, once', () => {
    const graph = define(
      { x: f64(2), w: f64(2) },
      ({ x, w }) => scan((y: Sym) => ({ carry: y.mul(w.exp().sum().sin()) }), x, null, { length: 3 }).carry,
    );
    expect(print(prune(hoist(graph)))).toMatchInlineSnapshot(`
"%0 = input x                 : f64[2]
%1 = input w                 : f64[2]
%2 = exp %1                  : f64[2]
%3 = sum %2 {axes: [0]}      : f64[]
%4 = sin %3                  : f64[]
%5 = scan %0 %1 %4 {carry: 1, xs: 0, length: 3, reverse: false} : f64[2]
  body %0 %1 %2 {
    %0 = input carry             : f64[2]
    %1 = input outer.0           : f64[2]
    %2 = input fixed.0           : f64[]
    %3 = broadcast %2 {axes: [0], shape: [2]} : f64[2]
    %4 = mul %0 %3               : f64[2]
    return next = %4
  }
return out = %5"
`);
    idle(hoist, prune(hoist(graph)));
  });
  test('out of a loop in a loop; the test keeps what is its own', () => {
    const graph = define({ x: f64(), w: f64() }, ({ x, w }) =>
      whileLoop(
        (y: Sym) => y.lt(w.cosh()),
        (y: Sym) => scan((z: Sym) => ({ carry: z.add(w.exp()) }), y, null, { length: 2 }).carry,
        x,
      ),
    );
    const moved = prune(hoist(graph));
    expect(moved.nodes.filter(({ op }) => op === 'exp')).toHaveLength(1);
    // The test of a loop may be asked when its body is not: what it computes stays.
    expect(moved.nodes.filter(({ op }) => op === 'cosh')).toHaveLength(0);
  });
  test('what may refuse a value stays', () => {
    const graph = define(
      { x: f64(), w: f64(3) },
      ({ x, w }) => scan((y: Sym) => ({ carry: y.add(w.take([7]).sum()) }), x, null, { length: 0 }).carry,
    );
    idle(hoist, graph);
  });
});

describe('shrink', () => {
  test('a state that nothing needs goes, with its argument and what it alone used', () => {
    const graph = define({ x: f64(2), w: f64(2), u: f64() }, ({ x, w, u }) => {
      const { carry } = scan(
        ({ a, b, c }) => ({ carry: { a: a.mul(w), b: b.add(u), c: c.add(b) }, out: a.sum() }),
        { a: x, b: u, c: u },
        null,
        { length: 3 },
      );
      return { y: carry.a };
    });
    expect(print(shrink(prune(graph)))).toMatchInlineSnapshot(`
"%0 = input x                 : f64[2]
%1 = input w                 : f64[2]
%2 = input u                 : f64[]
%3 = scan %0 %1 {carry: 1, xs: 0, length: 3, reverse: false} : f64[2]
  body %0 %1 {
    %0 = input carry.a           : f64[2]
    %1 = input outer.0           : f64[2]
    %2 = mul %0 %1               : f64[2]
    return next.a = %2
  }
return y = %3"
`);
  });
  test('a state that another needs stays', () => {
    const graph = define({ u: f64() }, ({ u }) => {
      const { carry } = scan(({ b, c }) => ({ carry: { b: b.add(1), c: c.add(b) } }), { b: u, c: u }, null, {
        length: 3,
      });
      return { y: carry.c };
    });
    idle((g) => shrink(prune(g)), prune(graph));
  });
  test('a gradient that needs no state but the last keeps none', () => {
    const linear = define({ x: f64(3), w: f64(3) }, ({ x, w }) =>
      scan((y: Sym) => ({ carry: y.mul(2).add(w) }), x, null, { length: 9 })
        .carry.square()
        .sum(),
    );
    const small = optimize(gradients(linear, { of: 'out', wrt: ['x', 'w'] }));
    const types = small.nodes.filter(({ op }) => op === 'scan').map(({ type }) => [type, ...(type.rest ?? [])]);
    expect(types).toHaveLength(2);
    for (const { shape } of types.flat()) expect(shape).toEqual([3]);
  });
  test('branches give what is used, and take what they read', () => {
    const graph = define({ p: f64(), a: f64(), b: f64() }, ({ p, a, b }) => {
      const found = cond(
        p.gt(0),
        () => ({ s: a.sin(), t: b.cos() }),
        () => ({ s: a.exp(), t: b.tan() }),
      );
      return { y: found.s };
    });
    const small = shrink(prune(graph));
    expect(stats(small).ops).toMatchObject({ cond: 1, sin: 1, exp: 1 });
    expect(stats(small).ops).not.toHaveProperty('output');
    expect(small.nodes.find(({ op }) => op === 'cond')!.args).toHaveLength(2);
  });
});

describe('fuse', () => {
  test('the run that keeps the states of a gradient is the run of the value', () => {
    const graph = define({ x: f64() }, ({ x }) =>
      scan((y: Sym) => ({ carry: y.sin(), out: y.mul(2) }), x, null, { length: 5 }).out.sum(),
    );
    const derived = gradients(graph, { of: 'out', wrt: ['x'] });
    const scans = (g: Graph): number => g.nodes.filter(({ op }) => op === 'scan').length;
    expect([scans(derived), scans(cse(derived)), scans(optimize(derived))]).toEqual([3, 3, 2]);
  });
  test('scans whose states differ stay two', () => {
    const graph = define({ x: f64() }, ({ x }) => ({
      a: scan((y: Sym) => ({ carry: y.sin() }), x, null, { length: 5 }).carry,
      b: scan((y: Sym) => ({ carry: y.cos() }), x, null, { length: 5 }).carry,
    }));
    idle(fuse, graph);
  });
});

test('equal bodies make equal nodes', () => {
  const twice = define({ x: f64() }, ({ x }) => {
    const loop = (): Sym =>
      whileLoop(
        (y: Sym) => y.lt(9),
        (y: Sym) => y.mul(2),
        x,
      );
    return { y: loop().add(loop()) };
  });
  expect(cse(twice).nodes.filter(({ op }) => op === 'whileLoop')).toHaveLength(1);
  expect(parse(print(cse(twice))).nodes).toHaveLength(3);
});

describe('a scan of many states, each made of the next,', () => {
  const COUNT = 400;
  const names = Array.from({ length: COUNT }, (_, i) => `s${i}`);
  const ring = define(Object.fromEntries(names.map((name) => [name, f64()])), (s) => {
    const turned = (c: Readonly<Record<string, Sym>>) =>
      Object.fromEntries(names.map((name, i) => [name, c[name]!.mul(c[names[(i + 1) % COUNT]!]!).sin()]));
    const { carry } = scan((c: Readonly<Record<string, Sym>>) => ({ carry: turned(c) }), { ...s }, null, { length: 2 });
    return { y: carry['s0']!.add(carry['s1']!) };
  });

  /** How often each node of the body is read while something is done with the graph. */
  const readings = (of: Graph, body: (graph: Graph) => unknown): number => {
    let read = 0;
    const counted = (graph: Graph): Graph => {
      const nodes = new Proxy(graph.nodes, { get: (all, key) => (read++, Reflect.get(all, key)) });
      return { ...graph, nodes };
    };
    const nodes = of.nodes.map((node) => (node.op === 'scan' ? { ...node, bodies: node.bodies!.map(counted) } : node));
    body({ ...of, nodes });
    return read / of.nodes.find(({ op }) => op === 'scan')!.bodies![0]!.nodes.length;
  };

  // Where each round of looking for what moves, or is needed, went one state on, these were more than COUNT.
  test('is differentiated, and shrunk, by walks through its body whose number is not that of states', () => {
    expect(readings(ring, (graph) => gradients(graph, { of: 'y', wrt: ['s0', 's3'] }))).toBeLessThan(20);
    expect(readings(ring, shrink)).toBeLessThan(20);
  });
});
