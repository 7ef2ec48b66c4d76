/** Loops around straight-line code: what every target prints. */
import type { Stored } from '../schedule/widths.ts';
import { arityOf, writes, type Code, type Combine } from './code.ts';

/** Where a load or store goes: a place, counted in elements of its width, and a step for each loop; and for each unit of its index, if it has one. */
export interface Access extends Stored {
  readonly base: number;
  readonly strides: readonly number[];
  readonly by?: number;
}

/** A value gathered over all loops from `depth` on, in a local, and stored after them. */
export interface Fold {
  readonly combine: Combine;
  /** The value of the code that is gathered. */
  readonly value: number;
  readonly depth: number;
  /** What it starts with; undefined where it goes on from what is stored. */
  readonly start: number | undefined;
  readonly access: number;
  /** How it is rounded: after each step to 32 bits (`wrap`), where `mul` is `imul`; or once, before it is stored (`fround`). */
  readonly rounds: 'wrap' | 'fround' | undefined;
}

/** A number that each step of a loop makes of itself and others, in a local. */
export interface State {
  /** What it begins with: a number, or what an access reads. */
  readonly start: { readonly number: number } | { readonly read: number };
  /** The value of the code that it is in the next step. */
  readonly next: number;
  /** The access that writes it in the end, if any does. */
  readonly access: number | undefined;
}

/** Loops of `sizes`, the outermost first; the code runs in the innermost, or in the outermost loop that its operands know of. */
export interface Nest {
  readonly sizes: readonly number[];
  readonly accesses: readonly Access[];
  readonly code: Code;
  readonly folds: readonly Fold[];
  /** Of an innermost loop whose steps come one after the other; it is as long as `while` lets it where its size is ∞. */
  readonly states?: readonly State[];
  /** How many nodes of the graph it computes. */
  readonly nodes: number;
}

/** The nest with those loops that walk as one joined. Its code is shared. */
export const joined = (nest: Nest): Nest => {
  const { sizes, accesses, folds } = nest;
  const keep: number[] = [];
  const sums: number[] = [];
  const newDepth: number[] = [];
  sizes.forEach((size, axis) => {
    const outer = keep.at(-1);
    const walks = ({ strides }: Access): boolean => strides[outer!] === strides[axis]! * size;
    newDepth[axis] = keep.length;
    if (outer !== undefined && folds.every(({ depth }) => depth !== axis) && accesses.every(walks)) {
      keep[keep.length - 1] = axis;
      sums[sums.length - 1]! *= size;
    } else {
      keep.push(axis);
      sums.push(size);
    }
  });
  if (keep.length === sizes.length) return nest;
  newDepth[sizes.length] = keep.length;
  return {
    ...nest,
    sizes: sums,
    accesses: accesses.map((access) => ({ ...access, strides: keep.map((axis) => access.strides[axis]!) })),
    folds: folds.map((fold) => ({ ...fold, depth: newDepth[fold.depth]! })),
  };
};

/** How many loops stand around an access: those it steps in and all outside of them. */
const depthOf = ({ strides }: Access): number => {
  let depth = strides.length;
  while (depth > 0 && strides[depth - 1] === 0) depth--;
  return depth;
};

/** For each instruction, how many loops stand around it: no more than its operands need; stores and states stand in all. */
export const levels = ({ sizes, accesses, code }: Nest): Int32Array => {
  const { ops, a } = code;
  const found = new Int32Array(ops.length);
  if (sizes.length === 0) return found;
  for (let i = 0; i < ops.length; i++) {
    const op = ops[i]!;
    if (writes(op) || op === 'state' || op === 'while') {
      found[i] = sizes.length;
      continue;
    }
    if (op === 'load' || op === 'loadAt') found[i] = depthOf(accesses[a[i]!]!);
    else if (op === 'index') found[i] = a[i]! + 1;
    for (let slot = arityOf(op) - 1; slot >= 0; slot--) found[i] = Math.max(found[i]!, found[code.value(i, slot)]!);
  }
  return found;
};
