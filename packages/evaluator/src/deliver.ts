/** Hands out what a program computed: in fresh tensors, or in the caller's own arrays. */
import { InputError, sameShape, sizeOf, type TensorType, type TypedArray } from '@adjoint/ir';
import { copyTo } from './feed.ts';
import { storedDType, Tensor, typedArray } from './tensor.ts';

/** An output: `view` is where the program leaves it. */
export interface Outlet {
  readonly name: string;
  readonly type: TensorType;
  readonly view: TypedArray;
}

/** Every output as a new tensor. */
export const fresh = (outlets: ReadonlyMap<string, Outlet>): Record<string, Tensor> => {
  const result: Record<string, Tensor> = {};
  for (const { name, type, view } of outlets.values()) {
    result[name] = new Tensor(type.dtype, type.shape, typedArray(type.dtype, view));
  }
  return result;
};

const dataOf = (target: Tensor | TypedArray): TypedArray => (ArrayBuffer.isView(target) ? target : target.data);

const demandFits = ({ name, type }: Outlet, target: Tensor | TypedArray): void => {
  const data = typeof target === 'object' && target !== null ? dataOf(target) : undefined;
  const dtype = storedDType(data);
  if (data === undefined || dtype === undefined) {
    throw new InputError('value', {
      got: `what output ${JSON.stringify(name)} is to be written to`,
      want: 'a typed array or a Tensor',
    });
  }
  if (dtype !== type.dtype) throw new InputError('dtype', { op: `into ${name}`, got: [dtype], want: type.dtype });
  const shape = ArrayBuffer.isView(target) ? undefined : target.shape;
  if (data.length !== sizeOf(type.shape) || (shape !== undefined && !sameShape(shape, type.shape))) {
    throw new InputError('size', {
      op: `into ${name}`,
      from: shape ?? [data.length],
      to: type.shape,
      rule: 'a tensor must have the shape of the output, a typed array its number of elements',
    });
  }
};

export type Targets<O extends string = string> = { readonly [K in O]?: Tensor | TypedArray };

/** Throws `name-unknown`, `value`, `dtype` or `size` unless each target is one for its output. */
export const demandTargets = (outlets: ReadonlyMap<string, Outlet>, targets: Targets): void => {
  for (const name in targets) {
    const outlet = outlets.get(name);
    if (!Object.hasOwn(targets, name)) continue;
    if (outlet === undefined)
      throw new InputError('name-unknown', { name, what: 'output', known: [...outlets.keys()] });
    demandFits(outlet, targets[name]!);
  }
};

/** Writes the outputs that have a target. */
export const fillTargets = (outlets: ReadonlyMap<string, Outlet>, targets: Targets): void => {
  for (const name in targets) {
    if (Object.hasOwn(targets, name)) copyTo(dataOf(targets[name]!), outlets.get(name)!.view);
  }
};
