/** Graphs with derivatives of their own: rules in either mode or as partials, to second order, batched, and those of no rule refused. */
import { describe, expect, test } from '@jest/globals';
import {
  call,
  checkpoint,
  clipGradient,
  custom,
  define,
  evaluate,
  f64,
  gradients,
  hessian,
  i32,
  InputError,
  jvp,
  optimize,
  scaleGradient,
  verify,
  vmap,
  type Graph,
} from 'adjoint';

/** log(1 + eˣ) in the form that overflows, whose derivative as written is NaN for great x. */
const naive = define({ x: f64(3) }, ({ x }) => ({ y: x.exp().add(1).log() }));
const rules = {
  jvp: custom(naive, { jvp: ({ x }, t) => ({ y: t.x.mul(x.sigmoid()) }) }),
  vjp: custom(naive, { vjp: ({ x }, ct) => ({ x: ct.y.mul(x.sigmoid()) }) }),
  'a single value': custom(naive, { vjp: ({ x }, ct) => ct.y.mul(x.sigmoid()) }),
  partials: custom(naive, { partials: ({ x }) => ({ y: { x: x.sigmoid() } }) }),
  both: custom(naive, {
    jvp: ({ x }, t) => ({ y: t.x.mul(x.sigmoid()) }),
    vjp: ({ x }, ct) => ({ x: ct.y.mul(x.sigmoid()) }),
  }),
};
const at = [0.5, -1, 800];
const s = at.map((x) => 1 / (1 + Math.exp(-x)));
const close = (found: ArrayLike<number>, want: readonly number[]): void => {
  expect(found.length).toBe(want.length);
  want.forEach((value, i) => expect(Math.abs(found[i]! - value)).toBeLessThanOrEqual(1e-15 + 4e-16 * Math.abs(value)));
};

describe.each(Object.entries(rules))('given %s', (_, rule: Graph<'x', 'y'>) => {
  const cost = define({ x: f64(3) }, ({ x }) => ({ cost: call(rule, { x }).y.sum() }));
  test('reverse, forward and second order are the rule’s', () => {
    const first = gradients(cost, { of: 'cost', wrt: ['x'] });
    expect(verify(first)).toEqual([]);
    close(evaluate(first, { x: at }, { outputs: ['d(cost)/d(x)'] })['d(cost)/d(x)']!.data, s);
    const forward = jvp(rule, { wrt: 'x' });
    close(
      evaluate(forward, { x: at, 't(x)': [1, 2, 3] }, { outputs: ['jvp(y)'] })['jvp(y)']!.data,
      s.map((v, i) => v * (i + 1)),
    );
    const second = evaluate(optimize(hessian(cost, { of: 'cost', wrt: 'x' })), { x: at });
    close(
      second['d2(cost)/d(x)d(x)'].data,
      [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => (i === j ? s[i]! * (1 - s[i]!) : 0))),
    );
  });
  test('batched', () => {
    const batched = vmap(gradients(cost, { of: 'cost', wrt: ['x'] }), { axes: { x: 0 }, size: 2 });
    const found = evaluate(batched, { x: [at, [0, 0, 0]] }, { outputs: ['d(cost)/d(x)'] });
    close(found['d(cost)/d(x)'].data, [...s, 0.5, 0.5, 0.5]);
  });
});

test('a rule of several inputs and outputs, transposed', () => {
  const pair = define({ a: f64(), b: f64() }, ({ a, b }) => ({ p: a.mul(b), q: a.add(b) }));
  // Twice the true derivative, so that it is seen.
  const twice = custom(pair, {
    jvp: ({ a, b }, t) => ({ p: t.a.mul(b).add(t.b.mul(a)).mul(2), q: t.a.add(t.b).mul(2) }),
  });
  const cost = define({ a: f64(), b: f64() }, (x) => {
    const { p, q } = call(twice, x);
    return { cost: p.mul(3).add(q.mul(5)) };
  });
  const found = evaluate(gradients(cost, { of: 'cost', wrt: ['a', 'b'] }), { a: 7, b: 11 });
  expect([found['d(cost)/d(a)'].item(), found['d(cost)/d(b)'].item()]).toEqual([2 * (33 + 5), 2 * (21 + 5)]);
});

