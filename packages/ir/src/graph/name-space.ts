/** The names of a graph that is read from outside, taken one by one: each is checked as it comes. */
import type { NodeId } from './graph.ts';
import { nameFault } from './names.ts';

/** The three records of names. */
export type Naming = 'inputs' | 'outputs' | 'names';

/** The shared space of names: what is taken, and by which node. */
export class NameSpace {
  readonly inputs: Record<string, NodeId> = {};
  readonly outputs: Record<string, NodeId> = {};
  readonly names: Record<string, NodeId> = {};
  private readonly holders = new Map<string, NodeId>();

  /** Takes the name for the node; says why it cannot be. */
  take(kind: Naming, name: string, id: NodeId): string | undefined {
    const why = nameFault(name);
    if (why !== undefined) return why;
    const holder = this.holders.get(name);
    if (holder !== undefined && holder !== id) return `it is taken by %${holder}`;
    this.holders.set(name, id);
    this[kind][name] = id;
    return undefined;
  }
}
