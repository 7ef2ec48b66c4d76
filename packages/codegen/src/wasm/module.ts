/** The module of a program: the host's functions and memory come in, a function for each piece of work goes out, by its number; functions with formulas stay inside. */
import { atOnce, type Steps } from '@adjoint/ir';
import { arityOf } from '../loop/code.ts';
import type { Cut } from '../loop/cut.ts';
import type { FormulaName, HostFunction } from '../loop/functions.ts';
import { formulasIn, hostFunctions, instructionsIn, membersOf, proceduresIn, type Work } from '../loop/contract.ts';
import type { Table } from '../unit.ts';
import { Bytes } from './bytes.ts';
import { writeFormula } from './formula.ts';
import { MATMUL_PARAMETERS, matmulBodies, type Widths } from './matmul.ts';
import { writeNest } from './nest.ts';
import * as X from './opcodes.ts';
import { PART_PARAMETERS, writeWhole } from './part.ts';
import { writeCalls, writeProcedure } from './procedure.ts';
import { widthsOf, writeProduct } from './product.ts';
import { writeRoutine } from './routine.ts';
import { writeStrip } from './strip.ts';

/** Memory comes in pages of so many bytes. */
export const PAGE = 65536;

/** What is imported, and from where: modules and names of one letter, and the functions by their own names. */
export const HOST = 'h';
export const MEMORY = 'm';

/** The name of the function of parts of the work of that number. */
export const partName = (work: number): string => `p${work}`;

/** The byte from which on work packs operands where it is alone; 0 where it packs none. */
export const spareOf = (work: Work): number => ('product' in work ? 8 * work.product.scratch : 0);

/** Limits of a memory that is shared: a least and a greatest number of pages. */
const SHARED = 3;

const [TYPE, IMPORT, FUNCTION, EXPORT, CODE] = [1, 2, 3, 7, 10] as const;
/** Types of functions, by their numbers in the module. */
const [NOTHING, ONE, PAIR, HELPERS] = [0, 1, 2, 3] as const;

/** The steps of work that has a function of parts. */
const stepsOf = (work: Work, cut: Cut | undefined): number => {
  if ('strip' in work) return work.strip.size;
  return cut?.size ?? ('nest' in work ? work.nest.sizes[0]! : 1);
};

/** The widths of the products that pack operands, each once, by a key. */
const families = (work: readonly Work[]): Map<string, Widths> => {
  const found = new Map<string, Widths>();
  for (const each of work) {
    if (!('product' in each) || each.product.tables === undefined) continue;
    const widths = widthsOf(each.product);
    found.set(keyOf(widths), widths);
  }
  return found;
};
const keyOf = ({ width, o, a, b }: Widths): string => [width, o, a, b].join();

export interface ModuleForm {
  /** Pages of its memory. */
  readonly pages: number;
  /** Whether sums of products may be rounded once. */
  readonly relaxed: boolean;
  /** How each of the work is cut for threads, undefined for that which is not. Where any is, its memory is shared. */
  readonly cuts: readonly (Cut | undefined)[];
}

/**
 * The bytes of the module of a plan, in steps. Work that is cut has a second function, with p before its number, of three numbers: see
 * `part.ts`.
 */
