/** Graph → graph that is neither derivative nor optimization: composition, choice, batches. */
export { call, type CallOptions } from './call.ts';
export { valueFor } from './inputs.ts';
export { pick, substitute } from './substitute.ts';
export { carryBatch } from './vmap/batch.ts';
export type { Batchable } from './vmap/batchable.ts';
export { batchRules, type BatchRules } from './vmap/rules.ts';
export { vmap, type VmapOptions } from './vmap/vmap.ts';
