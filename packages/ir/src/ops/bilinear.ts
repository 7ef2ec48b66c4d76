/** The one contraction: matmul, dot, outer, trace, diagonal and every einsum of one or two operands are spelled with it. */
import { InputError } from '../error/error.ts';
import { sameShape, tensorType } from '../type/type.ts';
import { dims, optional, text } from './attrs.ts';
import { ALIKE, demandDType, demandNumeric, isSame } from './check.ts';
import type { ArrayRow } from './row.ts';
import { indexSizes, parseSpec } from './spec.ts';

const schema = { spec: text, shape: optional(dims) };

/**
 * out[result] = Σ over the indices that the result lacks, of the product of the operands.
 * An index twice in an operand reads its diagonal, twice in the result writes one (zeros elsewhere); an index that only the result
 * has repeats along it, and `shape` then tells its size. So the adjoint of a contraction is the contraction with the result and
 * the operand exchanged.
 */
const contract: ArrayRow<'bilinear', typeof schema, 'any'> = {
  form: 'bilinear',
  doc: 'the sum, over the indices that the result of `spec` lacks, of the product of the operands',
  arity: 'any',
  schema,
  type: (args, attrs) => {
    const spec = parseSpec(attrs.spec);
    const want = `${spec.operands.length}, as spec "${attrs.spec}" says`;
    if (args.length !== spec.operands.length) throw new InputError('arity', { op: 'contract', got: args.length, want });
    demandNumeric('contract', args);
    demandDType('contract', args, isSame(args[0]!), ALIKE);
    const shapes = args.map((arg) => arg.shape);
    const sizes =
      attrs.shape === undefined
        ? indexSizes(spec.operands, shapes)
        : indexSizes([...spec.operands, spec.result], [...shapes, attrs.shape]);
    const result = [...spec.result].map((letter) => sizes.get(letter));
    if (result.includes(undefined)) {
      const why = 'the shape of the result, for it has an index that no operand has';
      throw new InputError('attribute', { op: 'contract', attribute: 'shape', got: 'missing', want: why });
    }
    const shape = result as number[];
    if (attrs.shape && !sameShape(shape, attrs.shape))
      throw new InputError('size', {
        op: 'contract',
        from: shape,
        to: attrs.shape,
        rule: 'the attribute shape must be that of the result',
      });
    return tensorType(args[0]!.dtype, shape);
  },
};

export const BILINEAR = { contract } as const;
