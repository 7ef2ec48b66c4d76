/** Angles that are far from 0: the host is asked only where one is. */
import { NEAR, type Precision } from '@adjoint/ir';
import type { Bytes } from './bytes.ts';
import * as X from './opcodes.ts';

const NAMES = ['quarters', 'rest', 'lost', 'quartersf', 'restf', 'lostf'] as const;
export type Far = (typeof NAMES)[number];

const FAR: ReadonlySet<string> = new Set(NAMES);
export const isFar = (op: string): op is Far => FAR.has(op);

/** From where on an angle is far. */
export const limitOf = (op: Far): number => NEAR[op.endsWith('f') ? 'f32' : 'f64'];

/** On one number: `x` and `near` push what they are, in that precision; the host's function `index` takes doubles. */
export const writeFar = (to: Bytes, op: Far, of: Precision, x: () => void, near: () => void, index: number): void => {
  const isSingle = of === 'f32';
  const promoted = (push: () => void): void => {
    push();
    if (isSingle) to.byte(X.F64_PROMOTE_F32);
  };
  promoted(x);
  to.bytes(X.F64_ABS, X.F64_CONST);
  to.double(limitOf(op));
  to.bytes(X.F64_GT, X.IF, isSingle ? X.F32 : X.F64);
  promoted(x);
  promoted(near);
  to.byte(X.CALL);
  to.unsigned(index);
  if (isSingle) to.byte(X.F32_DEMOTE_F64);
  to.byte(X.ELSE);
  near();
  to.byte(X.END);
};
