/** What is known of bodies of control flow before any is planned: which are generated code, and how the nodes that carry them step. */
import type { Attrs, Graph, Node, NodeId } from '@adjoint/ir';
import { checkedOf } from './gathers.ts';
import { kindOf, type Kind } from './kinds.ts';
import { neededFor } from './needed.ts';

/** The bodies that a run may come to: the derivatives of a custom op are none of them. */
export const bodiesOf = ({ op, bodies = [] }: Node): readonly Graph[] =>
  op === 'custom' ? bodies.slice(0, 1) : bodies;

/** What nodes are, by id; undefined for those that are not needed. */
export type Kinds = readonly (Kind | undefined)[];

export class Bodies {
  private readonly contracting: boolean;
  private readonly known = new Map<Graph, Kinds>();
  private readonly hosted = new Set<Graph>();
  private readonly steps = new Map<Graph, number>();
  private readonly shared = new Set<Graph>();

  constructor(contracting: boolean) {
    this.contracting = contracting;
  }

  /** The kinds of a graph, and what there is to know of the bodies in it. */
  kinds(graph: Graph): Kinds {
    const found = this.known.get(graph);
    if (found !== undefined) return found;
    const { nodes } = graph;
    const needed = neededFor(nodes, Object.values(graph.outputs));
    const kinds = nodes.map((node) => {
      if (needed[node.id] === 0) return undefined;
      return kindOf(node, nodes, this.contracting, (control) => this.isOurs(control));
    });
    this.known.set(graph, kinds);
    return kinds;
  }
  /** The nodes of a graph whose places the host checks. */
  checked(graph: Graph): ReadonlySet<NodeId> {
    const kinds = this.kinds(graph);
    return checkedOf(graph.nodes, (id) => kinds[id] === 'fused' || kinds[id] === 'fold');
  }
  /** Whether kernels of the host bring values into the body. */
  isHosted(body: Graph): boolean {
    return this.hosted.has(body);
  }
  /** How many inputs of the body all its nodes write anew before each of its runs but the first, from the outputs of the same places. */
  carryOf(body: Graph): number {
    return this.steps.get(body) ?? 0;
  }

  /** Whether more than one node carries the body, or one does twice. */
  isShared(body: Graph): boolean {
    return this.shared.has(body);
  }

  private isOurs(node: Node): boolean {
    const bodies = bodiesOf(node);
    const isOurs = bodies
      .map((body) => !this.kinds(body).includes('kernel') && this.checked(body).size === 0)
      .every(Boolean);
    bodies.forEach((body, i) => {
      if (!isOurs) this.hosted.add(body);
      const [carry, known] = [steppedBy(node, i), this.steps.get(body)];
      if (known !== undefined) this.shared.add(body);
      this.steps.set(body, Math.min(carry, known ?? carry));
    });
    return isOurs;
  }
}

/** The length of the state that the body makes of itself. */
const steppedBy = ({ op, attrs }: Node, body: number): number => {
  const { carry } = attrs as unknown as Attrs<'scan'>;
  return op === 'scan' || (op === 'whileLoop' && body === 1) ? carry : 0;
};
