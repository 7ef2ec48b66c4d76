/** The mixture's gradient by hand: a point's terms, its responsibilities, then what each adds to the gradient. */
import type { Feeds } from '../workload.ts';

export const gmmByHand = (n: number, k: number, d: number) => (feeds: Feeds) => {
  const below = (d * (d - 1)) / 2;
  const { x, alpha, mu, q, l } = feeds as Readonly<Record<'x' | 'alpha' | 'mu' | 'q' | 'l', Float64Array>>;
  const [dAlpha, dMu, dQ, dL] = [k, k * d, k * d, k * below].map((length) => new Float64Array(length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const [scales, away, scaled, terms, pull] = [k * d, k * d, k * d, k, d].map((length) => new Float64Array(length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const cost = [0];

  /** log Σ exp, and the shares of the terms in their place. */
  const shares = (values: Float64Array): number => {
    let most = -Infinity;
    for (let j = 0; j < k; j++) most = Math.max(most, values[j]!);
    let sum = 0;
    for (let j = 0; j < k; j++) sum += values[j] = Math.exp(values[j]! - most);
    for (let j = 0; j < k; j++) values[j] = values[j]! / sum;
    return most + Math.log(sum);
  };

  /** The term of component j at point i. */
  const term = (i: number, j: number): number => {
    let [value, squares, entry] = [alpha[j]!, 0, j * below];
    for (let a = 0; a < d; a++) away[j * d + a] = x[i * d + a]! - mu[j * d + a]!;
    for (let a = 0; a < d; a++) {
      let sum = scales[j * d + a]! * away[j * d + a]!;
      for (let b = 0; b < a; b++) sum += l[entry++]! * away[j * d + b]!;
      scaled[j * d + a] = sum;
      squares += sum * sum;
      value += q[j * d + a]!;
    }
    return value - 0.5 * squares;
  };

  /** What component j adds, of that share. */
  const add = (j: number, share: number): void => {
    dAlpha[j] = dAlpha[j]! + share;
    pull.fill(0);
    let entry = j * below;
    for (let a = 0; a < d; a++) {
      const bar = -share * scaled[j * d + a]!;
      const at = j * d + a;
      dQ[at] = dQ[at]! + share + bar * scales[at]! * away[at]!;
      pull[a] = pull[a]! + bar * scales[at]!;
      for (let b = 0; b < a; b++, entry++) {
        dL[entry] = dL[entry]! + bar * away[j * d + b]!;
        pull[b] = pull[b]! + bar * l[entry]!;
      }
    }
    for (let a = 0; a < d; a++) dMu[j * d + a] = dMu[j * d + a]! - pull[a]!;
  };

  return () => {
    let value = 0;
    for (const each of [dAlpha, dMu]) each.fill(0);
    for (let at = 0; at < k * d; at++) {
      const scale = (scales[at] = Math.exp(q[at]!));
      value += 0.5 * (dQ[at] = scale * scale);
    }
    for (let at = 0; at < k * below; at++) {
      dL[at] = l[at]!;
      value += 0.5 * l[at]! * l[at]!;
    }
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < k; j++) terms[j] = term(i, j);
      value += shares(terms);
      for (let j = 0; j < k; j++) add(j, terms[j]!);
    }
    terms.set(alpha);
    value -= n * shares(terms);
    for (let j = 0; j < k; j++) dAlpha[j] = dAlpha[j]! - n * terms[j]!;
    cost[0] = value;
    return [cost, dAlpha, dMu, dQ, dL];
  };
};
