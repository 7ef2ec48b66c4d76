/** The source of all nests of a program: the body of a function of the memory `m` that gives back a function for each nest. */
import type { Work } from '../loop/contract.ts';
import { PRELUDE } from './prims.ts';
import { writeNest } from './write.ts';

export const jsModule = (work: readonly Work[]): string =>
  [
    "'use strict';",
    PRELUDE,
    ...work.map((each, i) => ('nest' in each ? writeNest(`k${i}`, each.nest) : '')),
    `return [${work.map((_, i) => `k${i}`).join(', ')}];`,
  ].join('\n');
