/** Scopes are ranges of nodes that nest as parentheses do: two of them are apart, or one lies in the other. */
import type { Scope } from './graph.ts';

/** Outer scopes before inner ones, in the order of their nodes. */
export const outerFirst = (a: Scope, b: Scope): number => a.from - b.from || b.to - a.to;

/** Places in the list of two scopes that cross, or undefined when all nest. n · log n. */
export const crossing = (scopes: readonly Scope[]): readonly [number, number] | undefined => {
  const order = scopes.map((_, i) => i).sort((a, b) => outerFirst(scopes[a]!, scopes[b]!));
  const open: number[] = [];
  for (const i of order) {
    const { from, to } = scopes[i]!;
    while (open.length > 0 && scopes[open.at(-1)!]!.to <= from) open.pop();
    const around = open.at(-1);
    if (around !== undefined && scopes[around]!.to < to) return [around, i];
    open.push(i);
  }
  return undefined;
};

/** The scopes that lie in no other, in the order of their nodes. */
export const outermost = (scopes: readonly Scope[]): Scope[] => {
  let end = 0;
  return [...scopes].sort(outerFirst).filter(({ from, to }) => {
    const outer = from >= end;
    if (outer) end = to;
    return outer;
  });
};
