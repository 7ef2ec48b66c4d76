/** Shapes of the inputs of a graph, for peers that are fed the same data. */
import type { Graph } from 'adjoint';

export const shapeOf = ({ nodes, inputs }: Graph, name: string): number[] => [...nodes[inputs[name]!]!.type.shape];
