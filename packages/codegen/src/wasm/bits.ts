/**
 * The primitives on bits, `power`, `exponent` and `fraction`, in instructions: on one number of each precision, and on lanes. A whole number n
 * beside 2⁵² has its bits as its last digits, so additions and shifts do what conversions would.
 */
import { MIDDLE_BITS, type Precision } from '@adjoint/ir';
import * as X from './opcodes.ts';

export type BitPrim = 'power' | 'exponent' | 'fraction';
export const isBitPrim = (op: string): op is BitPrim => op === 'power' || op === 'exponent' || op === 'fraction';

/** A number of 64 bits as `i64.const` has it: signed LEB128. */
const signed = (x: bigint): number[] => {
  const bytes: number[] = [];
  let rest = x;
  while (rest < -0x40n || rest > 0x3fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  return [...bytes, Number(rest & 0x7fn)];
};
const i64 = (x: bigint): number[] => [X.I64_CONST, ...signed(BigInt.asIntN(64, x))];
const i32 = (x: bigint): number[] => [X.I32_CONST, ...signed(BigInt.asIntN(32, x))];
const littleEndian = (x: bigint): number[] => Array.from({ length: 8 }, (_, i) => Number((x >> BigInt(8 * i)) & 0xffn));
const v128 = (x: bigint): number[] => [X.SIMD, X.V128_CONST, ...littleEndian(x), ...littleEndian(x)];
const v128Of32 = (x: bigint): number[] => v128((x << 32n) | x);
const simd = (op: number): number[] => (op < 0x80 ? [X.SIMD, op] : [X.SIMD, (op & 0x7f) | 0x80, op >> 7]);

interface Format {
  readonly digits: bigint;
  /** The bits of √½, and of all digits. */
  readonly middle: bigint;
  readonly mask: bigint;
  /** The bits of 2^digits + bias; and those of 2^digits, what is added before the shift, and what is taken away after. */
  readonly power: bigint;
  readonly unit: bigint;
  readonly lift: bigint;
  readonly fall: bigint;
}
const format = (digits: bigint, bias: bigint, middle: bigint): Format => {
  const unit = (digits + bias) << digits;
  const lift = ((bias + 1n) << digits) - middle;
  return { digits, middle, mask: (1n << digits) - 1n, power: unit + bias, unit, lift, fall: unit + bias + 1n };
};
const DOUBLE = format(52n, 1023n, BigInt(MIDDLE_BITS) << 32n);
const SINGLE = format(23n, 127n, ((BigInt(MIDDLE_BITS) - 0x3ff00000n) << 3n) + 0x3f800000n);

interface Instructions {
  readonly constant: (x: bigint) => number[];
  readonly float: (x: bigint) => number[];
  readonly toBits: readonly number[];
  readonly toFloat: readonly number[];
  readonly bitsAdd: readonly number[];
  readonly bitsSub: readonly number[];
  readonly bitsAnd: readonly number[];
  readonly add: readonly number[];
  readonly sub: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
}

const sequences = (of: Format, x: Instructions): { readonly [P in BitPrim]: readonly number[] } => ({
  power: [...x.float(of.power), ...x.add, ...x.toBits, ...x.left, ...x.toFloat],
  exponent: [
    ...x.toBits,
    ...x.constant(of.lift),
    ...x.bitsAdd,
    ...x.right,
    ...x.constant(of.unit),
    ...x.bitsAdd,
    ...x.toFloat,
    ...x.float(of.fall),
    ...x.sub,
  ],
  fraction: [
    ...x.toBits,
    ...x.constant(of.middle),
    ...x.bitsSub,
    ...x.constant(of.mask),
    ...x.bitsAnd,
    ...x.constant(of.middle),
    ...x.bitsAdd,
    ...x.toFloat,
  ],
});

/** On one number, which stands on the stack. */
export const BITS: { readonly [P in Precision]: { readonly [B in BitPrim]: readonly number[] } } = {
  f64: sequences(DOUBLE, {
    constant: i64,
    float: (x) => [X.F64_CONST, ...littleEndian(x)],
    toBits: [X.I64_REINTERPRET_F64],
    toFloat: [X.F64_REINTERPRET_I64],
    bitsAdd: [X.I64_ADD],
    bitsSub: [X.I64_SUB],
    bitsAnd: [X.I64_AND],
    add: [X.F64_ADD],
    sub: [X.F64_SUB],
    left: [...i64(52n), X.I64_SHL],
    right: [...i64(52n), X.I64_SHR_U],
  }),
  f32: sequences(SINGLE, {
    constant: i32,
    float: (x) => [X.F32_CONST, ...littleEndian(x).slice(0, 4)],
    toBits: [X.I32_REINTERPRET_F32],
    toFloat: [X.F32_REINTERPRET_I32],
    bitsAdd: [X.I32_ADD],
    bitsSub: [X.I32_SUB],
    bitsAnd: [X.I32_AND],
    add: [X.F32_ADD],
    sub: [X.F32_SUB],
    left: [...i32(23n), X.I32_SHL],
    right: [...i32(23n), X.I32_SHR_U],
  }),
};

/** On the lanes of a vector of that precision. */
export const LANE_BITS: { readonly [P in Precision]: { readonly [B in BitPrim]: readonly number[] } } = {
  f64: sequences(DOUBLE, {
    constant: v128,
    float: v128,
    toBits: [],
    toFloat: [],
    bitsAdd: simd(X.I64X2_ADD),
    bitsSub: simd(X.I64X2_SUB),
    bitsAnd: simd(X.V128_AND),
    add: simd(X.F64X2_ADD),
    sub: simd(X.F64X2_SUB),
    left: [...i32(52n), ...simd(X.I64X2_SHL)],
    right: [...i32(52n), ...simd(X.I64X2_SHR_U)],
  }),
  f32: sequences(SINGLE, {
    constant: v128Of32,
    float: v128Of32,
    toBits: [],
    toFloat: [],
    bitsAdd: simd(X.I32X4_ADD),
    bitsSub: simd(X.I32X4_SUB),
    bitsAnd: simd(X.V128_AND),
    add: simd(X.F32X4_ADD),
    sub: simd(X.F32X4_SUB),
    left: [...i32(23n), ...simd(X.I32X4_SHL)],
    right: [...i32(23n), ...simd(X.I32X4_SHR_U)],
  }),
};
