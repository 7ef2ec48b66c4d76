/** Golden cases from JAX (scripts/golden/peer.py): φ(x) = Σ weights · sin(f(x)), its gradients, and their products with directions. */
import { readFileSync } from 'node:fs';
import { define, f64, grad, type Graph, type Sym, type TensorLike } from 'adjoint';
import { largest } from './matrix.ts';

export interface PeerCase {
  readonly op: string;
  readonly name: string;
  readonly shapes: readonly (readonly number[])[];
  /** Those of the function that the case is of. */
  readonly options: never;
  readonly inputs: readonly (readonly number[])[];
  readonly directions: readonly (readonly number[])[];
  readonly weights: readonly number[];
  readonly shape: readonly number[];
  readonly value: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly products: readonly (readonly number[])[];
}

export const peerCases = (file: string): readonly PeerCase[] =>
  (JSON.parse(readFileSync(`packages/testkit/golden/${file}`, 'utf8')) as { cases: PeerCase[] }).cases;

export const tensorOf = (shape: readonly number[], data: readonly number[]): TensorLike => ({
  dtype: 'f64',
  shape,
  data: Float64Array.from(data),
});

export const peerFeeds = ({ inputs, shapes }: PeerCase): Record<string, TensorLike> =>
  Object.fromEntries(inputs.map((data, i) => [`x${i}`, tensorOf(shapes[i]!, data)]));

/** Outputs `value` and `phi`, gradients `g0` …, and `h0` …, the gradients of the sum of their products with the directions. */
export const peerGraph = (golden: PeerCase, f: (x: readonly Sym[]) => Sym): Graph => {
  const types = Object.fromEntries(golden.shapes.map((shape, i) => [`x${i}`, f64(...shape)]));
  return define(types, (symbols) => {
    const x = golden.shapes.map((_, i) => symbols[`x${i}`]!);
    const value = f(x);
    const phi = value.sin().mul(tensorOf(golden.shape, golden.weights)).sum();
    const first = grad(phi, x);
    const along = first.map((gradient, i) => gradient.mul(tensorOf(golden.shapes[i]!, golden.directions[i]!)).sum());
    const second = grad(
      along.reduce((sum, term) => sum.add(term)),
      x,
    );
    const named = (name: string, all: readonly Sym[]): Record<string, Sym> =>
      Object.fromEntries(all.map((sym, i) => [`${name}${i}`, sym]));
    return { value, phi, ...named('g', first), ...named('h', second) };
  });
};

/** The greatest error, as a part of the greatest element; ∞ where the counts differ. */
export const errorOf = (found: ArrayLike<number>, wanted: ArrayLike<number>): number => {
  if (found.length !== wanted.length) return Infinity;
  const errors = Array.from(wanted, (x, i) => x - found[i]!);
  return largest(errors) / (largest(wanted) || 1);
};
