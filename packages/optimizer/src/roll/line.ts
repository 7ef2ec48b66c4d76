/** One line of numbers, and what can be asked of the nodes in it. */
import { OPS, sameAttrs, type Node, type NodeId, type Steps } from '@adjoint/ir';
import { CONSTANT, type Lines } from './lines.ts';

/** Nodes in a row that must be alike before a period is tried. */
export const WINDOW = 16;

const CODES = new Map(Object.keys(OPS).map((op, code) => [op, code + 1]));

export class Line {
  readonly nodes: readonly Node[];
  readonly places: Lines;
  private readonly number: number;

  constructor(all: readonly Node[], places: Lines, number: number) {
    this.nodes = places.lines[number]!.map((id) => all[id]!);
    this.places = places;
    this.number = number;
  }

  /** The place of an operand in the line; −1 where it is from elsewhere. */
  place(operand: NodeId): number {
    return this.places.from[operand] === this.number ? this.places.at[operand]! : -1;
  }

  /** Whether the node does what the one a period before it does. */
  isAlike(at: number, period: number): boolean {
    const [a, b] = [this.nodes[at]!, this.nodes[at - period]!];
    return a.op === b.op && a.type.dtype === b.type.dtype && sameAttrs(a.attrs, b.attrs);
  }

  /** Whether the node at this place and those one and two periods before it are alike, with operands that move on by equal steps. */
  isSteady(at: number, period: number): boolean {
    if (!this.isAlike(at, period) || !this.isAlike(at - period, period)) return false;
    const { from, at: places } = this.places;
    const [a, b, c] = [this.nodes[at - 2 * period]!.args, this.nodes[at - period]!.args, this.nodes[at]!.args];
    for (let slot = 0; slot < c.length; slot++) {
      const [first, second, third] = [a[slot]!, b[slot]!, c[slot]!];
      if (from[first] !== from[second] || from[second] !== from[third]) return false;
      if (from[third] === CONSTANT) continue;
      if (places[third]! - places[second]! !== places[second]! - places[first]!) return false;
    }
    return true;
  }

  /** The last place before each at which the same ops begin; −1 where there is none. */
  *likes(): Steps<Int32Array> {
    const { nodes } = this;
    const found = new Int32Array(nodes.length).fill(-1);
    const last = new Map<number, number>();
    const codes = Int32Array.from(nodes, ({ op }) => CODES.get(op)!);
    yield nodes.length;
    // A polynomial of the codes in the window, modulo 2³².
    const base = 0x01000193;
    let power = 1;
    for (let i = 0; i < WINDOW; i++) power = Math.imul(power, base);
    let hash = 0;
    for (let i = 0; i < nodes.length; i++) {
      const gone = i < WINDOW ? 0 : Math.imul(codes[i - WINDOW]!, power);
      hash = (Math.imul(hash, base) + codes[i]! - gone) | 0;
      const begin = i - WINDOW + 1;
      if (begin < 0) continue;
      found[begin] = last.get(hash) ?? -1;
      last.set(hash, begin);
    }
    yield nodes.length;
    return found;
  }
}
