/** The derivatives of control flow, one rule for each op. */
import { call, cond } from './branches.ts';
import { custom } from './custom.ts';
import type { ControlRules } from './rule.ts';
import { scan } from './scan.ts';
import { whileLoop } from './while.ts';

export const controlRules: ControlRules = { call, custom, cond, scan, whileLoop };
export type { MaybeCt } from './border.ts';
export type { Maybe, Pull, Push } from './rule.ts';
