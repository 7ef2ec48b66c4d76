/** Logarithms of sums and products that keep their meaning where the obvious formula overflows, cancels or says 0 · ∞. */

export const xlogy = (x: number, y: number): number => (x === 0 && y === y ? 0 : x * Math.log(y));
export const xlog1py = (x: number, y: number): number => (x === 0 && y === y ? 0 : x * Math.log1p(y));

export const logaddexp = (a: number, b: number): number =>
  a === b ? a + Math.LN2 : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));

/** Mächler, "Accurately computing log(1 − exp(−|a|))" (2012): which form is exact depends on the side of log 2. */
export const log1mexp = (x: number): number => (x < Math.LN2 ? Math.log(-Math.expm1(-x)) : Math.log1p(-Math.exp(-x)));
