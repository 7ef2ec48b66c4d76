/** Control flow: values against loops in JavaScript, derivatives against the unrolled graph, in all nestings of the modes. */
import { describe, expect, test } from '@jest/globals';
import {
  compile,
  cond,
  cse,
  define,
  evaluate,
  f64,
  grad,
  gradients,
  hessian,
  i32,
  jacobian,
  jvp,
  optimize,
  parse,
  print,
  profile,
  fromJSON,
  isomorphic,
  scan,
  stopGradient,
  toJSON,
  verify,
  vmap,
  whileLoop,
  type Graph,
  type Sym,
} from 'adjoint';

const values = (graph: Graph, feeds: Record<string, never>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(evaluate(graph, feeds)).map(([name, value]) => [name, value.toArray()]));

const close = (a: unknown, b: unknown): void => {
  const [x, y] = [[a].flat(9), [b].flat(9)] as [number[], number[]];
  expect(x.length).toBe(y.length);
  x.forEach((value, i) => expect(Math.abs(value - y[i]!)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(y[i]!))));
};

/** A recurrence with a state of two, parts, and a value from outside: all that a step may depend on. */
const step = ({ h, c }: { h: Sym; c: Sym }, x: Sym, w: Sym): { h: Sym; c: Sym; y: Sym } => {
  const next = h.mul(w).add(x).tanh();
  return { h: next, c: c.add(next.mul(h)), y: next.mul(c) };
};
const INPUTS = { x: f64(4, 2), h: f64(2), w: f64(2) };
const scanned = (reverse: boolean, checkpoint?: number): Graph =>
  define(INPUTS, ({ x, h, w }) => {
    const { carry, out } = scan(
      (state, part) => {
        const { h, c, y } = step(state, part, w);
        return { carry: { h, c }, out: { y } };
      },
      { h, c: h.mul(0) },
      x,
      { reverse, ...(checkpoint !== undefined && { checkpoint }) },
    );
    return { cost: carry.c.sum().add(out.y.sin().sum()), y: out.y, c: carry.c };
  });
const unrolled = (reverse: boolean): Graph =>
  define(INPUTS, ({ x, h, w }) => {
    let state = { h, c: h.mul(0) };
    const ys: Sym[] = [];
    for (const t of reverse ? [3, 2, 1, 0] : [0, 1, 2, 3]) {
      const { y, ...next } = step(state, x.at(t), w);
      state = next;
      ys[t] = y;
    }
    const y = ys[0]!.expandDims(0);
    const all = ys.slice(1).reduce((sum, each) => sum.add(each.sin().sum()), y.sin().sum());
    return { cost: state.c.sum().add(all), c: state.c };
  });
const FEEDS = {
  x: [
    [0.3, -0.2],
    [0.5, 0.1],
    [-0.7, 0.4],
    [0.2, 0.9],
  ],
  h: [0.1, -0.4],
  w: [1.2, -0.7],
} as never;

const sound = (graph: Graph): Graph => {
  expect(verify(graph)).toEqual([]);
  expect(print(parse(print(graph)))).toBe(print(graph));
  expect(isomorphic(fromJSON(JSON.parse(JSON.stringify(toJSON(graph)))), graph)).toBe(true);
  return graph;
};

const same = (a: Graph, b: Graph, names: string[], feeds = FEEDS): void => {
  const [found, want] = [values(sound(a), feeds), values(b, feeds)];
  for (const name of names) close(found[name], want[name]);
  const small = values(optimize(a), feeds);
  for (const name of names) expect(small[name]).toEqual(found[name]);
};

