/** Which memory a nest reads and writes. */
import { writes } from './code.ts';
import type { Access, Nest } from './nest.ts';

/** The bytes from the first place of an access to the end of its last. */
export const rangeOf = ({ base, strides, width }: Access, sizes: readonly number[]): [from: number, to: number] => {
  let [low, high] = [base, base];
  strides.forEach((stride, depth) => {
    const far = stride * (sizes[depth]! - 1);
    if (far < 0) low += far;
    else high += far;
  });
  return [low * width, (high + 1) * width];
};

export interface Uses {
  readonly written: ReadonlySet<Access>;
  readonly read: ReadonlySet<Access>;
}

/** What is read by an index may stand anywhere in its value; so nothing writes there, or else the order of steps would count on one thread too. */
export const usesOf = ({ code: { ops, a }, accesses, folds, states }: Nest): Uses => {
  const [written, read] = [new Set<Access>(), new Set<Access>()];
  ops.forEach((op, at) => {
    if (writes(op)) written.add(accesses[a[at]!]!);
    if (op === 'load' || op === 'accumulate') read.add(accesses[a[at]!]!);
  });
  for (const { access, start } of folds) {
    written.add(accesses[access]!);
    if (start === undefined) read.add(accesses[access]!);
  }
  for (const { start, access } of states ?? []) {
    if ('read' in start) read.add(accesses[start.read]!);
    if (access !== undefined) written.add(accesses[access]!);
  }
  return { written, read };
};
