/** Expressions of five inputs, one of each kind: what type they have, and how they are refused. */
import { bool, define, f32, f64, i32, showType, verify, type Sym, type Value } from '@adjoint/ir';
import { messageOf, refusal } from './refusal.ts';

/** An expression of x: f64[2,3], v: f64[3], n: i32[3], p: bool[2,3], s: f32[]. */
export type Expression = (x: Sym, v: Sym, n: Sym, p: Sym, s: Sym) => Value;

export const builtType = (body: Expression): string => {
  const graph = define({ x: f64(2, 3), v: f64(3), n: i32(3), p: bool(2, 3), s: f32() }, ({ x, v, n, p, s }) =>
    body(x, v, n, p, s),
  );
  const issues = verify(graph);
  if (issues.length > 0) throw new Error(JSON.stringify(issues));
  return showType(graph.nodes[graph.outputs.out]!.type);
};
export const builtMessage = (body: Expression): string => messageOf(() => builtType(body));
export const builtCode = (body: Expression): string => refusal(() => builtType(body)).code;
