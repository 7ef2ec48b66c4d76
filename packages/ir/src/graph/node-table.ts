/** Finds equal nodes: same op, arguments (in either order where the op commutes), attributes and type. Open addressing on integers. */
import type { AttrValue, PlainAttrs } from '../ops/attrs.ts';
import { isCommutative, OPS, type Op } from '../ops/ops.ts';
import { DTYPES, sameType } from '../type/type.ts';
import type { Node, NodeId } from './graph.ts';

const CODES = new Map(Object.keys(OPS).map((op, code) => [op, { code, commutes: isCommutative(op as Op) }]));
const bits = new DataView(new ArrayBuffer(8));

const mix = (hash: number, value: number): number => {
  const mixed = Math.imul(hash ^ value, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
};

const hashNumber = (hash: number, value: number): number => {
  if (value === (value | 0) && !Object.is(value, -0)) return mix(hash, value);
  bits.setFloat64(0, value);
  return mix(mix(hash, bits.getInt32(0)), bits.getInt32(4));
};

const hashText = (hash: number, value: string): number => {
  let result = hash;
  for (let i = 0; i < value.length; i++) result = mix(result, value.charCodeAt(i));
  return result;
};

const hashValue = (hash: number, value: AttrValue): number => {
  if (typeof value === 'number') return hashNumber(hash, value);
  if (typeof value === 'string') return hashText(hash, value);
  if (typeof value === 'boolean') return mix(hash, +value);
  return value.reduce(hashNumber, mix(hash, value.length));
};

const hashAttrs = (hash: number, attrs: PlainAttrs): number => {
  let result = hash;
  for (const name in attrs) result = hashValue(hashText(result, name), attrs[name]!);
  return result;
};

const sameValue = (a: AttrValue, b: AttrValue | undefined): boolean => {
  if (Object.is(a, b)) return true;
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((item, i) => Object.is(item, b[i]));
};

/** Whether two sets of attributes are the same, in any order. */
export const sameAttrs = (a: PlainAttrs, b: PlainAttrs): boolean => {
  if (a === b) return true;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => sameValue(a[name]!, b[name]));
};

const sameArgs = (a: readonly NodeId[], b: readonly NodeId[], commutes: boolean): boolean => {
  if (a.length !== b.length) return false;
  if (a.every((id, i) => id === b[i])) return true;
  return commutes && a[0] === b[1] && a[1] === b[0];
};

/** The parts of a node that make it equal to another; an input is equal to none. */
export type Key = Pick<Node, 'op' | 'args' | 'attrs' | 'type'>;

const hashKey = ({ op, args, attrs, type }: Key): number => {
  const { code, commutes } = CODES.get(op)!;
  let hash = mix(code, DTYPES.indexOf(type.dtype));
  for (const dim of type.shape) hash = mix(hash, dim);
  if (commutes) {
    const [a, b] = args as [NodeId, NodeId];
    hash = mix(mix(hash, Math.min(a, b)), Math.max(a, b));
  } else {
    for (const arg of args) hash = mix(hash, arg);
  }
  return hashAttrs(hash, attrs);
};

const sameKey = (a: Key, b: Key): boolean =>
  a.op === b.op &&
  sameArgs(a.args, b.args, CODES.get(a.op)!.commutes) &&
  sameType(a.type, b.type) &&
  sameAttrs(a.attrs, b.attrs);

/** An index over `nodes`, which may grow: `add` what is to be found. */
export class NodeTable {
  private readonly nodes: readonly Node[];
  private slots = new Int32Array(1024);
  private count = 0;

  constructor(nodes: readonly Node[]) {
    this.nodes = nodes;
  }

  /** The first added node equal to `key`, or undefined. */
  find(key: Key): NodeId | undefined {
    if (key.op === 'input') return undefined;
    const found = this.slots[this.slotOf(key)]!;
    return found === 0 ? undefined : found - 1;
  }

  /** Adds the node, unless an equal one is there. */
  add(id: NodeId): void {
    const node = this.nodes[id]!;
    if (node.op === 'input') return;
    const slot = this.slotOf(node);
    if (this.slots[slot] !== 0) return;
    this.slots[slot] = id + 1;
    if (++this.count * 2 > this.slots.length) this.grow();
  }

  private slotOf(key: Key): number {
    const mask = this.slots.length - 1;
    let slot = hashKey(key) & mask;
    for (let at = this.slots[slot]!; at !== 0; at = this.slots[slot]!) {
      if (sameKey(this.nodes[at - 1]!, key)) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Int32Array(old.length * 4);
    const mask = this.slots.length - 1;
    for (const at of old) {
      if (at === 0) continue;
      let slot = hashKey(this.nodes[at - 1]!) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = at;
    }
  }
}
