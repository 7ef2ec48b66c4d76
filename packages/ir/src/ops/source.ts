/** Values without arguments. */
import { sizeOf } from '../type/shape.ts';
import type { TensorType } from '../type/type.ts';
import { numbers, type Schema } from './attrs.ts';
import { demand, demandNumeric } from './check.ts';
import type { SourceRow } from './row.ts';

const source = <S extends Schema>(doc: string, schema: S, check: SourceRow<S>['check']): SourceRow<S> => ({
  form: 'source',
  doc,
  schema,
  check,
});

const holds: { readonly [D in TensorType['dtype']]: (x: number) => boolean } = {
  f64: () => true,
  f32: (x) => Object.is(x, Math.fround(x)),
  i32: (x) => x === (x | 0) && !Object.is(x, -0),
  bool: (x) => Object.is(x, 0) || x === 1,
};

export const SOURCE = {
  input: source('a value that is fed', {}, () => {}),
  constant: source(
    'the numbers `data`, row major; truth values are 0 and 1',
    { data: numbers },
    ({ dtype, shape }, { data }) => {
      const size = sizeOf(shape);
      demand(
        data.length === size,
        'constant',
        'data',
        `${data.length} numbers`,
        `${size} numbers for shape [${shape.join(',')}]`,
      );
      const misfit = data.find((x) => !holds[dtype](x));
      demand(misfit === undefined, 'constant', 'data', misfit ?? null, `numbers that ${dtype} holds exactly`);
    },
  ),
  iota: source('0, 1, 2 …', {}, (type) => {
    demandNumeric('iota', [type]);
    demand(type.shape.length === 1, 'iota', 'type', `rank ${type.shape.length}`, 'of rank 1');
  }),
} as const;
