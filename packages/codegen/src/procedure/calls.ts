/** From a node to the calls of procedures that compute it. */
import {
  sizeOf,
  type Attrs,
  type Matrix,
  type Node,
  type Op,
  type Several,
  type Shape,
  type TensorType,
} from '@adjoint/ir';
import { startsOf } from '../schedule/needed.ts';
import { COEFFICIENTS } from './exponential.ts';
import { convolutionOf } from './fourier.ts';
import { orthogonalRoom } from './householder.ts';
import { packed } from './products.ts';
import { singularRoom } from './singular.ts';
import type { ProcedureCall, ProcedureName } from './table.ts';

/** Where a node is computed: the places of its arguments and its result, as doubles, and more of them where they are needed. */
export interface Site {
  readonly node: Node;
  readonly types: readonly TensorType[];
  readonly args: readonly number[];
  readonly out: number;
  /** The first of so many doubles that are free while the node is computed. */
  readonly scratch: (doubles: number) => number;
  /** The first of as many doubles as `keptBy` says: 0 before any call, and nobody else's. */
  readonly kept: number;
}

/** What procedures compute. */
export type Procedural = Matrix | Several | 'signDet' | 'sort' | 'argsort' | 'searchSorted' | 'fft' | 'randomBits';
type Calls<O extends Op> = (site: Site, attrs: Attrs<O>) => readonly ProcedureCall[];

const call = (name: ProcedureName, ...args: number[]): ProcedureCall => ({ name, args });

/** How many matrices an argument is, and their rows and columns. */
const dimsOf = ({ types }: Site, slot: number): readonly [count: number, rows: number, columns: number] => {
  const { shape } = types[slot]!;
  const [m, n] = shape.slice(-2) as [number, number];
  return [sizeOf(shape.slice(0, -2)), m, n];
};

const measure =
  (name: 'det' | 'signDet' | 'logAbsDet') =>
  (site: Site): ProcedureCall[] => {
    const [count, n] = dimsOf(site, 0);
    return [call(name, count, site.args[0]!, site.out, n, site.scratch(n * n + n + packed(n)))];
  };

/** The places of the results of a node, one after the other. */
const resultsOf = ({ node, out }: Site): number[] => startsOf(node.type).map((start) => out + start);

/** The numbers of rows along an axis, of their elements, and of places between these. */
const around = (shape: Shape, axis: number): readonly [before: number, along: number, after: number] => [
  sizeOf(shape.slice(0, axis)),
  shape[axis]!,
  sizeOf(shape.slice(axis + 1)),
];

const order =
  (name: 'sort' | 'argsort', each: number): Calls<'sort'> =>
  (site, { axis }) => {
    const rows = around(site.node.type.shape, axis);
    return [call(name, ...rows, site.args[0]!, site.out, site.scratch(each * rows[1]))];
  };

const calls: { readonly [O in Procedural]: Calls<O> } = {
  cholesky: (site) => {
    const [count, n] = dimsOf(site, 0);
    return [call('cholesky', count, site.args[0]!, site.out, n, site.scratch(packed(n)))];
  },
  triangularSolve: (site, { lower, transpose, unitDiagonal }) => {
    const [count, n, k] = dimsOf(site, 1);
    const flags = [lower, transpose, unitDiagonal].map(Number);
    return [call('triangularSolve', count, ...site.args, site.out, n, k, ...flags, site.scratch(packed(k)))];
  },
  solve: (site) => {
    const [count, n, k] = dimsOf(site, 1);
    const work = site.scratch(n * n + n + packed(Math.max(n, k)));
    return [call('solve', count, ...site.args, site.out, n, k, work)];
  },
  adjugate: (site) => {
    const [count, n] = dimsOf(site, 0);
    const room = 2 * n * n + n + Math.max(singularRoom(n, n), n * n + n + packed(n));
    return [call('adjugate', count, site.args[0]!, site.out, n, site.scratch(room))];
  },
  expm: (site, { units = 0 }) => {
    const [count, n] = dimsOf(site, 0);
    const places = 2 ** units;
    const room = COEFFICIENTS + 6 * places * n * n + n + packed(n);
    return [call('expm', count / places, site.args[0]!, site.out, n, units, places, site.scratch(room))];
  },
  pinv: (site, { rtol }) => {
    const [count, m, n] = dimsOf(site, 0);
    const k = Math.min(m, n);
    const at = site.scratch(1);
    const room = (m + n) * k + k + Math.max(singularRoom(m, n), m * k + packed(m));
    return [{ put: rtol, at }, call('pinv', count, site.args[0]!, site.out, m, n, k, at, site.scratch(room))];
  },
  qr: (site, { full }) => {
    const [count, m, n] = dimsOf(site, 0);
    const c = full ? m : n;
    return [
      call('qr', count, site.args[0]!, ...resultsOf(site), m, n, c, site.scratch(m * n + orthogonalRoom(m, n, c))),
    ];
  },
  eigh: (site) => {
    const [count, n] = dimsOf(site, 0);
    return [call('eigh', count, site.args[0]!, ...resultsOf(site), n, site.scratch(n * n + 3 * n + 1))];
  },
  svd: (site) => {
    const [count, m, n] = dimsOf(site, 0);
    const k = Math.min(m, n);
    const work = site.scratch(n * k + singularRoom(m, n));
    return [call('svd', count, site.args[0]!, ...resultsOf(site), m, n, k, work)];
  },
  det: measure('det'),
  signDet: measure('signDet'),
  logAbsDet: measure('logAbsDet'),
  sort: order('sort', 2),
  argsort: order('argsort', 4),
  searchSorted: (site, { right }) => {
    const [row, values] = site.types.map(({ shape }) => shape) as [Shape, Shape];
    const each = sizeOf(values.slice(row.length - 1));
    return [call('searchSorted', sizeOf(values), each, ...site.args, site.out, row.at(-1)!, Number(right))];
  },
  randomBits: ({ types, args, out }, { shape, width }) => [
    call('randomBits', sizeOf(types[0]!.shape) / 2, sizeOf(shape), Number(width === 64), args[0]!, out),
  ],
  fft: (site, { axis, inverse }) => {
    const [before, along, after] = around(site.node.type.shape, axis);
    const rows = [before, along, after, site.args[0]!, site.out, Number(inverse), site.kept];
    const size = convolutionOf(along);
    return size === undefined
      ? [call('fft', ...rows, site.scratch(4 * along))]
      : [call('fftByConvolution', ...rows, site.scratch(2 * along + 4 * size), size)];
  },
};

export const isProcedural = (op: Op): op is Procedural => Object.hasOwn(calls, op);

/** The calls, in order, that compute the node of a site. */
export const callsOf = (site: Site): readonly ProcedureCall[] => {
  const { op, attrs } = site.node;
  return (calls[op as Procedural] as Calls<Op>)(site, attrs);
};

/** Doubles that calls keep from one run to the next, by what they hold: nodes of one key share them. */
export interface Kept {
  readonly key: string;
  readonly size: number;
}

/** What the calls of a node keep. */
export const keptBy = ({ op, attrs, type }: Node): Kept | undefined => {
  if (op !== 'fft') return undefined;
  const along = type.shape[(attrs as Attrs<'fft'>).axis]!;
  const size = convolutionOf(along);
  return { key: `fft ${along}`, size: 1 + 2 * along + (size === undefined ? 0 : 4 * size) };
};
