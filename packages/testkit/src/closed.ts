/** Values of expressions that take no input. */
import { define, evaluate, type Sym, type Tensor } from 'adjoint';

export const evaluated = (value: Sym): Tensor =>
  evaluate(
    define({}, () => value),
    {},
  ).out;
export const numbersOf = (value: Sym): number[] => Array.from<number>(evaluated(value).data);
