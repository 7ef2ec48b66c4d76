/** First-order linear recurrences along an axis, by doubling: log₂ n rounds of whole-array arithmetic. */
import { add, concat, cut, mul, together, broadcastTo, type Sym } from '@adjoint/ir';

/** x one place later along the axis, with `first` at its start. */
export const delayed = (x: Sym, first: number, axis: number): Sym => {
  const size = x.shape[axis]!;
  if (size === 0) return x;
  const [, head] = together([x, first]);
  const start = broadcastTo(
    head!,
    x.shape.map((dim, i) => (i === axis ? 1 : dim)),
  );
  return size === 1 ? start : concat([start, cut(x, axis, 0, size - 1)], axis);
};

/**
 * s with s₀ = b₀ and sₖ = aₖ·sₖ₋₁ + bₖ. A round joins spans of `width` terms to the spans before them (Hillis and Steele 1986, "Data
 * parallel algorithms"); a₀ is never used.
 */
export const recurrence = (a: Sym, b: Sym, axis: number): Sym => {
  const size = b.shape[axis]!;
  let factor = a;
  let sum = b;
  for (let width = 1; width < size; width *= 2) {
    const head = (x: Sym): Sym => cut(x, axis, 0, width);
    const tail = (x: Sym): Sym => cut(x, axis, width, size);
    const before = (x: Sym): Sym => cut(x, axis, 0, size - width);
    sum = concat([head(sum), add(tail(sum), mul(tail(factor), before(sum)))], axis);
    if (width * 2 < size) factor = concat([head(factor), mul(tail(factor), before(factor))], axis);
  }
  return sum;
};
