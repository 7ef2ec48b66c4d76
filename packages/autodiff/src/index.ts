/** Derivatives: graph → larger graph in the same language, to any order, in either mode. */
export { checkpoint, custom, type CustomRules, type Syms } from './custom.ts';
export { clipGradient, scaleGradient } from './edges.ts';
export { gradients, type GradientsOptions, type Policy } from './gradients.ts';
export { implicit, type Residual } from './implicit.ts';
export { hessian, jacobian, type HessianOptions, type JacobianOptions, type Mode } from './jacobian.ts';
export { grad, tangent } from './on-symbols.ts';
export { pushForward } from './modes/forward.ts';
export { backpropagate } from './modes/reverse.ts';
export { hvp, jvp, vjp, type HvpOptions, type JvpOptions, type VjpOptions } from './products.ts';
export { notImplemented, when, type Partial } from './rules/partial.ts';
export { reasons, type Reason } from './rules/reasons.ts';
export { RULES, type Rules } from './rules/rules.ts';
export type { AsIs, Called, Naming, Renames } from './request.ts';
