/** Derivatives of solutions: exact, whatever the solver did, to second order, in both modes, inside other programs. */
import { expect, test } from '@jest/globals';
import {
  call,
  define,
  evaluate,
  f64,
  grad,
  gradients,
  hessian,
  implicit,
  jvp,
  scan,
  vmap,
  whileLoop,
  type Sym,
} from 'adjoint';

const close = (found: number, want: number, most = 1e-12): void =>
  expect(Math.abs(found - want)).toBeLessThanOrEqual(most * Math.max(1, Math.abs(want)));

/** y³ + p·y = q by Newton's steps, as many as it takes. */
const newton = define({ p: f64(), q: f64() }, ({ p, q }) => {
  const off = (y: Sym): Sym => y.pow(3).add(p.mul(y)).sub(q);
  const { y } = whileLoop(
    (s) => off(s.y).abs().gt(1e-13),
    (s) => ({ y: s.y.sub(off(s.y).div(s.y.square().mul(3).add(p))) }),
    { y: q.mul(0).add(1) },
  );
  return { y };
});
const cubic = implicit(newton, ({ y }, { p, q }) => ({ y: y.pow(3).add(p.mul(y)).sub(q) }));

test('a root: first and second derivatives as by hand', () => {
  const [p, q] = [2, 5];
  const y = evaluate(cubic, { p, q }).y.item();
  const d = 3 * y * y + p;
  const first = evaluate(gradients(cubic, { of: 'y', wrt: ['p', 'q'] }), { p, q });
  close(first['d(y)/d(p)'].item(), -y / d);
  close(first['d(y)/d(q)'].item(), 1 / d);
  close(evaluate(hessian(cubic, { of: 'y', wrt: 'q' }), { p, q })['d2(y)/d(q)d(q)'].item(), (-6 * y) / d ** 3);
  close(evaluate(jvp(cubic, { wrt: ['p', 'q'] }), { p, q, 't(p)': 1, 't(q)': 2 })['jvp(y)'].item(), (2 - y) / d);
  // The solver is not gone through: its loop is not in the gradient but as the value itself.
  const loops = gradients(cubic, { of: 'y', wrt: ['p'] }).nodes.filter(({ op }) => op === 'whileLoop' || op === 'scan');
  expect(loops).toHaveLength(0);
});

test('batched, each member to its own root', () => {
  const batched = vmap(gradients(cubic, { of: 'y', wrt: ['q'] }), { axes: { q: 0 }, size: 3 });
  const qs = [1, 5, 30];
  const found = evaluate(batched, { p: 2, q: qs });
  qs.forEach((q, i) => {
    close(
      found['d(y)/d(q)'].data[i]!,
      evaluate(gradients(cubic, { of: 'y', wrt: ['q'] }), { p: 2, q })['d(y)/d(q)'].item(),
    );
  });
});

test('a minimum inside a loss: ridge regression by gradient descent, differentiated in its penalty', () => {
  const X = [
    [1, 2],
    [0, 1],
    [3, -1],
    [1, 1],
  ];
  const y = [1, 0, 2, -1];
  const cost = (w: Sym, penalty: Sym): Sym =>
    w.expandDims(0).mul(X).sum(1).sub(y).square().sum().add(w.square().sum().mul(penalty));
  const descent = define({ penalty: f64() }, ({ penalty }) => ({
    w: scan((w: Sym) => ({ carry: w.sub(grad(cost(w, penalty), [w])[0].mul(0.02)) }), penalty.mul([0, 0]), null, {
      length: 2000,
    }).carry,
  }));
  const best = implicit(descent, ({ w }, { penalty }) => ({ w: grad(cost(w, penalty), [w])[0] }));
  const loss = define({ penalty: f64() }, ({ penalty }) => ({ loss: call(best, { penalty }).w.mul([1, -2]).sum() }));
  // (XᵀX + λ) w = Xᵀy: dw/dλ = −(XᵀX + λ)⁻¹ w, by hand for two unknowns.
  const lambda = 0.7;
  const [a, b, d] = [11 + lambda, 0, 7 + lambda];
  const r = [6, -1] as const;
  const invert = (u: number, v: number): [number, number] => [
    (d * u - b * v) / (a * d - b * b),
    (a * v - b * u) / (a * d - b * b),
  ];
  const w = invert(...r);
  const slope = invert(...w).map((value) => -value) as [number, number];
  const found = evaluate(gradients(loss, { of: 'loss', wrt: ['penalty'] }), { penalty: lambda });
  close(found.loss.item(), w[0] - 2 * w[1]);
  close(found['d(loss)/d(penalty)'].item(), slope[0] - 2 * slope[1]);
});

test('a fixed point of several values', () => {
  const step = (u: Sym, v: Sym, a: Sym): { u: Sym; v: Sym } => ({
    u: v.mul(0.3).cos().mul(a),
    v: u.mul(a).sin().mul(0.5),
  });
  const settled = define(
    { a: f64() },
    ({ a }) => scan(({ u, v }) => ({ carry: step(u, v, a) }), { u: a, v: a }, null, { length: 200 }).carry,
  );
  const point = implicit(settled, ({ u, v }, { a }) => {
    const next = step(u, v, a);
    return { u: next.u.sub(u), v: next.v.sub(v) };
  });
  const at = (graph: typeof settled): number[] =>
    ['u', 'v'].map((of) =>
      evaluate(gradients(graph, { of: of as 'u', wrt: ['a'] }), { a: 0.8 })[`d(${of})/d(a)` as 'd(u)/d(a)'].item(),
    );
  const [exact, through] = [at(point), at(settled)];
  exact.forEach((value, i) => close(value, through[i]!));
});
