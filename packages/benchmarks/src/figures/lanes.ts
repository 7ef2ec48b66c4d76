/**
 * How fast products of matrices can be on vectors of 128 bits: the innermost loop of one alone, four rows by two vectors of sums in registers, with
 * operands that stay in the nearest cache. What is over that is not to be had from WebAssembly, whatever surrounds the loop.
 */
import type { Size } from '../workload.ts';

export interface Lane {
  readonly dtype: 'f32' | 'f64';
  /** Whether the engine rounds products and sums once, by instructions that it may have. */
  readonly relaxed: boolean;
  readonly gflops: number;
}

const [ROWS, VECTORS, VECTOR_BYTES] = [4, 2, 16] as const;
/** Terms of a sum: 512 rows of two vectors and four numbers are some 24 kB. */
const TERMS = 512;
const CALLS = { full: 1000, tiny: 10 } as const;
const ROUNDS = 20;

/** Instructions after the prefix of vectors, and how many bytes a number has (WebAssembly specification, 3.0, §5.4). */
const CODES = {
  f32: { bytes: 4, splat: 9, mul: 0xe6, add: 0xe4, madd: 0x105 },
  f64: { bytes: 8, splat: 10, mul: 0xf2, add: 0xf0, madd: 0x107 },
} as const;
const [VECTOR, V128, I32, GET, SET, CONST, ADD, SUB, TEE] = [
  0xfd, 0x7b, 0x7f, 0x20, 0x21, 0x41, 0x6a, 0x6b, 0x22,
] as const;
const [LOOP, AGAIN, END, NOTHING] = [0x03, 0x0d, 0x0b, 0x40] as const;
const [LOAD, STORE] = [0, 11] as const;

/** What modules begin with, and their version. */
const MAGIC = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0] as const;

/** A number in groups of seven bits, the least first. */
const leb = (n: number): number[] => (n < 128 ? [n] : [(n & 127) | 128, ...leb(n >>> 7)]);
const vector = (code: number): number[] => [VECTOR, ...leb(code)];
const section = (id: number, ...body: number[]): number[] => [id, ...leb(body.length), ...body];

/** tile(left, right, terms): the places of the operands in memory, in bytes. */
const moduleOf = (dtype: Lane['dtype'], relaxed: boolean): Uint8Array<ArrayBuffer> => {
  const { bytes, splat, mul, add, madd } = CODES[dtype];
  const [left, right, terms, sums] = [0, 1, 2, 3];
  const x = sums + ROWS * VECTORS;
  const sum = (row: number, column: number): number => sums + VECTORS * row + column;
  const load = (code: number, place: number, offset: number): number[] => [GET, place, ...vector(code), 2, offset];
  const step = (local: number, by: number): number[] => [GET, local, CONST, by, ADD, SET, local];
  const body: number[] = [LOOP, NOTHING];
  for (let c = 0; c < VECTORS; c++) body.push(...load(LOAD, right, VECTOR_BYTES * c), SET, x + 1 + c);
  for (let r = 0; r < ROWS; r++) {
    body.push(...load(splat, left, bytes * r), SET, x);
    for (let c = 0; c < VECTORS; c++) {
      const [to, y] = [sum(r, c), x + 1 + c];
      if (relaxed) body.push(GET, x, GET, y, GET, to, ...vector(madd), SET, to);
      else body.push(GET, to, GET, x, GET, y, ...vector(mul), ...vector(add), SET, to);
    }
  }
  body.push(...step(left, bytes * ROWS), ...step(right, VECTOR_BYTES * VECTORS));
  body.push(GET, terms, CONST, 1, SUB, TEE, terms, AGAIN, 0, END);
  // All sums are needed: engines drop what is not.
  body.push(CONST, 0, GET, sums);
  for (let at = 1; at < ROWS * VECTORS; at++) body.push(GET, sums + at, ...vector(add));
  body.push(...vector(STORE), 2, 0, END);
  const code = [1, ROWS * VECTORS + 1 + VECTORS, V128, ...body];
  return Uint8Array.from([
    ...MAGIC,
    ...section(1, 1, 0x60, 3, I32, I32, I32, 0),
    ...section(3, 1, 0),
    ...section(5, 1, 0, 2),
    ...section(7, 1, 4, ...new TextEncoder().encode('tile'), 0, 0),
    ...section(10, 1, ...leb(code.length), ...code),
  ]);
};

/** What is used of the engine's interface; where there is no DOM, types lack it. */
interface Engine {
  readonly validate: (bytes: Uint8Array<ArrayBuffer>) => boolean;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => { readonly exports: { readonly tile: Tile } };
}
type Tile = (left: number, right: number, terms: number) => void;
const engine = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly;

const speedOf = (dtype: Lane['dtype'], bytes: Uint8Array<ArrayBuffer>, calls: number): number => {
  const { tile } = new engine.Instance(new engine.Module(bytes)).exports;
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    for (let i = 0; i < calls; i++) tile(1024, 65536, TERMS);
    least = Math.min(least, performance.now() - start);
  }
  const numbers = (ROWS * VECTORS * VECTOR_BYTES) / CODES[dtype].bytes;
  return (2 * numbers * TERMS * calls) / (least * 1e6);
};

/** Relaxed ones only where the engine has them. */
export const lanes = (size: Size): readonly Lane[] =>
  (['f32', 'f64'] as const).flatMap((dtype) =>
    [false, true].flatMap((relaxed): Lane[] => {
      const bytes = moduleOf(dtype, relaxed);
      return engine.validate(bytes) ? [{ dtype, relaxed, gflops: speedOf(dtype, bytes, CALLS[size]) }] : [];
    }),
  );
