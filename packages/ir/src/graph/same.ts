/** Whether parts of nodes are equal. */
import type { AttrValue, PlainAttrs } from '../ops/attrs.ts';
import { sameType } from '../type/type.ts';
import type { Graph, Names, Node } from './graph.ts';

const sameValue = (a: AttrValue, b: AttrValue | undefined): boolean => {
  if (Object.is(a, b)) return true;
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((item, i) => Object.is(item, b[i]));
};

/** Whether two sets of attributes are the same, in any order. */
export const sameAttrs = (a: PlainAttrs, b: PlainAttrs): boolean => {
  if (a === b) return true;
  let count = 0;
  for (const name in a) {
    if (!sameValue(a[name]!, b[name])) return false;
    count++;
  }
  for (const name in b) count -= +Object.hasOwn(b, name);
  return count === 0;
};

const sameOrder = (a: Names, b: Names): boolean => {
  const [left, right] = [Object.values(a), Object.values(b)];
  return left.length === right.length && left.every((id, i) => id === right[i]);
};

const sameNode = (a: Node, b: Node): boolean =>
  a.op === b.op &&
  a.args.length === b.args.length &&
  a.args.every((arg, i) => arg === b.args[i]) &&
  sameType(a.type, b.type) &&
  sameAttrs(a.attrs, b.attrs) &&
  sameBodies(a.bodies, b.bodies);

const sameBody = (a: Graph, b: Graph): boolean =>
  a === b ||
  (a.nodes.length === b.nodes.length &&
    sameOrder(a.inputs, b.inputs) &&
    sameOrder(a.outputs, b.outputs) &&
    a.nodes.every((node, id) => sameNode(node, b.nodes[id]!)));

/** Whether two lists of bodies compute alike, node by node; names do not matter. */
export const sameBodies = (a: readonly Graph[] | undefined, b: readonly Graph[] | undefined): boolean => {
  if (a === b) return true;
  return a !== undefined && b?.length === a.length && a.every((body, i) => sameBody(body, b[i]!));
};
