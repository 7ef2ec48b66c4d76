/** Reads types as they are written: `f64[2,3]`. */
import { InputError } from '../error/error.ts';
import { resultsType, tensorType, type DType, type TensorType } from './type.ts';

const TYPE = /^(f64|f32|i32|bool)\[((?:\d{1,16}(?:,\d{1,16})*)?)\]$/;
const LONGEST = 1200;

/** A reader that gives equal texts one type, so that a million nodes share a few; undefined for a text that is no type. */
export const typeReader = (): ((text: string) => TensorType | undefined) => {
  const known = new Map<string, TensorType>();
  const single = (text: string): TensorType | undefined => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const match = text.length > LONGEST ? null : TYPE.exec(text);
    if (match === null) return undefined;
    const [, dtype, dims = ''] = match;
    try {
      const type = tensorType(dtype as DType, dims === '' ? [] : dims.split(',').map(Number));
      known.set(text, type);
      return type;
    } catch (error) {
      if (error instanceof InputError) return undefined;
      throw error;
    }
  };
  return (text) => {
    if (!text.includes(', ')) return single(text);
    const types = text.split(', ').map(single);
    return types.includes(undefined) ? undefined : resultsType(types as TensorType[]);
  };
};
