/**
 * Modified Bessel functions of the first kind and whole order, scaled: e^(−|x|)·Iₙ(x). By size of x: the power series (DLMF 10.25.2), the
 * mean of the generating function over an angle (DLMF 10.32.3), Hankel's expansion (DLMF 10.40.1); and for high orders Miller's backward
 * recurrence (DLMF 10.74.iv), scaled by eˣ = I₀ + 2·ΣIₖ.
 */

/** Σₖ of terms that go to 0; each follows from the last by a factor. */
const sumOf = (factor: (k: number) => number): number => {
  let sum = 0;
  let term = 1;
  for (let k = 1; Math.abs(term) > sum * 2 ** -60; k++) {
    sum += term;
    term *= factor(k);
  }
  return sum;
};

const series = (n: number, x: number): number => {
  const half = x / 2;
  let lead = Math.exp(-x);
  for (let k = 1; k <= n && lead > 0; k++) lead *= half / k;
  return lead * sumOf((k) => (half / k) * (half / (k + n)));
};

const hankel = (n: number, x: number): number =>
  sumOf((k) => ((2 * k - 1) ** 2 - 4 * n * n) / (8 * k * x)) / Math.sqrt(2 * Math.PI * x);

const POINTS = 32;
const HALF_ANGLES = Array.from({ length: POINTS }, (_, j) => ((j + 0.5) * Math.PI) / (2 * POINTS));
const DEPTHS = HALF_ANGLES.map((angle) => -2 * Math.sin(angle) ** 2);

/** The mean of e^(x·(cos θ − 1))·cos nθ over a half turn, at midpoints: off by Iₖ(x), k = 64 − n, which is nothing for x < 40. */
const mean = (n: number, x: number): number => {
  let sum = 0;
  for (let j = POINTS - 1; j >= 0; j--) sum += Math.exp(x * DEPTHS[j]!) * Math.cos(2 * n * HALF_ANGLES[j]!);
  return sum / POINTS;
};

const backward = (n: number, x: number): number => {
  let [above, here, sum, found] = [0, 2 ** -900, 0, 0];
  for (let k = n + 30 + Math.ceil(10 * Math.sqrt(x)); k >= 0; k--) {
    sum += k === 0 ? here : 2 * here;
    if (k === n) found = here;
    [above, here] = [here, above + ((2 * k) / x) * here];
    if (here > 2 ** 500) {
      const down = 2 ** -900;
      [above, here, sum, found] = [above * down, here * down, sum * down, found * down];
    }
  }
  return found / sum;
};

/** Orders beyond it would take too long. */
const MOST = 1e5;

const positive = (n: number, x: number): number => {
  if (x <= 4) return series(n, x);
  if (x === Infinity) return 0;
  if (x > 25 + n * n) return hankel(n, x);
  return n * n < 2 * x && x < 40 ? mean(n, x) : backward(n, x);
};

export const besselie = (n: number, x: number): number => {
  const order = Math.abs(n);
  if (order !== Math.floor(order) || order > MOST || x !== x) return NaN;
  const size = positive(order, Math.abs(x));
  return x < 0 && order % 2 === 1 ? -size : size;
};

/** In two factors where eˣ overflows sooner than Iₙ(x). */
export const besseli = (n: number, x: number): number => {
  const size = Math.abs(x);
  if (size < 700) return Math.exp(size) * besselie(n, x);
  if (size === Infinity) return Math.sign(besselie(n, Math.sign(x))) * size;
  return Math.exp(size / 2) * besselie(n, x) * Math.exp(size / 2);
};
