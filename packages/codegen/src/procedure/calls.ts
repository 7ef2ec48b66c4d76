/** From a node to the calls of procedures that compute it. */
import { sizeOf, type Attrs, type Matrix, type Node, type Op, type TensorType } from '@adjoint/ir';
import { packed } from './elimination.ts';
import type { Call, ProcedureName } from './table.ts';

/** Where a node is computed: the places of its arguments and its result, as doubles, and more of them where they are needed. */
export interface Site {
  readonly node: Node;
  readonly types: readonly TensorType[];
  readonly args: readonly number[];
  readonly out: number;
  /** The first of so many doubles that are free while the node is computed. */
  readonly scratch: (doubles: number) => number;
}

/** What procedures compute. */
export type Procedural = Exclude<Matrix, 'adjugate' | 'expm' | 'pinv'> | 'signDet';
type Calls<O extends Op> = (site: Site, attrs: Attrs<O>) => readonly Call[];

const call = (name: ProcedureName, ...args: number[]): Call => ({ name, args });

/** How many matrices an argument is, and their rows and columns. */
const dimsOf = ({ types }: Site, slot: number): readonly [count: number, rows: number, columns: number] => {
  const { shape } = types[slot]!;
  const [m, n] = shape.slice(-2) as [number, number];
  return [sizeOf(shape.slice(0, -2)), m, n];
};

const measure =
  (name: 'det' | 'signDet' | 'logAbsDet') =>
  (site: Site): Call[] => {
    const [count, n] = dimsOf(site, 0);
    return [call(name, count, site.args[0]!, site.out, n, site.scratch(n * n + n + packed(n)))];
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
  det: measure('det'),
  signDet: measure('signDet'),
  logAbsDet: measure('logAbsDet'),
};

export const isProcedural = (op: Op): op is Procedural => Object.hasOwn(calls, op);

/** The calls, in order, that compute the node of a site. */
export const callsOf = (site: Site): readonly Call[] => {
  const { op, attrs } = site.node;
  return (calls[op as Procedural] as Calls<Op>)(site, attrs);
};
