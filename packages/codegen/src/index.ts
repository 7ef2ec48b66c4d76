/** From graphs to code: what is computed together, where it lies, and loops as JavaScript or WebAssembly. Nothing here runs anything. */
export { jsModule, jsModuleInSteps } from './js/module.ts';
export { isFormulaName, nameOf, type FormulaName, type HostFunction, type Plain } from './loop/functions.ts';
export { writeBody, type Call, type Calls } from './js/formula.ts';
export { bodyFrom, operandsOf, type Body } from './loop/formula.ts';
export { printNest } from './loop/print.ts';
export { scratchOf, sizeOfAll } from './loop/product.ts';
export { cutOf, type Cut } from './loop/cut.ts';
export {
  callsHostOften,
  hostFunctions,
  instructionsIn,
  isStraight,
  nestWork,
  runWithin,
  type Work,
} from './loop/work.ts';
export type { Nest } from './loop/nest.ts';
export { callsOf, isProcedural, keptBy, type Procedural } from './procedure/calls.ts';
export { printProcedure } from './procedure/print.ts';
export { printCalls, PROCEDURES, withCalled, type ProcedureCall, type ProcedureName } from './procedure/table.ts';
export type { Procedure } from './procedure/language.ts';
export { writeProcedure } from './js/procedure.ts';
export { printStrip } from './loop/strip.ts';
export { printRoutine, statementsOf, type Routine } from './loop/routine.ts';
export type { Limits } from './schedule/schedule.ts';
export { productNest } from './loop/product-nest.ts';
export { isIndexing, placesIn } from './schedule/gathers.ts';
export { neededFor, spanOf } from './schedule/needed.ts';
export { patchStrides } from './schedule/refs.ts';
export { viewOf } from './schedule/views.ts';
export { planInSteps, planOf, type CodePlan, type Table, type Task, type Unit } from './unit.ts';
export {
  HOST,
  MEMORY,
  PAGE,
  partName,
  spareOf,
  wasmModule,
  wasmModuleInSteps,
  type ModuleForm,
} from './wasm/module.ts';
