/** Functions of a module beside those of the work. */
import type { Bytes } from './bytes.ts';

/** The number of a function of the module, by its name. */
export type NumberOf = (name: string) => number;

/** A function that others call by its name: how many parameters of 32 bits it has, and what writes its body. */
export interface Helper {
  readonly name: string;
  readonly parameters: number;
  readonly write: (to: Bytes, numberOf: NumberOf) => void;
}
