/** From a contraction of the schedule to its work: what the result starts with, the sums, and how they are rounded. */
import { sizeOf, stridesOf, type NodeId } from '@adjoint/ir';
import type { Schedule } from '../schedule/schedule.ts';
import { functionsIn } from './code.ts';
import { bodyOf } from './formula.ts';
import { isElementaryName, isHostFunction, type ElementaryName, type HostFunction } from './functions.ts';
import { filling, rounding } from './lower.ts';
import type { Nest } from './nest.ts';
import { indicesOf, productOf, startsAtZero, sumOf, type Contraction, type Product } from './product.ts';

/** What a function of a target computes. */
export type Work = { readonly nest: Nest } | { readonly product: Product };

/** The work of a contraction; packing takes places from `scratch` on. */
export const contract = (schedule: Schedule, places: Int32Array, id: NodeId, scratch: number): Work[] => {
  const { nodes, refs } = schedule;
  const node = nodes[id]!;
  const shapes = node.args.map((arg) => nodes[arg]!.type.shape);
  const read = node.args.map(refs.of);
  const strides = read.map((ref, i) => ref.strides ?? stridesOf(shapes[i]!));
  const [a = 0, b] = read.map(({ root, start }) => places[root]! + start);
  const o = places[id]!;
  const { type } = node;
  const contraction: Contraction = { indices: indicesOf(node, shapes, strides), o, a, b, type };
  const product = productOf(contraction, scratch);
  const size = sizeOf(type.shape);
  const work: Work[] = [];
  if (startsAtZero(contraction, product !== undefined)) work.push({ nest: filling(o, size, 0) });
  work.push(product === undefined ? { nest: sumOf(contraction) } : { product });
  if (type.dtype === 'f32') work.push({ nest: rounding(o, size) });
  return work;
};

const calledIn = (work: readonly Work[]): (HostFunction | ElementaryName)[] =>
  functionsIn(work.flatMap((each) => ('nest' in each ? [each.nest.code] : [])));

/** The elementary functions that work calls. */
export const elementaryFunctions = (work: readonly Work[]): ElementaryName[] => calledIn(work).filter(isElementaryName);

/** The functions that work asks of the host, formulas of what it calls too. */
export const hostFunctions = (work: readonly Work[]): HostFunction[] => {
  const called = calledIn(work);
  const within = functionsIn(called.filter(isElementaryName).map((name) => bodyOf(name).code));
  return [...new Set([...called, ...within])].filter(isHostFunction).sort();
};

/** Whether functions of the host are called within its loops. */
export const callsHostOften = (work: Work): boolean =>
  'nest' in work && work.nest.sizes.length > 0 && work.nest.code.ops.some(isHostFunction);