describe.each([
  ['forward', false, undefined],
  ['backward', true, undefined],
  ['with checkpoints', false, 3],
  ['backward with checkpoints', true, 3],
] as const)('scan %s', (_, reverse, checkpoint) => {
  const [loop, line] = [scanned(reverse, checkpoint), unrolled(reverse)];
  const wrt = ['x', 'h', 'w'];
  test('values', () => same(loop, line, ['cost', 'c']));
  test('gradients', () =>
    same(
      gradients(loop, { of: 'cost', wrt }),
      gradients(line, { of: 'cost', wrt }),
      wrt.map((name) => `d(cost)/d(${name})`),
    ));
  test('Hessians', () => {
    for (const x of wrt)
      same(hessian(loop, { of: 'cost', wrt: x }), hessian(line, { of: 'cost', wrt: x }), [`d2(cost)/d(${x})d(${x})`]);
  });
  test('Jacobians in both modes', () => {
    for (const mode of ['forward', 'reverse'] as const)
      same(jacobian(loop, { of: 'c', wrt, mode }), jacobian(line, { of: 'c', wrt, mode }), [`d(c)/d(w)`, 'd(c)/d(x)']);
  });
  test('reverse over reverse', () => {
    const twice = (graph: Graph): Graph =>
      gradients(substituteSum(gradients(graph, { of: 'cost', wrt })), { of: 'slope', wrt });
    same(
      twice(loop),
      twice(line),
      wrt.map((name) => `d(slope)/d(${name})`),
    );
  });
  test('forward over forward', () => {
    const tangents = { 't(w)': [0.3, -1], 't(h)': [1, 2], 't(x)': FEEDS['x'] };
    const twice = (graph: Graph): Graph => jvp(jvp(graph, { wrt }), { wrt });
    same(twice(loop), twice(line), ['jvp(jvp(cost))'], { ...(FEEDS as object), ...tangents } as never);
  });
});

/** The graph with an output `slope`: a number made of all its gradients. */
const substituteSum = (graph: Graph): Graph => {
  const { nodes, inputs, outputs } = graph;
  void nodes;
  void inputs;
  return define(INPUTS, (syms) => {
    const found = callOf(graph, syms as never);
    return {
      slope: Object.keys(outputs)
        .filter((name) => name.startsWith('d('))
        .reduce((sum, name) => sum.add(found[name]!.mul(found[name]!).sum()), syms.w.sum().mul(0)),
    };
  });
};
import { call as callOf } from 'adjoint';

describe('whileLoop', () => {
  /** Newton's iteration for a root, as often as it needs. */
  const root = define({ a: f64(), x: f64() }, ({ a, x }) => {
    const { y } = whileLoop(
      ({ y }) => y.mul(y).sub(a).abs().gt(1e-12),
      ({ y }) => ({ y: y.add(a.div(y)).mul(0.5) }),
      { y: x },
    );
    return { y, cost: y.sin() };
  });
  const at = { a: 2, x: 1 } as never;
  test('values and both modes', () => {
    close(values(root, at)['y'], Math.SQRT2);
    const first = sound(gradients(root, { of: 'y', wrt: ['a'] }));
    close(values(first, at)['d(y)/d(a)'], 1 / (2 * Math.SQRT2));
    const forward = sound(jvp(root, { wrt: 'a' }));
    close(values(forward, { ...(at as object), 't(a)': 1 } as never)['jvp(y)'], 1 / (2 * Math.SQRT2));
  });
  test('the number of steps may be anything', () => {
    const power = define({ x: f64(), n: i32() }, ({ x, n }) => {
      const { y } = whileLoop(
        ({ k }) => k.lt(n),
        ({ k, y }) => ({ k: k.add(1), y: y.mul(x) }),
        { k: n.mul(0), y: x.mul(0).add(1) },
      );
      return { y };
    });
    const second = gradients(gradients(power, { of: 'y', wrt: ['x'] }), { of: 'd(y)/d(x)', wrt: ['x'] });
    const first = gradients(power, { of: 'y', wrt: ['x'] });
    // Past one chunk of 1024 steps, and past two.
    for (const n of [1023, 1024, 1025, 2100]) {
      const found = values(first, { x: 1.001, n } as never);
      close((found['d(y)/d(x)'] as number) / n, 1.001 ** (n - 1));
    }
    for (const n of [0, 1, 2, 5, 33, 129]) {
      const found = values(second, { x: 1.01, n } as never);
      close(found['y'], 1.01 ** n);
      close((found['d(y)/d(x)'] as number) / (1 + n), (n * 1.01 ** (n - 1)) / (1 + n));
      close((found['d(d(y)/d(x))/d(x)'] as number) / (1 + n * n), (n * (n - 1) * 1.01 ** (n - 2)) / (1 + n * n));
    }
  });
  describe('of many chunks of steps', () => {
    const step = (y: Sym, a: Sym): Sym => y.add(y.mul(a).sin().mul(1e-3));
    const graph = define({ a: f64(), x: f64(), n: i32() }, ({ a, x, n }) => ({
      y: whileLoop(
        ({ k }) => k.lt(n),
        ({ k, y }) => ({ k: k.add(1), y: step(y, a) }),
        { k: n.mul(0), y: x },
      ).y,
    }));
    const slopes = (of: Graph): Graph => gradients(of, { of: 'y', wrt: ['a', 'x'] });
    test('has the bits of a scan, which keeps each state', () => {
      const run = compile(slopes(graph));
      for (const n of [2048, 2049, 5000, 9 * 1024 + 1, 16 * 1024, 41_000]) {
        const kept = define({ a: f64(), x: f64() }, ({ a, x }) => ({
          y: scan((y: Sym) => ({ carry: step(y, a) }), x, null, { length: n }).carry,
        }));
        const at = { a: 1.3, x: 0.4 };
        const [found, wanted] = [run({ ...at, n }), compile(slopes(kept))(at)];
        for (const name of ['d(y)/d(a)', 'd(y)/d(x)'] as const) expect(found[name]!.item()).toBe(wanted[name]!.item());
      }
    });
    test('runs each step not much more often for many of them', () => {
      const run = compile(slopes(graph), { target: 'js' });
      const often = (n: number): number => {
        const { rows } = profile(run, { a: 1.3, x: 0.4, n }, { runs: 1 });
        const counts = rows.filter(({ ops }) => ops.includes('sin')).map(({ calls }) => calls);
        return counts.reduce((sum, calls) => sum + calls, 0) / n;
      };
      // For the value, for the count, to the blocks, in them, and back; and to the chunks. Straight from the start it was 32 times to these,
      // and of a few steps a whole block was run.
      const [few, many] = [often(1024), often(64 * 1024)];
      expect(often(3)).toBeLessThan(6);
      expect(few).toBeLessThan(6);
      expect(many - few).toBeLessThan(3);
    });
  });
});

