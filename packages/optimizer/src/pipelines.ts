/** The pipelines, each a list that reads as prose. */
import type { Pass } from './pass.ts';
import { csePass } from './passes/cse.ts';
import { foldPass } from './passes/fold.ts';
import { fusePass } from './passes/fuse.ts';
import { hoistPass } from './passes/hoist.ts';
import { prunePass } from './passes/prune.ts';
import { rollPass } from './passes/roll.ts';
import { shrinkPass } from './passes/shrink.ts';
import { simplifyExactly, simplifyOverReals } from './passes/simplify.ts';

/** Only drops what is idle. */
export const leastPipeline: readonly Pass[] = [prunePass];
const around = (...simplify: readonly Pass[]): readonly Pass[] => [
  prunePass,
  foldPass,
  ...simplify,
  csePass,
  prunePass,
  fusePass,
  shrinkPass,
  hoistPass,
];

/** Each keeps every value bit for bit. */
export const exactPipeline: readonly Pass[] = /* @__PURE__ */ around(simplifyExactly);
/**
 * Before code is generated: the code of loops that were unrolled would not fit into the caches that hold code. They are found first, so that all
 * other passes go through one turn of them; and again, once these have made turns alike.
 */
export const codePipeline: readonly Pass[] = [prunePass, rollPass, ...exactPipeline];
/** Keeps values over ℝ. */
export const realPipeline: readonly Pass[] = /* @__PURE__ */ around(simplifyExactly, simplifyOverReals);
