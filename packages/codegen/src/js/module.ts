/**
 * The source of all nests of a program: the body of a function of the memory, as doubles `m` and as singles `s`, and of a record `h` of special
 * functions, that gives back a function for each nest.
 */
import { isSpecial } from '@adjoint/ir';
import { hostFunctions, type Work } from '../loop/contract.ts';
import { PRELUDE } from './prims.ts';
import { writeRoutine } from './routine.ts';
import { writeNest } from './write.ts';

export const jsModule = (work: readonly Work[]): string => {
  const special = hostFunctions(work).filter(isSpecial);
  return [
    "'use strict';",
    PRELUDE,
    ...(special.length === 0 ? [] : [`const { ${special.join(', ')} } = h;`]),
    ...work.map((each, i) => {
      if ('nest' in each) return writeNest(`k${i}`, each.nest);
      return 'routine' in each ? writeRoutine(`k${i}`, each.routine) : '';
    }),
    `return [${work.map((_, i) => `k${i}`).join(', ')}];`,
  ].join('\n');
};