describe('cond', () => {
  const graph = define({ x: f64(3), s: f64() }, ({ x, s }) => {
    const y = cond(
      s.gt(0),
      () => ({ a: x.mul(s).sum(), b: x.exp() }),
      () => ({ a: x.prod(), b: x.sqrt() }),
    );
    return { y: y.a.add(y.b.sum()) };
  });
  test.each([
    [1.5, [0, 1, 2], [1.5 + 1, 1.5 + Math.E, 1.5 + Math.E ** 2]],
    [-1, [1, 4, 9], [36 + 0.5, 9 + 0.25, 4 + 1 / 6]],
  ])('s = %f', (s, x, slope) => {
    const first = sound(gradients(graph, { of: 'y', wrt: ['x'] }));
    close(values(first, { s, x } as never)['d(y)/d(x)'], slope);
  });
  test('batched, over the test too', () => {
    const feeds = {
      s: [1.5, -1],
      x: [
        [0, 1, 2],
        [1, 4, 9],
      ],
    } as never;
    const batched = sound(vmap(gradients(graph, { of: 'y', wrt: ['x'] }), { axes: { x: 0, s: 0 }, size: 2 }));
    close(values(batched, feeds)['d(y)/d(x)'], [2.5, 1.5 + Math.E, 1.5 + Math.E ** 2, 36.5, 9.25, 4 + 1 / 6]);
  });
});

describe('a loop that nothing flows through has derivatives 0', () => {
  test.each<[string, (y: Sym, a: Sym) => Sym]>([
    ['for what it uses is stopped', (y, a) => y.mul(2).add(stopGradient(a))],
    ['for it uses nothing of what it takes', (y, a) => (a.mul(2), y.mul(2))],
    ['for its state is constant between jumps', (y, a) => y.add(a).floor()],
    [
      'for the loop in it is such a one',
      (y, a) =>
        whileLoop(
          (z) => z.lt(0),
          (z) => z.add(stopGradient(a).abs()),
          y.mul(0).sub(1),
        ),
    ],
  ])('%s', (_, body) => {
    const graph = define(
      { a: f64(), x: f64() },
      ({ a, x }) =>
        whileLoop(
          ({ i }) => i.lt(3),
          ({ i, y }) => ({ i: i.add(1), y: body(y, a) }),
          { i: 0, y: x },
        ).y,
    );
    const found = sound(gradients(graph, { of: 'out', wrt: ['a'], disconnected: 'zero' }));
    expect(values(found, { a: 2, x: 3 } as never)['d(out)/d(a)']).toBe(0);
  });
});

