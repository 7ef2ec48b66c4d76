/** Finds equal nodes: same op, arguments (in either order where the op commutes), attributes and type. Open addressing on integers. */
import type { AttrValue, PlainAttrs } from '../ops/attrs.ts';
import { isCommutative, OPS, type Op } from '../ops/ops.ts';
import { DTYPES, sameType } from '../type/type.ts';
import { NO_ATTRS, type Node, type NodeId } from './graph.ts';
import { sameAttrs, sameBodies } from './same.ts';

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

const sameArgs = (a: readonly NodeId[], b: readonly NodeId[], commutes: boolean): boolean => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) return commutes && a[0] === b[1] && a[1] === b[0];
  }
  return true;
};

/** The parts of a node that make it equal to another; an input is equal to none. */
export type Key = Pick<Node, 'op' | 'args' | 'attrs' | 'type' | 'bodies'>;

const hashKey = ({ op, args, attrs, type }: Key): number => {
  const { code, commutes } = CODES.get(op)!;
  let hash = mix(code, DTYPES.indexOf(type.dtype));
  for (const dim of type.shape) hash = mix(hash, dim);
  if (type.rest !== undefined) hash = mix(hash, type.rest.length);
  if (commutes) {
    const [a, b] = args as [NodeId, NodeId];
    hash = mix(mix(hash, Math.min(a, b)), Math.max(a, b));
  } else {
    for (const arg of args) hash = mix(hash, arg);
  }
  return attrs === NO_ATTRS ? hash : hashAttrs(hash, attrs);
};

const sameKey = (a: Key, b: Key): boolean =>
  a.op === b.op &&
  sameArgs(a.args, b.args, CODES.get(a.op)!.commutes) &&
  sameType(a.type, b.type) &&
  sameAttrs(a.attrs, b.attrs) &&
  sameBodies(a.bodies, b.bodies);

/**
 * An index over a list of nodes that grows. A slot is two integers, the hash and the id + 1 (0: free), so that growing reads no node and
 * a probe reads one only where the hashes agree.
 */
export class NodeTable {
  private readonly nodes: readonly Node[];
  private slots: Int32Array;
  private count = 0;

  /** An index over `nodes`, with room for so many before it grows. */
  constructor(nodes: readonly Node[], room = 0) {
    this.nodes = nodes;
    this.slots = new Int32Array(2 ** Math.max(11, Math.ceil(Math.log2(3 * room + 1))));
  }

  /** The first node equal to `key`; if there is none, `id` is it from now on, and must be that node when it is next asked for. */
  intern(key: Key, id: NodeId): NodeId {
    if (key.op === 'input') return id;
    if (this.count * 3 >= this.slots.length) this.grow();
    const hash = hashKey(key);
    const { slots } = this;
    const mask = slots.length - 2;
    let slot = (hash << 1) & mask;
    for (let at = slots[slot + 1]!; at !== 0; at = slots[slot + 1]!) {
      if (slots[slot] === hash && sameKey(this.nodes[at - 1]!, key)) return at - 1;
      slot = (slot + 2) & mask;
    }
    slots[slot] = hash;
    slots[slot + 1] = id + 1;
    this.count++;
    return id;
  }

  private grow(): void {
    const old = this.slots;
    const slots = new Int32Array(old.length * 2);
    const mask = slots.length - 2;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] === 0) continue;
      let slot = (old[from]! << 1) & mask;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      slots[slot] = old[from]!;
      slots[slot + 1] = old[from + 1]!;
    }
    this.slots = slots;
  }
}
