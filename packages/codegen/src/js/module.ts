/**
 * The source of all nests of a program: the body of a function of the memory, as doubles `m` and as singles `s`, and of a record `h` of the
 * host's functions, that gives back a function for each nest.
 */
import { atOnce, type Steps } from '@adjoint/ir';
import { formulasIn, hostFunctions, instructionsIn, membersOf, proceduresIn, type Work } from '../loop/contract.ts';
import { writeFormula } from './formula.ts';
import { isCall, PRELUDE } from './prims.ts';
import { writeCalls, writeProcedure } from './procedure.ts';
import { writeRoutine } from './routine.ts';
import { writeStrip } from './strip.ts';
import { writeNest } from './write.ts';

/** What formulas have of the host beside its functions. */
const BITS = ['power', 'exponent', 'fraction'] as const;

export function* jsModuleInSteps(work: readonly Work[]): Steps<string> {
  const members = membersOf(work);
  const formulas = formulasIn(work);
  const asked = [...(formulas.length === 0 ? [] : BITS), ...hostFunctions(work).filter(isCall)];
  const written = (each: Work, i: number): string => {
    if ('nest' in each) return writeNest(`k${i}`, each.nest, members.has(i));
    if ('strip' in each) return writeStrip(`k${i}`, each.strip);
    if ('calls' in each) return writeCalls(`k${i}`, each.calls);
    return 'routine' in each ? writeRoutine(`k${i}`, each.routine) : '';
  };
  const texts: string[] = [];
  for (const [i, each] of work.entries()) {
    texts.push(written(each, i));
    yield 4 * instructionsIn(each);
  }
  return [
    "'use strict';",
    PRELUDE,
    ...(asked.length === 0 ? [] : [`const { ${asked.join(', ')} } = h;`]),
    ...formulas.map((name) => writeFormula(name)),
    ...proceduresIn(work).map((each) => writeProcedure(each)),
    ...texts,
    `return [${work.map((_, i) => `k${i}`).join(', ')}];`,
  ].join('\n');
}

/** The same at once. */
export const jsModule = (work: readonly Work[]): string => atOnce(jsModuleInSteps(work));
