/** Functions with formulas as functions of the module, from their formulas: doubles come in and go out. */
import { arityOf, isTruth } from '../loop/code.ts';
import { bodyOf } from '../loop/formula.ts';
import type { FormulaName, HostFunction } from '../loop/functions.ts';
import { BITS, isBitPrim } from './bits.ts';
import type { Bytes } from './bytes.ts';
import { isFar, writeFar } from './far.ts';
import * as X from './opcodes.ts';
import { SCALAR, SINGLE } from './prims.ts';

/** Writes the body; truth values are locals of 32 bits. */
export const writeFormula = (to: Bytes, name: FormulaName, indexOf: (name: HostFunction) => number): void => {
  const { code, result, parameters, working, precision } = bodyOf(name);
  const { ops, a, numbers } = code;
  const isSingle = working === 'f32';
  const count = result + 1;
  const get = (local: number): void => {
    to.byte(X.LOCAL_GET);
    to.unsigned(local);
  };
  const number = (value: number): number => parameters + value;
  const truth = (value: number): number => parameters + count + value;
  /** Pushes a value as a number, or as what `select` takes. */
  const push = (value: number): void => {
    if (!isTruth(ops[value]!)) return get(number(value));
    get(truth(value));
    to.byte(isSingle ? X.F32_CONVERT_I32_U : X.F64_CONVERT_I32_U);
  };
  const condition = (value: number): void => {
    if (isTruth(ops[value]!)) return get(truth(value));
    get(number(value));
    constant(0);
    to.byte(isSingle ? X.F32_NE : X.F64_NE);
  };
  const constant = (x: number): void => {
    to.byte(isSingle ? X.F32_CONST : X.F64_CONST);
    if (isSingle) to.single(x);
    else to.double(x);
  };
  const operation = (at: number): void => {
    const op = ops[at]!;
    const [x, y, z] = [code.value(at, 0), code.value(at, 1), code.value(at, 2)];
    if (op === 'const') constant(numbers[a[at]!]!);
    else if (op === 'load') {
      get(a[at]!);
      if (isSingle) to.byte(X.F32_DEMOTE_F64);
    } else if (op === 'select') {
      push(y);
      push(z);
      condition(x);
      to.byte(X.SELECT);
    } else if (op === 'lesser' || op === 'greater') {
      for (const value of op === 'lesser' ? [y, x, y, x] : [y, x, x, y]) push(value);
      to.bytes((isSingle ? SINGLE : SCALAR).lt[0]!, X.SELECT);
    } else if (op === 'both' || op === 'either') {
      condition(x);
      condition(y);
      to.byte(op === 'both' ? X.I32_AND : X.I32_OR);
    } else if (isFar(op)) {
      writeFar(
        to,
        op,
        working,
        () => push(x),
        () => push(y),
        indexOf(op),
      );
    } else {
      push(x);
      if (arityOf(op) === 2) push(y);
      if (isBitPrim(op)) to.bytes(...BITS[working][op]);
      else if (isSingle) to.bytes(...SINGLE[op as keyof typeof SINGLE]);
      else to.byte(SCALAR[op as keyof typeof SCALAR][0]!);
    }
    to.byte(X.LOCAL_SET);
    to.unsigned(isTruth(op) ? truth(at) : number(at));
  };
  to.unsigned(2);
  to.unsigned(count);
  to.byte(isSingle ? X.F32 : X.F64);
  to.unsigned(count);
  to.byte(X.I32);
  for (let at = 0; at < count; at++) operation(at);
  push(result);
  if (isSingle) to.byte(X.F64_PROMOTE_F32);
  else if (precision === 'f32') to.bytes(...SCALAR.fround);
  to.byte(X.END);
};
