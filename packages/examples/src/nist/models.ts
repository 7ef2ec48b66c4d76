/** The models of three NIST problems, each written once: `b` are the parameters sought, `x` the places of the data. */
import { define, div, exp, f64, type Graph, mul, neg, type Sym } from 'adjoint';

export type Model = Graph<'x' | 'b', 'y'>;

/** e^(−rate·x). */
const decay = (rate: Sym, x: Sym): Sym => exp(neg(mul(rate, x)));

/** c₀ + c₁x + c₂x² + …, by Horner's rule. */
const polynomial = (x: Sym, coefficients: readonly Sym[]): Sym =>
  coefficients.reduceRight((sum, coefficient) => sum.mul(x).add(coefficient));

const misra1a = define({ x: f64(14), b: f64(2) }, ({ x, b }) => ({
  y: b.at(0).mul(decay(b.at(1), x).neg().add(1)),
}));

const mgh17 = define({ x: f64(33), b: f64(5) }, ({ x, b }) => ({
  y: b
    .at(0)
    .add(b.at(1).mul(decay(b.at(3), x)))
    .add(b.at(2).mul(decay(b.at(4), x))),
}));

const thurber = define({ x: f64(37), b: f64(7) }, ({ x, b }) => {
  const above = polynomial(x, [b.at(0), b.at(1), b.at(2), b.at(3)]);
  const below = polynomial(x, [b.at(4), b.at(5), b.at(6)])
    .mul(x)
    .add(1);
  return { y: div(above, below) };
});

export const MODELS = { Misra1a: misra1a, MGH17: mgh17, Thurber: thurber } satisfies Record<string, Model>;
export type ProblemName = keyof typeof MODELS;
