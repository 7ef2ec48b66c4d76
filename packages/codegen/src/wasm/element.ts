/** The numbers of a matrix product: their instructions, one at a time and in vectors. */
import { TILE } from '../loop/product.ts';
import type { Width } from '../schedule/widths.ts';
import type { Assembler } from './assembler.ts';
import * as X from './opcodes.ts';

export interface Element {
  readonly width: Width;
  /** Its type, for a local. */
  readonly type: number;
  readonly load: number;
  readonly store: number;
  /** Loads one on all lanes. */
  readonly splat: number;
  readonly add: number;
  readonly mul: number;
  /** a · b + c, rounded once or twice as the machine likes. */
  readonly madd: number;
  /** Columns of a tile. */
  readonly columns: number;
}

export const ELEMENTS: { readonly [W in Width]: Element } = {
  8: {
    width: 8,
    type: X.F64,
    load: X.F64_LOAD,
    store: X.F64_STORE,
    splat: X.V128_LOAD64_SPLAT,
    add: X.F64X2_ADD,
    mul: X.F64X2_MUL,
    madd: X.F64X2_RELAXED_MADD,
    columns: TILE.columns[8],
  },
  4: {
    width: 4,
    type: X.F32,
    load: X.F32_LOAD,
    store: X.F32_STORE,
    splat: X.V128_LOAD32_SPLAT,
    add: X.F32X4_ADD,
    mul: X.F32X4_MUL,
    madd: X.F32X4_RELAXED_MADD,
    columns: TILE.columns[4],
  },
};

/** Turns a number of one width, which was pushed, into one of another. */
export const converted = (f: Assembler, from: Width, to: Width): void => {
  if (from !== to) f.op(to === 4 ? X.F32_DEMOTE_F64 : X.F64_PROMOTE_F32);
};
