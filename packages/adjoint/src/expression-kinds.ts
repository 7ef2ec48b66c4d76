/** The kinds of things that stand in an expression, and of arguments that its functions take. */
import { isSym, type Sym, type Value } from '@adjoint/ir';

/** Symbols among the items of a list: they are no value until they are stacked. */
export class SymbolList {
  readonly items: readonly Value[];
  constructor(items: readonly Value[]) {
    this.items = items;
  }
}

/** What stands in an expression: a value, or a list with symbols. */
export type Item = Value | SymbolList;

/** A kind of argument: `read` gives undefined for what is not of it. */
export interface Kind<T> {
  readonly want: string;
  readonly read: (item: Item) => T | undefined;
  readonly optional?: true;
}

const isWhole = (item: unknown): item is number => Number.isInteger(item);
const wholes = (item: Item): readonly number[] | undefined =>
  Array.isArray(item) && item.every(isWhole) ? item : undefined;
export const optional = <T>(kind: Kind<T>): Kind<T | undefined> => ({ ...kind, optional: true });

export const value: Kind<Value> = { want: 'a value', read: (item) => (item instanceof SymbolList ? undefined : item) };
export const whole: Kind<number> = { want: 'a whole number', read: (item) => (isWhole(item) ? item : undefined) };
export const axis: Kind<number> = { ...whole, want: 'an axis, as a whole number' };
export const numbers: Kind<readonly number[]> = {
  want: 'a whole number, or a list of them',
  read: (item) => (isWhole(item) ? [item] : wholes(item)),
};
export const axes: Kind<readonly number[]> = { ...numbers, want: 'an axis, as a whole number, or a list of them' };
/** Of two values the greater is `maximum`, which a writer of formulas may look for here. */
export const axesOf = (two: string): Kind<readonly number[]> => ({
  ...axes,
  want: `${axes.want}; ${two}(a, b) is of two values`,
});
export const values: Kind<readonly Value[]> = {
  want: 'a list of values',
  read: (item) =>
    item instanceof SymbolList ? item.items : Array.isArray(item) ? (item as readonly Value[]) : undefined,
};

/** Whether an item is a symbol or has some. */
export const isSymbolic = (item: Item): item is Sym | SymbolList => isSym(item) || item instanceof SymbolList;