test('a value that a body takes twice, once merged, has its cotangent once', () => {
  const graph = define({ x: f64(), w: f64() }, ({ x, w }) => {
    const [a, b] = [w.exp(), w.exp()];
    return { y: scan((y: Sym) => ({ carry: y.mul(a).add(b) }), x, null, { length: 3 }).carry };
  });
  const merged = cse(graph);
  expect(new Set(merged.nodes.find(({ op }) => op === 'scan')!.args).size).toBe(2);
  const feeds = { x: 0.3, w: 0.2 } as never;
  const slopes = (g: Graph): unknown => values(gradients(g, { of: 'y', wrt: ['w'] }), feeds)['d(y)/d(w)'];
  close(slopes(merged), slopes(graph));
});

test('a loop whose test differs in a batch counts for each member', () => {
  const count = define({ a: f64(), x: f64() }, ({ a, x }) => {
    const { k, y } = whileLoop(
      (state) => state.y.lt(a),
      (state) => ({ k: state.k.add(1), y: state.y.mul(2) }),
      { k: 0, y: x },
    );
    return { k, y };
  });
  const found = evaluate(vmap(count, { axes: { a: 0 }, size: 4 }), { a: [0.5, 3, 4, 100], x: 1 });
  expect([found.k.toArray(), found.y.toArray()]).toEqual([
    [0, 2, 2, 7],
    [1, 4, 4, 128],
  ]);
});

describe('a branch with a loop, where the test differs in a batch', () => {
  const graph = define({ x: f64() }, ({ x }) => {
    const y = cond(
      x.gt(0),
      (c) =>
        whileLoop(
          (z) => z.lt(10),
          (z) => z.mul(c.add(1)),
          c,
        ),
      (c) => c.sin(),
      x,
    );
    return { y };
  });
  const batched = (g: Graph, size = 3): Graph => sound(vmap(g, { axes: { x: 0 }, size }));

  test('has no members in a batch of none', () => {
    const none = batched(gradients(graph, { of: 'y', wrt: ['x'] }), 0);
    expect(values(none, { x: new Float64Array(0) } as never)).toEqual({ y: [], 'd(y)/d(x)': [] });
  });
  test('runs only if a member takes it, and then as that member has it', () => {
    expect(batched(graph).nodes.filter(({ op }) => op === 'cond')).toHaveLength(1);
    const within = batched(gradients(graph, { of: 'y', wrt: ['x'] }));
    expect(within.nodes.filter(({ op }) => op === 'cond').length).toBeGreaterThan(1);
  });
  // At −1 the loop of the other branch would never end.
  test.each([[[1, -1, 0.5]], [[-1, -2, 0]], [[1, 2, 3]]])('at %j', (x) => {
    for (const one of [graph, gradients(graph, { of: 'y', wrt: ['x'] }), hessian(graph, { of: 'y', wrt: 'x' })]) {
      const found = values(batched(one), { x } as never);
      const members = x.map((at) => values(one, { x: at } as never));
      for (const name of Object.keys(found)) close(found[name], [members.map((member) => member[name])].flat());
    }
  });
});

test('grad inside a body, of what stands outside too', () => {
  const graph = define({ x: f64(), w: f64() }, ({ x, w }) => {
    const descended = scan(
      (y) => {
        const [slope] = grad(y.mul(y).mul(w).add(y.sin()), [y]);
        return { carry: y.sub(slope.mul(0.1)) };
      },
      x,
      null,
      { length: 3 },
    ).carry;
    return { y: descended };
  });
  const line = define({ x: f64(), w: f64() }, ({ x, w }) => {
    let y = x;
    for (let i = 0; i < 3; i++) y = y.sub(grad(y.mul(y).mul(w).add(y.sin()), [y])[0].mul(0.1));
    return { y };
  });
  const wrt = ['x', 'w'];
  const feeds = { x: 0.7, w: 1.3 } as never;
  same(gradients(graph, { of: 'y', wrt }), gradients(line, { of: 'y', wrt }), ['d(y)/d(x)', 'd(y)/d(w)'], feeds);
});
