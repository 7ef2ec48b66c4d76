/**
 * Derivatives inside loops inside derivatives, after the classic pair of Siskind and Pearlmutter: a saddle point found by gradient descent
 * inside gradient descent, and a particle whose force is a gradient, stepped by an unbounded loop, its start found by gradient descent.
 * All four pairs of modes must agree.
 */
import { expect, test } from '@jest/globals';
import { define, evaluate, f64, grad, scan, stack, tangent, whileLoop, type Sym } from 'adjoint';

type Mode = 'forward' | 'reverse';
type Field = (x: Sym) => Sym;
const MODES = ['forward', 'reverse'] as const;
const PAIRS = MODES.flatMap((outer) => MODES.map((inner) => [outer, inner] as const));

/** The gradient at a point of two coordinates: forward mode takes one jvp a coordinate. */
const slope = (mode: Mode, f: Field, x: Sym): Sym => {
  if (mode === 'reverse') {
    const [found] = grad(f(x), [x], { disconnected: 'zero' });
    return found;
  }
  const y = f(x);
  return stack([tangent(y, [x], [[1, 0]]), tangent(y, [x], [[0, 1]])]);
};

/** `steps` of gradient descent with a fixed stride. */
const descend = (mode: Mode, f: Field, start: Sym | number[], steps: number, stride: number): Sym =>
  scan((x: Sym) => ({ carry: x.sub(slope(mode, f, x).mul(stride)) }), start as Sym, null, { length: steps }).carry;

const square = (x: Sym): Sym => x.mul(x).sum();

test.each(PAIRS)('the saddle point min max (x² + y²) − … by %s around %s', (outer, inner) => {
  const saddle = define({ start: f64(2) }, ({ start }) => {
    const value = (x: Sym, y: Sym): Sym => square(x).sub(square(y)).add(x.sum().mul(y.sum()).mul(0.25)).sub(x.sum());
    const best = (x: Sym): Sym => descend(inner, (y) => value(x, y).neg(), [1, 1], 30, 0.3);
    const x = descend(outer, (at) => value(at, best(at)), start, 30, 0.4);
    return { x, y: best(x) };
  });
  const found = evaluate(saddle, { start: [1, -1] });
  // ∇ₓ: 2x + s_y/4 − 1 = 0, ∇ᵧ: −2y + s_x/4 = 0, with s the sums: x₁ = x₂ = 8/17, y₁ = y₂ = 2/17.
  for (const value of found.x.data) expect(Math.abs(value - 8 / 17)).toBeLessThanOrEqual(1e-10);
  for (const value of found.y.data) expect(Math.abs(value - 2 / 17)).toBeLessThanOrEqual(1e-10);
});

/** Where a particle between two charges, of unit mass, meets the axis x₁ = 0, for a charge at height w. */
const particle = (mode: Mode, w: Sym): Sym => {
  const potential = (x: Sym): Sym => {
    const to = (charge: (Sym | number)[]): Sym =>
      x.at(0).sub(charge[0]!).square().add(x.at(1).sub(charge[1]!).square()).sqrt().reciprocal();
    return to([10, w.mul(-1).add(10)]).add(to([10, 0]));
  };
  const stride = 0.1;
  const flown = whileLoop(
    ({ x }) => x.at(1).gt(0),
    ({ x, v }) => {
      const force = slope(mode, potential, x).neg();
      return { x: x.add(v.mul(stride)), v: v.add(force.mul(stride)) };
    },
    { x: [0, 8], v: [0.75, 0] },
  );
  // The last step went below: back along it in a straight line.
  const back = flown.x.at(1).div(flown.v.at(1));
  return flown.x.at(0).sub(flown.v.at(0).mul(back));
};

/** The same cost by a loop in JavaScript, its force by hand: ∇(1/r) = −(x − c)/r³. */
const costAt = (w: number): number => {
  let [x, y, vx, vy] = [0, 8, 0.75, 0];
  while (y > 0) {
    const force = [10 - w, 0].map((height) => {
      const r = Math.hypot(x - 10, y - height);
      return [(x - 10) / r ** 3, (y - height) / r ** 3] as const;
    });
    [x, y] = [x + vx * 0.1, y + vy * 0.1];
    for (const [fx, fy] of force) [vx, vy] = [vx + fx * 0.1, vy + fy * 0.1];
  }
  return (x - (vx * y) / vy) ** 2;
};

const controlled = (outer: Mode, inner: Mode): number => {
  const graph = define({ w: f64() }, ({ w }) => {
    const cost: Field = (at) => particle(inner, at.at(0)).square().add(at.at(1).mul(0));
    const found = scan(
      (at: Sym) => ({ carry: at.sub(slope(outer, cost, at).mul(0.01)) }),
      w.expandDims(0).mul([1, 0]),
      null,
      { length: 4 },
    ).carry;
    return { found: found.at(0) };
  });
  return evaluate(graph, { w: 0 }).found.item();
};

test('the particle is steered alike by all pairs of modes', () => {
  const all = PAIRS.map(([outer, inner]) => controlled(outer, inner));
  for (const value of all)
    expect(Math.abs(value - all[0]!)).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(all[0]!)));
  // Central differences with a step of 1e-5 are good to 1e-9 of the slope; four strides of 0.01 leave less.
  let w = 0;
  for (let i = 0; i < 4; i++) w -= (0.01 * (costAt(w + 1e-5) - costAt(w - 1e-5))) / 2e-5;
  expect(Math.abs(all[0]! - w)).toBeLessThanOrEqual(1e-9);
});
