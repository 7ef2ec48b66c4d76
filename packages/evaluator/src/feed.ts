/** Checks what a caller feeds and writes it where a program reads it. Nothing is converted that the caller did not write as a plain number. */
import {
  convert,
  fits,
  givenRecord,
  InputError,
  literal,
  sameShape,
  showNumber,
  showType,
  type DType,
  type Literal,
  type Numeric,
  type Shape,
  type TensorType,
  type TypedArray,
} from '@adjoint/ir';
import { copyTo, named, plainOf, writePlain, type Named, type Plain } from './plain.ts';
import { storedDType } from './tensor.ts';

/** An input: `view` is where the program reads it, absent where nothing needs it. */
export interface Port extends Plain {
  readonly type: TensorType;
  /** Whether it must be fed. */
  readonly demanded: boolean;
}

const misfit = ({ name, type }: Port, got: string): InputError =>
  new InputError('feed', { name, got, want: showType(type) });

const writeNumber = (port: Port, x: number): void => {
  const { dtype, shape } = port.type;
  if (shape.length > 0 || !fits[dtype](x)) throw misfit(port, `the number ${showNumber(x)}`);
  if (port.view !== undefined) port.view[0] = convert[dtype](x);
};

const writeTruth = (view: TypedArray, data: ArrayLike<number>): void => {
  for (let i = 0; i < data.length; i++) view[i] = +(data[i] !== 0);
};

const writeArray = ({ type, view }: Port, data: ArrayLike<number>): void => {
  if (view === undefined) return;
  if (type.dtype === 'bool') writeTruth(view, data);
  else copyTo(view, data, data.length);
};

const writeTyped = (port: Port, data: TypedArray, dtype: DType): void => {
  if (dtype !== port.type.dtype || data.length !== port.size) throw misfit(port, `${data.length} elements of ${dtype}`);
  writeArray(port, data);
};

/** Whether a value of shape `from` can be one of shape `to`: of no elements, nested arrays cannot write the axes after the empty one. */
const fitsShape = (from: Shape, to: Shape): boolean =>
  sameShape(from, to) || (from.at(-1) === 0 && sameShape(from, to.slice(0, from.length)));

const typeOf = ({ dtype, shape }: Literal): string =>
  dtype === undefined ? `numbers of shape [${shape.join(',')}]` : showType({ dtype, shape });

const writeLiteral = (port: Port, read: Literal, nested: boolean): void => {
  const { dtype, shape } = port.type;
  const fit = nested ? fitsShape(read.shape, shape) : sameShape(read.shape, shape);
  if (!fit || (read.dtype !== undefined && read.dtype !== dtype)) throw misfit(port, typeOf(read));
  if (read.dtype !== undefined) return writeArray(port, read.data);
  for (let i = 0; i < read.data.length; i++) {
    const x = read.data[i]!;
    if (!fits[dtype](x)) throw misfit(port, `the number ${showNumber(x)} among them`);
    if (port.view !== undefined) port.view[i] = convert[dtype](x);
  }
};

/** The value read; what is no value is the feed's fault. A tensor must hold the class of array that its dtype has. */
const readAs = (port: Port, value: Numeric): Literal => {
  try {
    const read = literal(value);
    const own = storedDType(read.data);
    if (own === undefined || own === read.dtype) return read;
    throw misfit(port, `a tensor of ${read.dtype} with elements of ${own}`);
  } catch (error) {
    if (error instanceof InputError && error.code !== 'feed') throw misfit(port, error.message.split('\n')[0]!);
    throw error;
  }
};

/** Writes a value for an input. Throws `feed` unless it has the input's dtype and shape. */
const write = (port: Port, value: Numeric): void => {
  if (typeof value === 'number') return writeNumber(port, value);
  const dtype = storedDType(value);
  if (dtype !== undefined) return writeTyped(port, value as TypedArray, dtype);
  writeLiteral(port, readAs(port, value), Array.isArray(value));
};

export type Feeds<I extends string = string> = { readonly [K in I]: Numeric };

const writeEach = (ports: Named<Port>, feeds: Readonly<Record<string, Numeric | undefined>>): void => {
  givenRecord('feeds', feeds, 'a value for each input');
  for (const name in feeds) {
    if (Object.hasOwn(feeds, name) && !ports.by.has(name)) {
      throw new InputError('name-unknown', { name, what: 'input', known: [...ports.by.keys()] });
    }
  }
  for (const port of ports.list) {
    const value = Object.hasOwn(feeds, port.name) ? feeds[port.name] : undefined;
    if (value !== undefined) write(port, value);
    else if (port.demanded) throw misfit(port, 'nothing');
  }
};

/** Writes all feeds. Throws `name-unknown` for a name that is no input, `feed` for a demanded one that is missing. */
export const writeFeeds = (ports: Named<Port>, feeds: Readonly<Record<string, Numeric | undefined>>): void => {
  if (!writePlain(ports, feeds)) writeEach(ports, feeds);
};

/** The ports of the inputs of a graph. */
export const portsOf = (
  types: Readonly<Record<string, TensorType>>,
  views: ReadonlyMap<string, TypedArray>,
  demanded: (name: string) => boolean,
): Named<Port> =>
  named(
    Object.entries(types).map(([name, type]) => {
      return { ...plainOf(name, type), type, view: views.get(name), demanded: demanded(name) };
    }),
  );
