/** How each kind of work is written as a function of a module, and the functions beside those of the work that they call. */
import { proceduresIn, type Work, type WorkKind, type WorkOf } from '../loop/work.ts';
import type { Bytes } from './bytes.ts';
import type { Helper, NumberOf } from './helper.ts';
import { matmulHelpers, productName } from './matmul.ts';
import { writeNest } from './nest.ts';
import { writeCalls, writeProcedure } from './procedure.ts';
import { widthsOf, writeProduct } from './product.ts';
import { writeRoutine } from './routine.ts';
import { writeStrip } from './strip.ts';

/** What is known of the module. */
export interface Writing {
  readonly to: Bytes;
  /** The numbers of functions by name; of work, and of its parts, by its own number. */
  readonly numberOf: NumberOf;
  readonly workAt: number;
  readonly partAt: (work: number) => number;
  /** The first byte of a table. */
  readonly tableAt: (table: number) => number;
  readonly relaxed: boolean;
}

type Writer<K extends WorkKind> = (work: WorkOf<K>, writing: Writing, isPart: boolean) => void;

const writers: { readonly [K in WorkKind]: Writer<K> } = {
  nest: ({ nest }, { to, numberOf }, isPart) => writeNest(to, nest, numberOf, isPart),
  product: ({ product }, { to, numberOf, tableAt, relaxed }, isPart) =>
    writeProduct(to, product, () => numberOf(productName(widthsOf(product))), tableAt, relaxed, isPart),
  strip: ({ strip }, { to, partAt }) => writeStrip(to, strip, partAt),
  routine: ({ routine }, { to, workAt }) => writeRoutine(to, routine, workAt),
  calls: ({ calls }, { to, numberOf }) => writeCalls(to, calls, numberOf),
};

/** Writes the body of the function of some work, of a part of it where `isPart`. */
export const writeWork = (work: Work, writing: Writing, isPart: boolean): void =>
  (writers[work.kind] as (work: Work, writing: Writing, isPart: boolean) => void)(work, writing, isPart);

/** Those of products that pack operands, once for all of the same widths. */
const ofProducts = (work: readonly Work[], relaxed: boolean): Helper[] => {
  const found = new Map<string, Helper[]>();
  for (const each of work) {
    if (each.kind !== 'product' || each.product.tables === undefined) continue;
    const widths = widthsOf(each.product);
    found.set(productName(widths), matmulHelpers(widths, relaxed));
  }
  return [...found.values()].flat();
};

const ofProcedures = (work: readonly Work[]): Helper[] =>
  proceduresIn(work).map((procedure) => ({
    name: procedure.name,
    parameters: procedure.parameters.length,
    write: (to, numberOf) => writeProcedure(to, procedure, numberOf),
  }));

const helpers: { readonly [K in 'product' | 'calls']: (work: readonly Work[], relaxed: boolean) => Helper[] } = {
  product: ofProducts,
  calls: ofProcedures,
};

/** The functions that those of the work call, beside functions with formulas. */
export const helpersOf = (work: readonly Work[], relaxed: boolean): Helper[] =>
  Object.values(helpers).flatMap((of) => of(work, relaxed));
