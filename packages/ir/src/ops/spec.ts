/** The notation of a contraction, `"ij,jk->ik"`: letters name indices; all that the result lacks are summed over. */
import { InputError } from '../error/error.ts';
import type { Shape } from '../type/type.ts';

export interface Spec {
  readonly operands: readonly string[];
  readonly result: string;
}

const SPEC = /^([A-Za-z]*)(?:,([A-Za-z]*))?->([A-Za-z]*)$/;

/** Reads the spec of one or two operands. Throws `attribute`. */
export const parseSpec = (spec: string): Spec => {
  const match = SPEC.exec(spec);
  if (match === null) {
    const want = 'letters for each of one or two operands, an arrow, letters for the result, as in "ij,jk->ik"';
    throw new InputError('attribute', {
      op: 'contract',
      attribute: 'spec',
      got: JSON.stringify(spec.slice(0, 80)),
      want,
    });
  }
  const [, first = '', second, result = ''] = match;
  return { operands: second === undefined ? [first] : [first, second], result };
};

export const showSpec = ({ operands, result }: Spec): string => `${operands.join(',')}->${result}`;

/** The size of each index. Throws `size` where two uses of a letter disagree. */
export const indexSizes = (labels: readonly string[], shapes: readonly Shape[]): Map<string, number> => {
  const sizes = new Map<string, number>();
  labels.forEach((letters, i) => {
    const shape = shapes[i]!;
    if (letters.length !== shape.length) {
      const want = `${letters.length} axes for "${letters}"`;
      throw new InputError('attribute', {
        op: 'contract',
        attribute: 'spec',
        got: `given shape [${shape.join(',')}]`,
        want,
      });
    }
    for (let axis = 0; axis < shape.length; axis++) {
      const dim = sizes.get(letters[axis]!) ?? shape[axis]!;
      if (dim !== shape[axis]) {
        const want = `one size for index ${letters[axis]}, which has ${dim} and ${shape[axis]}`;
        throw new InputError('attribute', { op: 'contract', attribute: 'spec', got: labels.join(','), want });
      }
      sizes.set(letters[axis]!, dim);
    }
  });
  return sizes;
};

const ALPHABET = 'ijklmnopqrstuvwxyzabcdefghIJKLMNOPQRSTUVWXYZABCDEFGH';

/** The same spec with letters in the order i, j, k … of first use, so that equal contractions are spelled alike. */
export const canonicalSpec = ({ operands, result }: Spec): Spec => {
  const names = new Map<string, string>();
  const rename = (letters: string): string =>
    [...letters]
      .map((letter) => names.get(letter) ?? (names.set(letter, ALPHABET[names.size]!), names.get(letter)!))
      .join('');
  return { operands: operands.map(rename), result: rename(result) };
};
