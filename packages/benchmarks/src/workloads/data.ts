/** Numbers to compute with: the same in every run, in every language. */

/** Evenly between −1 and 1: a linear congruential generator (Numerical Recipes, 1992, "quick and dirty"). */
export const draws = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
};

export const f64s = (length: number, seed: number, scale = 1): Float64Array => {
  const draw = draws(seed);
  return Float64Array.from({ length }, () => scale * draw());
};

export const f32s = (length: number, seed: number, scale = 1): Float32Array =>
  Float32Array.from(f64s(length, seed, scale));
