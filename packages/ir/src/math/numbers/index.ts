/** The elementary functions on numbers, in doubles and in single precision. */
export { exp, exp2, expm1, sigmoid } from './exp.ts';
export { expf, exp2f, expm1f, sigmoidf } from './expf.ts';
export { sinh, cosh, tanh, asinh, acosh, atanh } from './hyperbolic.ts';
export { sinhf, coshf, tanhf, asinhf, acoshf, atanhf } from './hyperbolicf.ts';
export { asin, acos, atan, atan2 } from './inverse-trig.ts';
export { asinf, acosf, atanf, atan2f } from './inverse-trigf.ts';
export { log, log1p, log2, log10, softplus } from './log.ts';
export { logf, log1pf, log2f, log10f, softplusf } from './logf.ts';
export { pow, cbrt } from './power.ts';
export { powf, cbrtf } from './powerf.ts';
export { sin, cos, tan } from './trig.ts';
export { sinf, cosf, tanf } from './trigf.ts';
