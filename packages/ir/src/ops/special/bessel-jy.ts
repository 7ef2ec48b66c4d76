/**
 * Bessel functions of whole order. Far out Hankel's expansion of orders 0 and 1 (DLMF 10.17.3, 10.17.4) and the recurrence upward; near 0
 * the power series (DLMF 10.2.2); else the recurrence backward (DLMF 10.74.iv), scaled by J₀² + 2·ΣJₖ² = 1 (DLMF 10.23.3), in which nothing
 * cancels. Y₀ of small x is Neumann's series in J₀, J₂ … (DLMF 10.23.16), and Y₁ = −Y₀′.
 */

const EULER = 0.5772156649015329;
/** Where Hankel's expansion begins to serve: its least term is e^(−2x). */
const FAR = 25;
/** Orders beyond it would take too long. */
const MOST = 1e5;

/** Jₙ and Yₙ of n = 0 or 1 and x > 25. */
const hankel = (n: 0 | 1, x: number): { readonly j: number; readonly y: number } => {
  const sums: [number, number, number, number] = [0, 0, 0, 0];
  let term = 1;
  for (let k = 1; Math.abs(term) > 2 ** -60; k++) {
    sums[(k - 1) % 4]! += term;
    term *= (4 * n - (2 * k - 1) ** 2) / (8 * k * x);
  }
  const [p, q] = [sums[0] - sums[2], sums[1] - sums[3]];
  const size = 1 / Math.sqrt(Math.PI) / Math.sqrt(x);
  const [sum, difference] = [Math.sin(x) + Math.cos(x), Math.sin(x) - Math.cos(x)];
  const [cos, sin] = n === 0 ? [sum, difference] : [difference, -sum];
  return { j: size * (p * cos - q * sin), y: size * (p * sin + q * cos) };
};

/** Jₙ of 0 < x ≤ 2√(n + 1). */
const series = (n: number, x: number): number => {
  const half = x / 2;
  let lead = 1;
  for (let k = 1; k <= n && lead > 0; k++) lead *= half / k;
  let sum = 0;
  let term = 1;
  for (let k = 1; Math.abs(term) > 2 ** -60; k++) {
    sum += term;
    term *= -(half / k) * (half / (k + n));
  }
  return lead * sum;
};

/** Jₙ, J₀, J₁, Σ(−1)ᵏ·J₂ₖ/k and Σ(−1)ᵏ·(J₂ₖ₋₁ − J₂ₖ₊₁)/k over k ≥ 1, of x > 0. */
const backward = (n: number, x: number): readonly number[] => {
  let [above, here, squares] = [0, 2 ** -100, 0];
  const found = [0, 0, 0, 0, 0];
  const top = Math.max(n, Math.ceil(x));
  for (let k = top + 20 + Math.ceil(10 * Math.cbrt(top)); k >= 0; k--) {
    const below = ((2 * k) / x) * here - above;
    squares += (k === 0 ? 1 : 2) * here * here;
    if (k === n) found[0] = here;
    if (k < 2) found[k + 1] = here;
    if (k > 0 && k % 2 === 0) {
      const sign = k % 4 === 0 ? 2 / k : -2 / k;
      found[3]! += sign * here;
      found[4]! += sign * (below - above);
    }
    [above, here] = [here, below];
    if (Math.abs(here) > 2 ** 400) {
      const down = 2 ** -500;
      [above, here, squares] = [above * down, here * down, squares * down * down];
      for (let i = 0; i < 5; i++) found[i]! *= down;
    }
  }
  return found.map((value) => value / Math.sqrt(squares));
};

/** From the values at orders 0 and 1 to that at order n: f₍ₖ₊₁₎ = 2k/x·fₖ − f₍ₖ₋₁₎. */
const upward = (n: number, x: number, at0: number, at1: number): number => {
  let [below, here] = [at0, at1];
  if (n === 0) return at0;
  for (let k = 1; k < n && Math.abs(here) < Infinity; k++) [below, here] = [here, ((2 * k) / x) * here - below];
  return here;
};

const positiveJ = (n: number, x: number): number => {
  if (x * x <= 4 * (n + 1)) return series(n, x);
  if (x <= FAR || n > x) return backward(n, x)[0]!;
  return upward(n, x, hankel(0, x).j, hankel(1, x).j);
};

const positiveY = (n: number, x: number): number => {
  if (x > FAR) return upward(n, x, hankel(0, x).y, hankel(1, x).y);
  const log = Math.log(x / 2) + EULER;
  if (x < 1e-8) return upward(n, x, (2 / Math.PI) * log, -2 / Math.PI / x);
  const [, j0, j1, even, odd] = backward(0, x) as [number, number, number, number, number];
  return upward(n, x, (2 / Math.PI) * (log * j0 - 2 * even), (2 / Math.PI) * (log * j1 - j0 / x + odd));
};

const isOrder = (n: number): boolean => n === Math.floor(n) && n <= MOST;

/** Jₙ(x); NaN unless n is a whole number up to 10⁵. */
export const besselj = (n: number, x: number): number => {
  const order = Math.abs(n);
  if (!isOrder(order) || x !== x) return NaN;
  if (x === 0) return order === 0 ? 1 : 0;
  const size = Math.abs(x) === Infinity ? 0 : positiveJ(order, Math.abs(x));
  return order % 2 === 1 && n < 0 !== x < 0 ? -size : size;
};

/** Yₙ(x) of x ≥ 0; NaN unless n is a whole number up to 10⁵. */
export const bessely = (n: number, x: number): number => {
  const order = Math.abs(n);
  if (!isOrder(order) || !(x >= 0)) return NaN;
  const sign = n < 0 && order % 2 === 1 ? -1 : 1;
  if (x === 0) return -sign * Infinity;
  return x === Infinity ? 0 : sign * positiveY(order, x);
};
