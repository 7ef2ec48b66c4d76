/**
 * The source of all nests of a program: the body of a function of the memory, as doubles `m` and as singles `s`, and of a record `h` of the
 * host's functions, that gives back a function for each nest.
 */
import { atOnce, type Steps } from '@adjoint/ir';
import {
  formulasIn,
  hostFunctions,
  instructionsIn,
  membersOf,
  proceduresIn,
  type Work,
  type WorkKind,
  type WorkOf,
} from '../loop/work.ts';
import { writeFormula } from './formula.ts';
import { isCall, PRELUDE } from './prims.ts';
import { writeCalls, writeProcedure } from './procedure.ts';
import { writeRoutine } from './routine.ts';
import { writeStrip } from './strip.ts';
import { writeNest } from './write.ts';

/** What formulas have of the host beside its functions. */
const BITS = ['power', 'exponent', 'fraction'] as const;

/** The text of a function; `takesParts` tells of a nest whether it is run by a strip. */
const writers: { readonly [K in WorkKind]: (name: string, work: WorkOf<K>, takesParts: boolean) => string } = {
  nest: (name, { nest }, takesParts) => writeNest(name, nest, takesParts),
  // Only targets with tiles have products.
  product: () => '',
  strip: (name, { strip }) => writeStrip(name, strip),
  routine: (name, { routine }) => writeRoutine(name, routine),
  calls: (name, { calls }) => writeCalls(name, calls),
};

/** The functions that those of some kinds of work call. */
const called: { readonly [K in 'calls']: (work: readonly Work[]) => string[] } = {
  calls: (work) => proceduresIn(work).map((each) => writeProcedure(each)),
};

export function* jsModuleInSteps(work: readonly Work[]): Steps<string> {
  const members = membersOf(work);
  const formulas = formulasIn(work);
  const asked = [...(formulas.length === 0 ? [] : BITS), ...hostFunctions(work).filter(isCall)];
  const texts: string[] = [];
  for (const [i, each] of work.entries()) {
    const write = writers[each.kind] as (name: string, work: Work, takesParts: boolean) => string;
    texts.push(write(`k${i}`, each, members.has(i)));
    yield 4 * instructionsIn(each);
  }
  return [
    "'use strict';",
    PRELUDE,
    ...(asked.length === 0 ? [] : [`const { ${asked.join(', ')} } = h;`]),
    ...formulas.map((name) => writeFormula(name)),
    ...Object.values(called).flatMap((of) => of(work)),
    ...texts,
    `return [${work.map((_, i) => `k${i}`).join(', ')}];`,
  ].join('\n');
}

/** The same at once. */
export const jsModule = (work: readonly Work[]): string => atOnce(jsModuleInSteps(work));
