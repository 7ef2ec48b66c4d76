/** Which nodes a pass left, moved or rewired, removed and added: passes number nodes anew, so they are known by what they compute. */
import { sameBodies, showAttrs, showType, type Graph, type Node, type NodeId } from '@adjoint/ir';
import type { Mark } from './page-data.ts';

const NONE = -1;
/** Lists longer than this are told apart by their places in memory, where passes leave them. */
const LONG = 256;

/** Numbers for texts and objects, counted from 0. */
class Numbers {
  private readonly known = new Map<unknown, number>();

  of(key: unknown): number {
    const found = this.known.get(key) ?? this.known.size;
    this.known.set(key, found);
    return found;
  }
}

/** Marks for the nodes of the graph before and of the graph after. */
export interface Matched {
  readonly before: readonly (Mark | 0)[];
  readonly after: readonly (Mark | 0)[];
}

const isLong = ({ attrs }: Node): boolean =>
  Object.values(attrs).some((value) => Array.isArray(value) && value.length > LONG);

class Matching {
  readonly numbers = new Numbers();
  readonly partner: Int32Array;
  readonly taken: Uint8Array;
  private readonly a: Graph;
  private readonly b: Graph;

  constructor(a: Graph, b: Graph) {
    this.a = a;
    this.b = b;
    this.partner = new Int32Array(a.nodes.length).fill(NONE);
    this.taken = new Uint8Array(b.nodes.length);
  }

  /** What kind of node it is, whatever its arguments and bodies are. */
  private kinds({ nodes, inputs }: Graph): number[] {
    const names = new Map(Object.entries(inputs).map(([name, id]) => [id, name]));
    return nodes.map((node) => {
      const attrs = isLong(node) ? this.numbers.of(node.attrs) : showAttrs(node.attrs);
      return this.numbers.of(`kind ${node.op} ${attrs} ${showType(node.type)} ${names.get(node.id) ?? ''}`);
    });
  }

  /** What nodes compute, of what their arguments do. */
  private classes({ nodes }: Graph, kinds: readonly number[]): number[] {
    const found: number[] = [];
    for (const { id, args, bodies } of nodes) {
      const inner = (bodies ?? []).map((body) => this.numbers.of(body));
      found.push(this.numbers.of(`class ${kinds[id]} ${inner.join()} ${args.map((arg) => found[arg]).join()}`));
    }
    return found;
  }

  private pair(from: NodeId, to: NodeId): void {
    this.partner[from] = to;
    this.taken[to] = 1;
  }

  /** Pairs free nodes whose keys are equal, in their order. */
  private byKeys(keyA: (node: Node) => unknown, keyB: (node: Node) => unknown): void {
    const free = new Map<unknown, NodeId[]>();
    for (const node of [...this.b.nodes].reverse()) {
      if (this.taken[node.id] === 1) continue;
      const key = keyB(node);
      const list = free.get(key);
      if (list === undefined) free.set(key, [node.id]);
      else list.push(node.id);
    }
    for (const node of this.a.nodes) {
      if (this.partner[node.id] !== NONE) continue;
      const to = free.get(keyA(node))?.pop();
      if (to !== undefined) this.pair(node.id, to);
    }
  }

  /** From pairs to the arguments of both, as far as they are of a kind. */
  private downFromUsers(kindA: readonly number[], kindB: readonly number[]): void {
    const { a, b, partner, taken } = this;
    const tried: [NodeId, NodeId][] = Object.keys(a.outputs)
      .filter((name) => Object.hasOwn(b.outputs, name))
      .map((name) => [a.outputs[name]!, b.outputs[name]!]);
    for (let id = a.nodes.length - 1; id >= 0; id--) if (partner[id] !== NONE) tried.push([id, partner[id]!]);
    for (const [from, to] of tried) {
      if (partner[from] === NONE && taken[to] === 0 && kindA[from] === kindB[to]) this.pair(from, to);
      if (partner[from] !== to) continue;
      const args = b.nodes[to]!.args;
      a.nodes[from]!.args.forEach((arg, slot) => {
        if (partner[arg] === NONE && args[slot] !== undefined && taken[args[slot]] === 0) tried.push([arg, args[slot]]);
      });
    }
  }

  run(): Matched {
    const { a, b, partner, taken, numbers } = this;
    const [kindA, kindB] = [this.kinds(a), this.kinds(b)];
    const [classA, classB] = [this.classes(a, kindA), this.classes(b, kindB)];
    this.byKeys(
      ({ id }) => classA[id],
      ({ id }) => classB[id],
    );
    this.downFromUsers(kindA, kindB);
    this.byKeys(
      ({ id, args }) => numbers.of(`of ${kindA[id]} ${args.map((arg) => partner[arg]).join()}`),
      ({ id, args }) => numbers.of(`of ${kindB[id]} ${args.join()}`),
    );
    const after: (Mark | 0)[] = b.nodes.map(({ id }) => (taken[id] === 0 ? 'added' : 0));
    const isKept = (node: Node, to: Node): boolean =>
      sameBodies(node.bodies, to.bodies) &&
      node.args.length === to.args.length &&
      node.args.every((arg, i) => partner[arg] === to.args[i] || classA[arg] === classB[to.args[i]!]);
    for (const node of a.nodes) {
      const to = b.nodes[partner[node.id]!];
      if (to !== undefined && !isKept(node, to)) after[to.id] = 'changed';
    }
    return { before: a.nodes.map(({ id }) => (partner[id] === NONE ? 'removed' : 0)), after };
  }
}

/**
 * What a pass did to each node. Nodes are known by what they compute, and beyond that by who uses them and by their arguments; `changed` are those
 * that have other arguments or bodies than before. Linear.
 */
export const matched = (before: Graph, after: Graph): Matched => new Matching(before, after).run();
