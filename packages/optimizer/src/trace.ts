/** Changes of a graph as immer patches: one transaction a pass, on a private immer that does not freeze. */
import type { Graph } from '@adjoint/ir';
import { applyPatches, enablePatches, Immer, type Patch } from 'immer';

/** The patches from the graph before to the graph after, and back. */
export interface Change {
  readonly patches: readonly Patch[];
  readonly inverse: readonly Patch[];
}

/** The transaction that turns `before` into `after`: arrays are assigned whole, never pushed through a draft. */
export const transition = (before: Graph, after: Graph): Change => {
  enablePatches();
  const immer = new Immer({ autoFreeze: false });
  const [, patches, inverse] = immer.produceWithPatches({ ...before } as Graph, (draft) => {
    const target: Partial<Record<keyof Graph, unknown>> = draft;
    for (const field of ['nodes', 'inputs', 'outputs', 'names', 'scopes'] as const) target[field] = after[field];
  });
  return { patches, inverse };
};

/** Every graph of a run, the first one included: step i leads from graph i to graph i + 1. */
export const replay = ({ before, steps }: { readonly before: Graph; readonly steps: readonly Change[] }): Graph[] => {
  enablePatches();
  const graphs = [before];
  for (const { patches } of steps) graphs.push(applyPatches(graphs.at(-1)!, [...patches]));
  return graphs;
};
