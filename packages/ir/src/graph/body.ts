/** The graphs that nodes of control flow carry. */
import { isControl, OPS, type Op } from '../ops/ops.ts';

/** Bodies lie in bodies at most so deep: so that work on them is bounded, whoever wrote them. */
export const MAX_DEPTH = 64;

const NO_ROLES: readonly string[] = [];

/** What the bodies of an op are for, in order: none, but for control flow. */
export const rolesOf = (op: Op): readonly string[] => (isControl(op) ? OPS[op].bodies : NO_ROLES);
