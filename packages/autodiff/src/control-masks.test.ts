/** Zero cotangents at the border of bodies: what a select within or around a body did not take has no derivative, be its own infinite. */
import { describe, expect, test } from '@jest/globals';
import {
  call,
  cond,
  define,
  f64,
  gradients,
  hessian,
  scan,
  sqrt,
  vmap,
  where,
  whileLoop,
  type Graph,
  type Sym,
} from 'adjoint';
import { sound, valuesOf } from '@adjoint/testkit';

const square = define({ x: f64(), r: f64() }, ({ x, r }) => ({ y: where(x.lt(1), x.square(), r) }));
const root = define({ x: f64() }, ({ x }) => ({ y: sqrt(x) }));
const scalar = (f: (x: Sym) => Sym): Graph => define({ x: f64() }, ({ x }) => ({ y: f(x) }));

/** Each is x² at 0 and √x at 4, by a path that is not taken at 0. */
const programs: Readonly<Record<string, Graph>> = {
  'a cond in a cond': scalar((x) => {
    const r = sqrt(x);
    return cond(
      x.lt(9),
      () =>
        cond(
          x.lt(1),
          () => x.square(),
          () => r,
        ),
      () => x,
    );
  }),
  'a where in a branch': scalar((x) => {
    const r = sqrt(x);
    return cond(
      x.lt(9),
      () => where(x.lt(1), x.square(), r),
      () => x,
    );
  }),
  'a where in a branch of two that use it': scalar((x) => {
    const r = sqrt(x);
    return cond(
      x.lt(9),
      () => where(x.lt(1), x.square(), r),
      () => r.mul(2),
    );
  }),
  'a where in a call': scalar((x) => call(square, { x, r: sqrt(x) }, { keep: true }).y),
  'a where in a call in a call': scalar((x) => {
    const outer = define({ a: f64(), b: f64() }, ({ a, b }) => ({
      y: call(square, { x: a, r: b.mul(1) }, { keep: true }).y,
    }));
    return call(outer, { a: x, b: sqrt(x) }, { keep: true }).y;
  }),
  'a where in each step, of what every step uses': scalar((x) => {
    const r = sqrt(x);
    return scan(() => ({ carry: where(x.lt(1), x.square(), r) }), x, null, { length: 3 }).carry;
  }),
  'a where in each step, of parts': scalar((x) => {
    const parts = sqrt(x).mul([1, 1]);
    return scan((_c, part) => ({ carry: where(x.lt(1), x.square(), part) }), x, parts).carry;
  }),
  'a where in each step, of the state': scalar(
    (x) =>
      scan(
        (c: { s: Sym; r: Sym }) => ({ carry: { s: where(x.lt(1), x.square(), c.r), r: c.r } }),
        { s: x, r: sqrt(x) },
        null,
        {
          length: 2,
        },
      ).carry.s,
  ),
  'a where in each step of a loop': scalar((x) => {
    const r = sqrt(x);
    return whileLoop(
      ({ k }) => k.lt(3),
      ({ k }) => ({ k: k.add(1), y: where(x.lt(1), x.square(), r) }),
      { k: x.mul(0), y: x },
    ).y;
  }),
  'a loop of no steps': scalar((x) => {
    const r = sqrt(x);
    const start = where(x.lt(1), x.square(), 0);
    return whileLoop(
      ({ k }) => k.lt(x.minimum(1)),
      ({ k, y }) => ({ k: k.add(1), y: y.add(r) }),
      { k: x.mul(0), y: start },
    ).y;
  }),
  'a scan of no steps': scalar((x) => {
    const r = sqrt(x);
    const none = scan((c: Sym) => ({ carry: c.add(r) }), x, null, { length: 0 }).carry;
    return where(x.lt(1), none.square(), r);
  }),
  'a root in a call': scalar((x) => where(x.lt(1), x.square(), call(root, { x }, { keep: true }).y)),
  'a root in a branch': scalar((x) =>
    where(
      x.lt(1),
      x.square(),
      cond(
        x.lt(9),
        () => sqrt(x),
        () => x,
      ),
    ),
  ),
  'a root in a step': scalar((x) =>
    where(x.lt(1), x.square(), scan((c: Sym) => ({ carry: sqrt(c) }), x, null, { length: 1 }).carry),
  ),
  'roots that steps hand out': scalar((x) =>
    where(x.lt(1), x.square(), scan((c: Sym) => ({ carry: c, out: sqrt(c) }), x, null, { length: 2 }).out.mean()),
  ),
  'a root in a step of a loop': scalar((x) =>
    where(
      x.lt(1),
      x.square(),
      whileLoop(
        ({ k }) => k.lt(1),
        ({ k, y }) => ({ k: k.add(1), y: sqrt(y) }),
        { k: x.mul(0), y: x },
      ).y,
    ),
  ),
  'steps, of which one makes a root and the next does not take it': scalar(
    (x) =>
      scan(
        (c: { s: Sym; r: Sym }) => ({ carry: { s: where(x.lt(1), x.square(), c.r), r: sqrt(c.s) } }),
        { s: x, r: x },
        null,
        {
          length: 2,
        },
      ).carry.s,
  ),
};

describe.each(Object.entries(programs))('%s', (_, graph) => {
  const first = sound(gradients(graph, { of: 'y', wrt: ['x'] }));
  const second = sound(hessian(graph, { of: 'y', wrt: 'x' }));
  test.each([
    [0, 0, 0, 2],
    [4, 2, 0.25, -0.03125],
  ])('at %d', (x, value, slope, curvature) => {
    expect(valuesOf(first, { x })).toEqual({ y: value, 'd(y)/d(x)': slope });
    expect(valuesOf(second, { x })['d2(y)/d(x)d(x)']).toBe(curvature);
  });
  test('in a batch', () => {
    expect(valuesOf(sound(vmap(first, { axes: { x: 0 }, size: 2 })), { x: [0, 4] })).toEqual({
      y: [0, 2],
      'd(y)/d(x)': [0, 0.25],
    });
  });
});

describe('a state that nothing uses in the end', () => {
  test('has no derivative, where that of the last step is infinite', () => {
    const graph = define({ x: f64() }, ({ x }) => {
      const { out } = scan((s: Sym) => ({ carry: sqrt(s), out: s }), x, null, { length: 1 });
      return { y: out.sum() };
    });
    expect(valuesOf(sound(gradients(graph, { of: 'y', wrt: ['x'] })), { x: 0 })['d(y)/d(x)']).toBe(1);
  });
});

describe('masks cross where they matter, and nowhere else', () => {
  const crossing = (graph: Graph): number =>
    graph.nodes
      .flatMap(({ bodies }) => bodies ?? [])
      .filter(({ nodes, outputs }) => Object.values(outputs).some((id) => nodes[id]!.type.dtype === 'bool')).length;
  const within = (outside: (x: Sym) => Sym): Graph =>
    gradients(
      define({ x: f64(), r: f64() }, ({ x, r }) => ({ y: call(square, { x, r: outside(r) }, { keep: true }).y })),
      { of: 'y', wrt: ['r'] },
    );
  test('an input of the whole graph has none', () => {
    expect(crossing(within((r) => r))).toBe(0);
  });
  test('what is made of inputs has one', () => {
    expect(crossing(within((r) => sqrt(r)))).toBe(1);
  });
});
