/** Why a peer does not compute a workload, where several workloads say the same. */

export const NO_F64 = 'it has no f64: its numbers are f32';
export const NO_DERIVATIVES = 'it runs models, and has no derivatives';
export const SYMBOLIC = 'its derivatives are of expressions of scalars, one variable at a time';
export const SCALAR_ONLY = 'it differentiates graphs of scalar operations, and has no f32';
