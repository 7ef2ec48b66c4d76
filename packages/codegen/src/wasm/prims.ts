/** The instructions of each primitive: on one double, and on several lanes where there are such. The host's functions are called. */
import { isTruth, type Prim, type Write } from '../loop/code.ts';
import type { FormulaName, HostFunction } from '../loop/functions.ts';
import type { Lanes } from '../loop/lanes.ts';
import { BITS, type BitPrim } from './bits.ts';
import * as X from './opcodes.ts';

/** What chooses one of its operands. */
export type Chosen = 'lesser' | 'greater';
type Plain = Exclude<Prim, HostFunction | FormulaName | Write | Chosen | Reads | 'const' | 'while' | 'select' | 'imul'>;
type Reads = 'load' | 'loadAt' | 'index' | 'state';

/** On doubles: what follows the operands. */
export const SCALAR: { readonly [P in Plain]: readonly number[] } = {
  add: [0xa0],
  sub: [0xa1],
  mul: [0xa2],
  div: [0xa3],
  neg: [0x9a],
  abs: [0x99],
  sqrt: [0x9f],
  min: [0xa4],
  max: [0xa5],
  floor: [0x9c],
  ceil: [0x9b],
  trunc: [0x9d],
  nearest: [0x9e],
  fround: [X.F32_DEMOTE_F64, X.F64_PROMOTE_F32],
  wrap: [X.SATURATING, X.I64_TRUNC_SAT_F64_S, X.I32_WRAP_I64, X.F64_CONVERT_I32_S],
  eq: [0x61, X.F64_CONVERT_I32_U],
  ne: [0x62, X.F64_CONVERT_I32_U],
  lt: [0x63, X.F64_CONVERT_I32_U],
  gt: [0x64, X.F64_CONVERT_I32_U],
  le: [0x65, X.F64_CONVERT_I32_U],
  ge: [0x66, X.F64_CONVERT_I32_U],
  both: [0xa2],
  either: [0xa5],
  ...BITS.f64,
};

type OfFormula = Exclude<Plain, BitPrim | 'both' | 'either' | 'fround' | 'wrap'>;
/** On numbers of single precision; comparisons leave a truth value of 32 bits. */
export const SINGLE: { readonly [P in OfFormula]: readonly number[] } = {
  add: [X.F32_ADD],
  sub: [X.F32_SUB],
  mul: [0x94],
  div: [0x95],
  neg: [0x8c],
  abs: [X.F32_ABS],
  sqrt: [0x91],
  min: [0x96],
  max: [0x97],
  floor: [0x8e],
  ceil: [0x8d],
  trunc: [0x8f],
  nearest: [0x90],
  eq: [0x5b],
  ne: [X.F32_NE],
  lt: [0x5d],
  gt: [0x5e],
  le: [0x5f],
  ge: [0x60],
};

type Instructions = { readonly [P in Prim]?: readonly number[] };

/** What a writer of lanes writes otherwise. */
const OTHERWISE: Instructions = {
  const: [],
  load: [],
  loadAt: [],
  store: [],
  accumulate: [],
  addAt: [],
  select: [],
  power: [],
  exponent: [],
  fraction: [],
};

/** On two doubles or four singles, by the numbers after the prefix; comparisons give masks of all bits. */
export const VECTOR: { readonly [L in Lanes]: Instructions } = {
  2: {
    ...OTHERWISE,
    add: [X.F64X2_ADD],
    sub: [0xf1],
    mul: [X.F64X2_MUL],
    div: [0xf3],
    neg: [0xed],
    abs: [0xec],
    sqrt: [0xef],
    min: [0xf4],
    max: [0xf5],
    floor: [0x75],
    ceil: [0x74],
    trunc: [0x7a],
    nearest: [0x94],
    fround: [X.F32X4_DEMOTE_F64X2_ZERO, X.F64X2_PROMOTE_LOW_F32X4],
    eq: [0x47],
    ne: [X.F64X2_NE],
    lt: [0x49],
    gt: [0x4a],
    le: [0x4b],
    ge: [0x4c],
    lesser: [0xf6],
    greater: [0xf7],
    both: [X.V128_AND],
    either: [X.V128_OR],
    quarters: [],
    rest: [],
    lost: [],
    quartersf: [],
    restf: [],
    lostf: [],
  },
  4: {
    ...OTHERWISE,
    add: [X.F32X4_ADD],
    sub: [0xe5],
    mul: [X.F32X4_MUL],
    div: [0xe7],
    neg: [0xe1],
    abs: [0xe0],
    sqrt: [0xe3],
    min: [0xe8],
    max: [0xe9],
    floor: [0x68],
    ceil: [0x67],
    trunc: [0x69],
    nearest: [0x6a],
    fround: [],
    eq: [0x41],
    ne: [X.F32X4_NE],
    lt: [0x43],
    gt: [0x44],
    le: [0x45],
    ge: [0x46],
    lesser: [0xea],
    greater: [0xeb],
    both: [X.V128_AND],
    either: [X.V128_OR],
    quartersf: [],
    restf: [],
    lostf: [],
  },
};

/** Whether the primitive on lanes gives a mask. */
export const isMask = isTruth;
