/** The language: types, the closed set of ops, graphs, and the ways to write, read, check and ask about them. */
export * from './build/index.ts';
export { describe, isRecord, showNumber } from './error/describe.ts';
export * from './error/error.ts';
export {
  demandFunctions,
  demandGraphLike,
  givenList,
  givenOptions,
  givenRecord,
  wrongOption,
  type Keys,
} from './error/guard.ts';
export { explain, SAME_COUNT, type FaultCode, type Faults } from './error/faults.ts';
export { MAX_DEPTH, rolesOf } from './graph/body.ts';
export { sameAttrs, sameBodies } from './graph/same.ts';
export * from './graph/graph.ts';
export { INVARIANTS, showIssue, type Invariant, type Issue } from './graph/invariants.ts';
export * from './graph/names.ts';
export * from './graph/node-table.ts';
export { keepOrigin, originOf } from './graph/origin.ts';
export { splatOf } from './graph/splat.ts';
export { atOnce, eachInSteps, firstInSteps, type Steps } from './graph/steps.ts';
export { demandGraph, verify } from './graph/verify.ts';
export { exponent, fraction, power } from './math/bits.ts';
export { lost, lostf, quarters, quartersf, rest, restf } from './math/far.ts';
export * from './math/index.ts';
export { N } from './math/on-numbers.ts';
export { MIDDLE_BITS, NEAR, type Formula, type Machine, type Precision } from './math/machine.ts';
export * from './ops/index.ts';
export { diff } from './query/diff.ts';
export { isomorphic } from './query/isomorphic.ts';
export { between, dependents, pathBetween, reachable } from './query/paths.ts';
export { stats, type Stats } from './query/stats.ts';
export { toDot } from './text/dot.ts';
export { fromJSON } from './text/from-json.ts';
export { toJSON, type JsonAttr, type JsonGraph, type JsonNode, type JsonNumber } from './text/json.ts';
export * from './text/line.ts';
export { toMermaid } from './text/mermaid.ts';
export { nearest } from './text/near.ts';
export { parse } from './text/parse.ts';
export { arrowsOf, partsOf, type Arrow, type Box, type BoxKind, type Part } from './text/picture.ts';
export { print, type PrintOptions } from './text/print.ts';
export * from './type/shape.ts';
export * from './type/type.ts';