export function* wasmModuleInSteps(
  work: readonly Work[],
  tables: readonly Table[],
  { pages, relaxed, cuts }: ModuleForm,
): Steps<Uint8Array<ArrayBuffer>> {
  const to = new Bytes();
  const tableAt = (table: number): number => 8 * tables[table]!.place;
  const used = hostFunctions(work);
  const formulas = formulasIn(work);
  // Both go through all instructions.
  yield work.reduce((sum, each) => sum + instructionsIn(each), 0);
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
  const indices = new Map<string, number>();
  for (const procedure of proceduresIn(work)) {
    indices.set(procedure.name, used.length + work.length + helpers.length);
    bodies.push(() => writeProcedure(to, procedure, indexOf));
    helpers.push(procedure.parameters.length);
  }
  const functions = [
    ...used.map((name, i) => [name, i] as const),
    ...formulas.map((name, i) => [name, used.length + work.length + helpers.length + i] as const),
  ];
  for (const [name, index] of functions) indices.set(name, index);
  const indexOf = (name: string): number => indices.get(name)!;
  const shared = work.flatMap((_, i) => (cuts[i] === undefined ? [] : [i]));
  const isShared = shared.length > 0;
  const members = membersOf(work);
  const parts = work.flatMap((each, i) => (cuts[i] !== undefined || members.has(i) || 'strip' in each ? [i] : []));
  const firstPart = used.length + work.length + helpers.length + formulas.length;
  const partAt = new Map(parts.map((i, at) => [i, firstPart + at]));
  const count = firstPart - used.length + parts.length;
  const typeOf = (name: HostFunction | FormulaName): number => (arityOf(name) === 2 ? PAIR : ONE);
  section(TYPE, HELPERS + helpers.length + 1, () => {
    to.bytes(0x60, 0, 0);
    to.bytes(0x60, 1, X.F64, 1, X.F64);
    to.bytes(0x60, 2, X.F64, X.F64, 1, X.F64);
    for (const count of [...helpers, PART_PARAMETERS])
      to.bytes(0x60, count, ...new Array<number>(count).fill(X.I32), 0);
  });
  section(IMPORT, used.length + 1, () => {
    to.name(HOST);
    to.name(MEMORY);
    to.byte(2);
    to.byte(isShared ? SHARED : 0);
    to.unsigned(pages);
    if (isShared) to.unsigned(pages);
    for (const name of used) {
      to.name(HOST);
      to.name(name);
      to.bytes(0, typeOf(name));
    }
  });
  section(FUNCTION, count, () => {
    work.forEach(() => to.byte(NOTHING));
    helpers.forEach((_, i) => to.byte(HELPERS + i));
    for (const name of formulas) to.byte(typeOf(name));
    parts.forEach(() => to.byte(HELPERS + helpers.length));
  });
  section(EXPORT, work.length + shared.length, () => {
    const give = (name: string, index: number): void => {
      to.name(name);
      to.byte(0);
      to.unsigned(index);
    };
    work.forEach((_, i) => give(String(i), used.length + i));
    for (const i of shared) give(partName(i), partAt.get(i)!);
  });
  const writeWork = (each: Work, isPart: boolean): void => {
    if ('nest' in each) writeNest(to, each.nest, indexOf, isPart);
    else if ('calls' in each) writeCalls(to, each.calls, indexOf);
    else if ('routine' in each) writeRoutine(to, each.routine, used.length);
    else if ('strip' in each) writeStrip(to, each.strip, (member) => partAt.get(member)!);
    else writeProduct(to, each.product, matmulAt.get(keyOf(widthsOf(each.product)))!, tableAt, relaxed, isPart);
  };
  const written = (each: Work, i: number): void => {
    const part = partAt.get(i);
    if (part === undefined) writeWork(each, false);
    else writeWhole(to, stepsOf(each, cuts[i]), spareOf(each), part);
  };
  to.byte(CODE);
  const code = to.open();
  to.unsigned(count);
  for (const [i, each] of work.entries()) {
    to.sized(() => written(each, i));
    yield 4 * instructionsIn(each);
  }
  for (const body of bodies) to.sized(body);
  for (const name of formulas) to.sized(() => writeFormula(to, name, indexOf));
  for (const i of parts) to.sized(() => writeWork(work[i]!, true));
  to.close(code);
  return to.written;
}

/** The same at once. */
export const wasmModule = (
  work: readonly Work[],
  tables: readonly Table[],
  form: ModuleForm,
): Uint8Array<ArrayBuffer> => atOnce(wasmModuleInSteps(work, tables, form));
