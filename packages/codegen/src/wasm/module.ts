/** The module of a program: the host's functions and memory come in, a function for each piece of work goes out, by its number; functions with formulas stay inside. */
import { atOnce, type Steps } from '@adjoint/ir';
import { arityOf } from '../loop/code.ts';
import type { Cut } from '../loop/cut.ts';
import type { FormulaName, HostFunction } from '../loop/functions.ts';
import { formulasIn, hostFunctions, instructionsIn, membersOf, type Work } from '../loop/work.ts';
import type { Table } from '../unit.ts';
import { Bytes } from './bytes.ts';
import { writeFormula } from './formula.ts';
import type { Helper } from './helper.ts';
import * as X from './opcodes.ts';
import { PART_PARAMETERS, writeWhole } from './part.ts';
import { helpersOf, writeWork } from './work.ts';

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

export interface ModuleForm {
  /** Pages of its memory. */
  readonly pages: number;
  /** Whether sums of products may be rounded once. */
  readonly relaxed: boolean;
  /** How each of the work is cut for threads, undefined for that which is not. Where any is, its memory is shared. */
  readonly cuts: readonly (Cut | undefined)[];
}

/** All functions of a module, in the order of their numbers: those of the host, of work, beside it, with formulas, and of parts of work. */
class Functions {
  readonly hosted: readonly HostFunction[];
  readonly helpers: readonly Helper[];
  readonly formulas: readonly FormulaName[];
  /** The numbers of the work that has a function of parts, and of that which threads share. */
  readonly parts: readonly number[];
  readonly shared: readonly number[];
  /** How many there are that are not the host's. */
  readonly count: number;
  private readonly numbers: ReadonlyMap<string, number>;
  private readonly partNumbers: ReadonlyMap<number, number>;

  constructor(work: readonly Work[], { relaxed, cuts }: ModuleForm) {
    this.hosted = hostFunctions(work);
    this.helpers = helpersOf(work, relaxed);
    this.formulas = formulasIn(work);
    const members = membersOf(work);
    const numbered = [...work.keys()];
    this.shared = numbered.filter((i) => cuts[i] !== undefined);
    this.parts = numbered.filter((i) => cuts[i] !== undefined || members.has(i) || 'strip' in work[i]!);
    const beside = [...this.helpers.map(({ name }) => name), ...this.formulas];
    const first = this.hosted.length + work.length;
    this.numbers = new Map([
      ...this.hosted.map((name, i) => [name, i] as const),
      ...beside.map((name, i) => [name, first + i] as const),
    ]);
    this.partNumbers = new Map(this.parts.map((i, at) => [i, first + beside.length + at]));
    this.count = work.length + beside.length + this.parts.length;
  }

  readonly numberOf = (name: string): number => this.numbers.get(name)!;
  workAt(work: number): number {
    return this.hosted.length + work;
  }
  /** Undefined for work that has no function of parts. */
  partOf(work: number): number | undefined {
    return this.partNumbers.get(work);
  }
}

const section = (to: Bytes, id: number, count: number, write: () => void): void => {
  to.byte(id);
  to.sized(() => {
    to.unsigned(count);
    write();
  });
};

const typeOf = (name: HostFunction | FormulaName): number => (arityOf(name) === 2 ? PAIR : ONE);

const writeTypes = (to: Bytes, { helpers }: Functions): void =>
  section(to, TYPE, HELPERS + helpers.length + 1, () => {
    to.bytes(0x60, 0, 0);
    to.bytes(0x60, 1, X.F64, 1, X.F64);
    to.bytes(0x60, 2, X.F64, X.F64, 1, X.F64);
    for (const count of [...helpers.map(({ parameters }) => parameters), PART_PARAMETERS])
      to.bytes(0x60, count, ...new Array<number>(count).fill(X.I32), 0);
  });

const writeImports = (to: Bytes, { hosted, shared }: Functions, pages: number): void =>
  section(to, IMPORT, hosted.length + 1, () => {
    to.name(HOST);
    to.name(MEMORY);
    to.byte(2);
    to.byte(shared.length > 0 ? SHARED : 0);
    to.unsigned(pages);
    if (shared.length > 0) to.unsigned(pages);
    for (const name of hosted) {
      to.name(HOST);
      to.name(name);
      to.bytes(0, typeOf(name));
    }
  });

const writeFunctionTypes = (to: Bytes, work: readonly Work[], { helpers, formulas, parts, count }: Functions): void =>
  section(to, FUNCTION, count, () => {
    work.forEach(() => to.byte(NOTHING));
    helpers.forEach((_, i) => to.byte(HELPERS + i));
    for (const name of formulas) to.byte(typeOf(name));
    parts.forEach(() => to.byte(HELPERS + helpers.length));
  });

const writeExports = (to: Bytes, work: readonly Work[], functions: Functions): void =>
  section(to, EXPORT, work.length + functions.shared.length, () => {
    const give = (name: string, index: number): void => {
      to.name(name);
      to.byte(0);
      to.unsigned(index);
    };
    work.forEach((_, i) => give(String(i), functions.workAt(i)));
    for (const i of functions.shared) give(partName(i), functions.partOf(i)!);
  });

/**
 * The bytes of the module of a plan, in steps. Work that is cut has a second function, with p before its number, of three numbers: see
 * `part.ts`.
 */
export function* wasmModuleInSteps(
  work: readonly Work[],
  tables: readonly Table[],
  form: ModuleForm,
): Steps<Uint8Array<ArrayBuffer>> {
  const to = new Bytes();
  const functions = new Functions(work, form);
  const { numberOf, helpers, formulas, parts } = functions;
  // It goes through all instructions.
  yield work.reduce((sum, each) => sum + instructionsIn(each), 0);
  to.bytes(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  writeTypes(to, functions);
  writeImports(to, functions, form.pages);
  writeFunctionTypes(to, work, functions);
  writeExports(to, work, functions);
  const writing = {
    to,
    numberOf,
    workAt: functions.workAt(0),
    partAt: (member: number) => functions.partOf(member)!,
    tableAt: (table: number) => 8 * tables[table]!.place,
    relaxed: form.relaxed,
  };
  to.byte(CODE);
  const code = to.open();
  to.unsigned(functions.count);
  for (const [i, each] of work.entries()) {
    const part = functions.partOf(i);
    to.sized(() =>
      part === undefined
        ? writeWork(each, writing, false)
        : writeWhole(to, stepsOf(each, form.cuts[i]), spareOf(each), part),
    );
    yield 4 * instructionsIn(each);
  }
  for (const { write } of helpers) to.sized(() => write(to, numberOf));
  for (const name of formulas) to.sized(() => writeFormula(to, name, numberOf));
  for (const i of parts) to.sized(() => writeWork(work[i]!, writing, true));
  to.close(code);
  return to.written;
}

/** The same at once. */
export const wasmModule = (
  work: readonly Work[],
  tables: readonly Table[],
  form: ModuleForm,
): Uint8Array<ArrayBuffer> => atOnce(wasmModuleInSteps(work, tables, form));
