/** Graphs that keep what they are in every form. */
import { fromJSON, isomorphic, parse, print, toJSON, verify, type Graph } from 'adjoint';

/** The graph, if it is well formed and its text and its JSON give it back. */
export const sound = (graph: Graph): Graph => {
  const [issue] = verify(graph);
  if (issue !== undefined) throw new Error(JSON.stringify(issue));
  if (print(parse(print(graph))) !== print(graph)) throw new Error('another graph is parsed than was printed');
  if (!isomorphic(fromJSON(JSON.parse(JSON.stringify(toJSON(graph)))), graph))
    throw new Error('another graph is read from JSON than was written');
  return graph;
};
