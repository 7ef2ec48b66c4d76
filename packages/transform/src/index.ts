/** Graph → graph that is neither derivative nor optimization: composition, choice, batches. */
export { call } from './call.ts';
export { pick, substitute } from './substitute.ts';
export { carryBatch } from './vmap/batch.ts';
export { batchRules, type Batchable, type BatchRules } from './vmap/rules.ts';
export { vmap, type VmapOptions } from './vmap/vmap.ts';