test('a checkpoint computes again', () => {
  const graph = define({ x: f64() }, ({ x }) => ({ y: x.sin().exp().sin() }));
  const kept = gradients(checkpoint(graph), { of: 'y', wrt: ['x'] });
  expect(kept.nodes.filter(({ op }) => op === 'call')).toHaveLength(2);
  const plain = gradients(graph, { of: 'y', wrt: ['x'] });
  expect(evaluate(kept, { x: 0.3 })['d(y)/d(x)'].item()).toBe(evaluate(plain, { x: 0.3 })['d(y)/d(x)'].item());
});

test('gradients of an edge: scaled in both modes, clipped in reverse', () => {
  const graph = define({ x: f64(3) }, ({ x }) => ({
    turned: scaleGradient(x, -1).square().sum(),
    clipped: clipGradient(x, -1, 1).square().sum(),
  }));
  const slope = (of: 'turned' | 'clipped'): number[] => [
    ...evaluate(gradients(graph, { of, wrt: ['x'] }), { x: [0.25, 3, -4] })[`d(${of})/d(x)`].data,
  ];
  expect(slope('turned')).toEqual([-0.5, -6, 8]);
  expect(slope('clipped')).toEqual([0.5, 1, -1]);
  const forward = evaluate(jvp(graph, { wrt: 'x' }), { x: [0.25, 3, -4], 't(x)': [1, 1, 1] });
  expect([forward['jvp(turned)'].item(), forward['jvp(clipped)'].item()]).toEqual([1.5, -1.5]);
});

test('rules that do not fit are refused', () => {
  expect(() => custom(naive, {})).toThrow('{ jvp }, { vjp }, both, or { partials }');
  expect(() => custom(naive, { vjp: () => ({ z: 1 }) as never })).toThrow('there is no derivative in vjp "z"');
  expect(() => custom(naive, { vjp: () => ({ x: 1 }) })).toThrow('got f64[]');
});

describe('partials that do not fit are refused', () => {
  const pair = define({ x: f64(), k: i32() }, ({ x, k }) => ({ y: x.sin(), toString: x.square(), n: k }));
  const refused = (partials: unknown) => {
    try {
      custom(pair, { partials: () => partials as never });
    } catch (error) {
      return error instanceof InputError ? [error.code, error.message.split('\n')[0]] : error;
    }
    return 'accepted';
  };

  test.each<[what: string, partials: unknown, code: string, message: string]>([
    ['an output that is none', { z: { x: 1 } }, 'name-unknown', 'there is no derivative in partials "z"'],
    ['an input that is none', { y: { xx: 1 } }, 'name-unknown', 'there is no derivative in partials of y "xx"'],
    ['an input of integers', { y: { k: 1 } }, 'name-unknown', 'there is no derivative in partials of y "k"'],
    ['an output of integers', { n: { x: 1 } }, 'name-unknown', 'there is no derivative in partials "n"'],
    ['a text', 'x', 'option', 'partials is "x"'],
    ['null', null, 'option', 'partials is null'],
    ['a row that is a number', { y: 1 }, 'option', 'partials of y is 1'],
    ['a row that is null', { y: null }, 'option', 'partials of y is null'],
    ['a shape that is not the one', { y: { x: [1, 2] } }, 'feed', 'feed "partials: y": got f64[2]'],
  ])('%s', (_, partials, code, message) => {
    expect(refused(partials)).toEqual([code, message]);
  });

  test('and those left out are zero', () => {
    const slopes = gradients(custom(pair, { partials: ({ x }) => ({ y: { x: x.cos() } }) as never }), {
      of: 'y',
      wrt: ['x'],
    });
    expect(evaluate(slopes, { x: 0.5, k: 1 })['d(y)/d(x)'].item()).toBe(Math.cos(0.5));
    const none = gradients(custom(pair, { partials: () => ({ y: undefined }) as never }), {
      of: 'toString',
      wrt: ['x'],
    });
    expect(evaluate(none, { x: 0.5, k: 1 })['d(toString)/d(x)'].item()).toBe(0);
  });
});
