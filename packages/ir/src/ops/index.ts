/** The op table of facts, and the rules that follow from it. */
export * from './control.ts';
export type { AttrsOf, AttrValue, Kind, PlainAttrs, Schema } from './attrs.ts';
export * from './ops.ts';
export type { Laws, Scalar, Signature } from './row.ts';
export { convert, scalarRule, type ScalarFunction } from './scalar.ts';
export { signatures } from './signatures.ts';
export { canonicalSpec, indexSizes, parseSpec, showSpec, type Spec } from './spec.ts';
export { demandAttrs, typeOf } from './type-rule.ts';
export { windowCount, windowSpan } from './windows.ts';
