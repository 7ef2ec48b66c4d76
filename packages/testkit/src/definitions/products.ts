/** Definitions of contractions and of Fourier transforms: sums of products. */
import { convert, indexSizes, parseSpec } from '@adjoint/ir';
import { cases, NUMBERS, on, valueOf, type Definitions } from './definition.ts';
import { along, at, indicesOf, times, total, type Index } from './places.ts';

export const products: Definitions<'contract' | 'fft'> = {
  contract: {
    cases: NUMBERS.flatMap((dtype) => [
      { types: [on(dtype, 3, 4), on(dtype, 4, 5)], attrs: { spec: 'ij,jk->ik' } },
      { types: [on(dtype, 3, 0), on(dtype, 0, 2)], attrs: { spec: 'ij,jk->ik' } },
      { types: [on(dtype, 3), on(dtype, 4)], attrs: { spec: 'i,j->ij' } },
      { types: [on(dtype, 3)], attrs: { spec: 'i->ii' } },
      { types: [on(dtype, 3, 3)], attrs: { spec: 'ii->' } },
      { types: [on(dtype), on(dtype, 2)], attrs: { spec: ',i->ik', shape: [2, 3] } },
    ]),
    element: (args, { spec }, { dtype, shape }) => {
      const { operands, result } = parseSpec(spec);
      const sizes = indexSizes([...operands, result], [...args.map((x) => x.shape), shape]);
      const letters = [...sizes.keys()];
      const all = indicesOf(letters.map((letter) => sizes.get(letter)!));
      const place = (index: Index, word: string): Index => [...word].map((letter) => index[letters.indexOf(letter)]!);
      const sums = letters.some((letter) => !result.includes(letter));
      const read = (index: Index): string => String(place(index, operands.join('')));
      return (index) => {
        const hits = all.filter((each) => String(place(each, result)) === String(index));
        const summed = hits.filter((each, k) => hits.findIndex((other) => read(other) === read(each)) === k);
        const terms = summed.map((each) =>
          args.map((x, i) => at(x, place(each, operands[i]!))).reduce((p, x) => times(dtype, p, x)),
        );
        return !sums && terms.length === 1 ? convert[dtype](terms[0]!) : total(dtype, terms);
      };
    },
  },
  // Lengths whose roots of unity have no error; others are in fourier.test.ts.
  fft: {
    cases: (['f64', 'f32'] as const).flatMap((dtype) =>
      [true, false].flatMap((inverse) =>
        cases(
          [dtype],
          [
            [[4, 2], { axis: 0, inverse }],
            [[1, 2], { axis: 0, inverse }],
            [[3, 2, 2], { axis: 1, inverse }],
            [[2, 4, 3, 2], { axis: 1, inverse }],
            [[4, 0, 2], { axis: 0, inverse }],
            [[0, 2], { axis: 0, inverse }],
          ],
        ).map((each) => ({ ...each, args: [valueOf(each.types[0]!, false)] })),
      ),
    ),
    element:
      ([x], { axis, inverse }) =>
      (index) => {
        const n = x!.shape[axis]!;
        const terms = along(index.slice(0, -1), axis, n).map((place, j) => {
          const [re, im] = [at(x!, [...place, 0]), at(x!, [...place, 1])];
          const quarter = (((inverse ? j : -j) * index[axis]! * 4) / n) & 3;
          return [
            [re, im],
            [-im, re],
            [-re, -im],
            [im, -re],
          ][quarter]![index.at(-1)!]!;
        });
        return total(x!.dtype, terms) + 0;
      },
  },
};
