/** The adjoint of a contraction with respect to an operand: exchange the operand and the result. */
import { contract, parseSpec, type Attrs, type Bilinear, type Sym } from '@adjoint/ir';

export type BilinearAdjoint<O extends Bilinear> = (ct: Sym, x: readonly Sym[], at: Attrs<O>, slot: number) => Sym;
export type BilinearAdjoints = { readonly [O in Bilinear]: BilinearAdjoint<O> };

export const bilinearAdjoints: BilinearAdjoints = {
  contract: (ct, xs, { spec }, slot) => {
    const { operands, result } = parseSpec(spec);
    const exchanged = operands.map((letters, i) => (i === slot ? result : letters));
    const wanted = operands[slot]!;
    const known = exchanged.join('');
    const own = [...wanted].some((letter) => !known.includes(letter));
    const factors = xs.map((x, i) => (i === slot ? ct : x));
    return contract(exchanged, wanted, factors, own ? xs[slot]!.shape : undefined);
  },
};
