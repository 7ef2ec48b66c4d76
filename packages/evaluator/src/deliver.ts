/** Hands out what a program computed: in fresh tensors, or in the caller's own arrays. */
import { describe, givenRecord, InputError, sameShape, type TensorType, type TypedArray } from '@adjoint/ir';
import { copyTo, named, plainOf, takePlain, type Named, type Plain } from './plain.ts';
import { storedDType, Tensor, typedArray } from './tensor.ts';

/**
 * An output: `view` is where the program leaves it, `target` where the run under way will write it. What was written to last is `known` to
 * overlap no other output's, and need not be asked again.
 */
export interface Outlet extends Plain {
  readonly type: TensorType;
  readonly view: TypedArray;
  target: TypedArray | undefined;
  known: TypedArray | undefined;
  buffer: ArrayBufferLike | undefined;
}

/** The outlets of the outputs of a graph. */
export const outletsOf = (
  types: Readonly<Record<string, TensorType>>,
  views: ReadonlyMap<string, TypedArray>,
): Named<Outlet> =>
  named(
    Object.entries(types).map(([name, type]) => {
      return {
        ...plainOf(name, type),
        type,
        view: views.get(name)!,
        target: undefined,
        known: undefined,
        buffer: undefined,
      };
    }),
  );

/** Every output as a new tensor. */
export const fresh = ({ list }: Named<Outlet>): Record<string, Tensor> => {
  const result: Record<string, Tensor> = {};
  for (const { name, type, view } of list) {
    result[name] = new Tensor(type.dtype, type.shape, typedArray(type.dtype, view));
  }
  return result;
};

const dataOf = (target: Tensor | TypedArray): TypedArray => (ArrayBuffer.isView(target) ? target : target.data);

/** The array to write to. Throws `value`, `dtype` or `size`. */
const demandFits = ({ name, type, size }: Outlet, target: Tensor | TypedArray): TypedArray => {
  const data = typeof target === 'object' && target !== null ? dataOf(target) : undefined;
  const dtype = storedDType(data);
  if (data === undefined || dtype === undefined) {
    throw new InputError('value', {
      got: `what output ${describe(name)} is to be written to`,
      want: 'a typed array or a Tensor',
    });
  }
  if (dtype !== type.dtype) throw new InputError('dtype', { op: `into ${name}`, got: [dtype], want: type.dtype });
  const shape = ArrayBuffer.isView(target) ? undefined : target.shape;
  if (data.length !== size || (shape !== undefined && !sameShape(shape, type.shape))) {
    throw new InputError('size', {
      op: `into ${name}`,
      from: shape ?? [data.length],
      to: type.shape,
      rule: 'a tensor must have that shape, a typed array as many elements',
    });
  }
  return data;
};

export type Targets<O extends string = string> = { readonly [K in O]?: Tensor | TypedArray };

const takeEach = ({ by }: Named<Outlet>, targets: Targets): void => {
  givenRecord('into: the outputs', targets, 'typed arrays or Tensors');
  for (const name in targets) {
    if (!Object.hasOwn(targets, name)) continue;
    const outlet = by.get(name);
    if (outlet === undefined) throw new InputError('name-unknown', { name, what: 'output', known: [...by.keys()] });
    outlet.target = demandFits(outlet, targets[name]!);
  }
};

const overlap = (a: TypedArray, b: TypedArray): boolean =>
  Math.max(a.byteOffset, b.byteOffset) < Math.min(a.byteOffset + a.byteLength, b.byteOffset + b.byteLength);

/** Makes the targets known. Throws `option` where two lie in the same memory. */
const demandApart = (list: readonly Outlet[]): void => {
  for (const a of list) {
    a.known = a.target;
    // Asking an array for its buffer is slow.
    a.buffer = a.target?.buffer;
    for (const b of list) {
      if (a === b) break;
      if (a.buffer === undefined || a.buffer !== b.buffer || !overlap(a.target!, b.target!)) continue;
      throw new InputError('option', {
        option: `into: the memory of ${describe(a.name)}`,
        got: `also that of ${describe(b.name)}`,
        want: 'its own',
      });
    }
  }
};

/**
 * Each outlet that is named gets its target. Throws `option`, `name-unknown`, `value`, `dtype` or `size` unless each is one for its output, and
 * no two overlap.
 */
export const takeTargets = (outlets: Named<Outlet>, targets: Targets): void => {
  // The long way is a function of its own: what engines put into the caller has a bound, and the short way should fit.
  if (!takePlain(outlets, targets)) takeEach(outlets, targets);
  for (const { target, known } of outlets.list)
    if (target !== undefined && target !== known) return demandApart(outlets.list);
};

/** Writes the outputs that have a target, which they have no longer then. */
export const fillTargets = ({ list }: Named<Outlet>): void => {
  for (let i = 0; i < list.length; i++) {
    const outlet = list[i]!;
    const { target } = outlet;
    if (target === undefined) continue;
    copyTo(target, outlet.view, outlet.size);
    outlet.target = undefined;
  }
};

/** Forgets the targets of a run that failed. */
export const dropTargets = ({ list }: Named<Outlet>): void => {
  for (const outlet of list) outlet.target = outlet.known = undefined;
};
