/** Whether two graphs are one computation, written in another order or with nodes that nothing uses. */
import { demandGraphLike } from '../error/guard.ts';
import { makeNode, type Graph, type Node, type NodeId } from '../graph/graph.ts';
import { NodeTable } from '../graph/node-table.ts';
import { sameType } from '../type/type.ts';

/** Numbers for the values of several graphs: equal numbers, equal values. Inputs of one name and type are one value. */
class ValueNumbers {
  private readonly values: Node[] = [];
  private readonly table = new NodeTable(this.values);
  private readonly inputs = new Map<string, NodeId>();

  /** The number of each node's value. Linear. */
  of({ nodes, inputs }: Graph): readonly NodeId[] {
    const names = new Map(Object.entries(inputs).map(([name, id]) => [id, name]));
    const numbers: NodeId[] = [];
    for (const { id, op, args, attrs, type, bodies } of nodes) {
      const moved = args.map((arg) => numbers[arg]!);
      const value = makeNode(this.values.length, op, moved, attrs, type, bodies);
      const number = op === 'input' ? this.input(names.get(id) ?? '', value) : this.table.intern(value, value.id);
      if (number === value.id) this.values.push(value);
      numbers.push(number);
    }
    return numbers;
  }

  private input(name: string, value: Node): NodeId {
    const known = this.inputs.get(name);
    if (known !== undefined && sameType(this.values[known]!.type, value.type)) return known;
    this.inputs.set(name, value.id);
    return value.id;
  }
}

/**
 * Whether the graphs have the same inputs (names and types) and the same outputs (names, each computed alike from the inputs). The order
 * of nodes, equal nodes, unused nodes, labels, and the order of the arguments of a commutative op do not matter. Linear.
 */
export const isomorphic = (a: Graph, b: Graph): boolean => {
  [a, b].forEach(demandGraphLike);
  const numbers = new ValueNumbers();
  const [inA, inB] = [numbers.of(a), numbers.of(b)];
  return (['inputs', 'outputs'] as const).every((kind) => {
    const names = Object.keys(a[kind]);
    const matches = (name: string): boolean =>
      Object.hasOwn(b[kind], name) && inA[a[kind][name]!] === inB[b[kind][name]!];
    return names.length === Object.keys(b[kind]).length && names.every(matches);
  });
};
