/** The type rule of every elementwise op: shapes are equal (broadcasting is explicit), dtypes follow the op's signature. */
import { InputError } from '../error/error.ts';
import { isFloat, sameShape, tensorType, type DType, type TensorType } from '../type/type.ts';
import { ALIKE, FLOATS, isNumeric, NUMBERS } from './check.ts';
import { OPS, type Elementwise } from './ops.ts';
import type { Signature } from './row.ts';

interface Rule {
  readonly takes: (dtype: DType) => boolean;
  readonly want: string;
  readonly gives: 'same' | 'bool';
}

const anything = (): boolean => true;
const isBool = (dtype: DType): boolean => dtype === 'bool';

export const signatures: { readonly [S in Exclude<Signature, 'select'>]: Rule } = {
  float: { takes: isFloat, want: FLOATS, gives: 'same' },
  number: { takes: isNumeric, want: NUMBERS, gives: 'same' },
  equate: { takes: anything, want: ALIKE, gives: 'bool' },
  compare: { takes: isNumeric, want: NUMBERS, gives: 'bool' },
  test: { takes: isNumeric, want: NUMBERS, gives: 'bool' },
  logic: { takes: isBool, want: 'bool', gives: 'bool' },
  same: { takes: anything, want: ALIKE, gives: 'same' },
};

const demandShapes = (op: string, args: readonly TensorType[]): void => {
  for (const { shape } of args) {
    if (!sameShape(shape, args[0]!.shape)) {
      throw new InputError('broadcast', { op, shapes: args.map((arg) => arg.shape) });
    }
  }
};

const selectType = (op: string, args: readonly TensorType[]): TensorType => {
  const [condition, a, b] = args as [TensorType, TensorType, TensorType];
  if (condition.dtype !== 'bool' || a.dtype !== b.dtype) {
    throw new InputError('dtype', {
      op,
      got: args.map((arg) => arg.dtype),
      want: 'a bool and two values of one dtype',
    });
  }
  return a;
};

/** The type of an elementwise op's result; throws `arity`, `broadcast` or `dtype`. */
export const elementwiseType = (op: Elementwise, args: readonly TensorType[]): TensorType => {
  const { of, signature } = OPS[op];
  if (args.length !== of.length) throw new InputError('arity', { op, got: args.length, want: `${of.length}` });
  const first = args[0]!;
  demandShapes(op, args);
  if (signature === 'select') return selectType(op, args);
  const { takes, want, gives } = signatures[signature];
  for (const { dtype } of args) {
    if (dtype === first.dtype && takes(dtype)) continue;
    throw new InputError('dtype', {
      op,
      got: args.map((arg) => arg.dtype),
      want: args.length > 1 ? `${want}, all alike` : want,
    });
  }
  return gives === 'same' ? first : tensorType('bool', first.shape);
};
