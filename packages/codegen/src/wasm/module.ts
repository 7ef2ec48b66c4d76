/** The module of a program: the host's functions and memory come in, a function for each piece of work goes out, by its number; elementary functions stay inside. */
import { arityOf } from '../loop/code.ts';
import type { ElementaryName, HostFunction } from '../loop/functions.ts';
import { elementaryFunctions, hostFunctions, type Work } from '../loop/contract.ts';
import type { Table } from '../unit.ts';
import { Bytes } from './bytes.ts';
import { writeFormula } from './formula.ts';
import { MATMUL_PARAMETERS, matmulBodies, type Widths } from './matmul.ts';
import { writeNest } from './nest.ts';
import * as X from './opcodes.ts';
import { widthsOf, writeProduct } from './product.ts';
import { writeRoutine } from './routine.ts';

/** Memory comes in pages of so many bytes. */
export const PAGE = 65536;

/** What is imported, and from where: modules and names of one letter, and the functions by their own names. */
export const HOST = 'h';
export const MEMORY = 'm';

const [TYPE, IMPORT, FUNCTION, EXPORT, CODE] = [1, 2, 3, 7, 10] as const;
/** Types of functions, by their numbers in the module. */
const [NOTHING, ONE, PAIR, HELPERS] = [0, 1, 2, 3] as const;

/** The widths of the products, each once, by a key. */
const families = (work: readonly Work[]): Map<string, Widths> => {
  const found = new Map<string, Widths>();
  for (const each of work) if ('product' in each) found.set(keyOf(widthsOf(each.product)), widthsOf(each.product));
  return found;
};
const keyOf = ({ width, o, a, b }: Widths): string => [width, o, a, b].join();

/** The bytes of the module of a plan. Its memory has `pages` pages or more; `relaxed` where sums of products may be rounded once. */
export const wasmModule = (
  work: readonly Work[],
  tables: readonly Table[],
  pages: number,
  relaxed: boolean,
): Uint8Array<ArrayBuffer> => {
  const to = new Bytes();
  const tableAt = (table: number): number => 8 * tables[table]!.place;
  const used = hostFunctions(work);
  const elementary = elementaryFunctions(work);
  const section = (id: number, count: number, write: () => void): void => {
    to.byte(id);
    to.sized(() => {
      to.unsigned(count);
      write();
    });
  };
  to.bytes(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  const helpers: number[] = [];
  const bodies: (() => void)[] = [];
  const matmulAt = new Map<string, number>();
  for (const [key, widths] of families(work)) {
    bodies.push(...matmulBodies(to, widths, used.length + work.length + helpers.length, relaxed));
    helpers.push(...MATMUL_PARAMETERS);
    matmulAt.set(key, used.length + work.length + helpers.length - 1);
  }
  const indices = new Map([
    ...used.map((name, i) => [name, i] as const),
    ...elementary.map((name, i) => [name, used.length + work.length + helpers.length + i] as const),
  ]);
  const indexOf = (name: HostFunction | ElementaryName): number => indices.get(name)!;
  const typeOf = (name: HostFunction | ElementaryName): number => (arityOf(name) === 2 ? PAIR : ONE);
  section(TYPE, HELPERS + helpers.length, () => {
    to.bytes(0x60, 0, 0);
    to.bytes(0x60, 1, X.F64, 1, X.F64);
    to.bytes(0x60, 2, X.F64, X.F64, 1, X.F64);
    for (const count of helpers) to.bytes(0x60, count, ...new Array<number>(count).fill(X.I32), 0);
  });
  section(IMPORT, used.length + 1, () => {
    to.name(HOST);
    to.name(MEMORY);
    to.bytes(2, 0);
    to.unsigned(pages);
    for (const name of used) {
      to.name(HOST);
      to.name(name);
      to.bytes(0, typeOf(name));
    }
  });
  section(FUNCTION, work.length + helpers.length + elementary.length, () => {
    work.forEach(() => to.byte(NOTHING));
    helpers.forEach((_, i) => to.byte(HELPERS + i));
    for (const name of elementary) to.byte(typeOf(name));
  });
  section(EXPORT, work.length, () =>
    work.forEach((_, i) => {
      to.name(String(i));
      to.byte(0);
      to.unsigned(used.length + i);
    }),
  );
  section(CODE, work.length + helpers.length + elementary.length, () => {
    for (const each of work) {
      to.sized(() => {
        if ('nest' in each) writeNest(to, each.nest, indexOf);
        else if ('routine' in each) writeRoutine(to, each.routine, used.length);
        else writeProduct(to, each.product, matmulAt.get(keyOf(widthsOf(each.product)))!, tableAt);
      });
    }
    for (const body of bodies) to.sized(body);
    for (const name of elementary) to.sized(() => writeFormula(to, name, indexOf));
  });
  return to.written;
};
