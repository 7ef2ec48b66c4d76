/** The source of all nests of a program: the body of a function of the memory `m` that gives back a function for each nest. */
import type { Nest } from '../loop/nest.ts';
import { PRELUDE } from './prims.ts';
import { writeNest } from './write.ts';

export const jsModule = (nests: readonly Nest[]): string =>
  [
    "'use strict';",
    PRELUDE,
    ...nests.map((nest, i) => writeNest(`k${i}`, nest)),
    `return [${nests.map((_, i) => `k${i}`).join(', ')}];`,
  ].join('\n');
