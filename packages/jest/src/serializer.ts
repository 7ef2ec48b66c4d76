/** Graphs in snapshots: as the text that `print` writes. */
import { print, type Graph } from 'adjoint';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNode = (value: unknown): boolean =>
  isRecord(value) && typeof value['op'] === 'string' && Array.isArray(value['args']);

/** Whether a value has the look of a graph; `verify` says whether it is a sound one. */
export const isGraph = (value: unknown): value is Graph =>
  isRecord(value) &&
  Array.isArray(value['nodes']) &&
  value['nodes'].every(isNode) &&
  isRecord(value['inputs']) &&
  isRecord(value['outputs']) &&
  isRecord(value['names']);

/** A graph within a value is set off by braces, in step with what is round it. */
const nested = (text: string, step: string, indentation: string): string => {
  const lines = text.split('\n').map((line) => indentation + step + line);
  return ['graph {', ...lines, `${indentation}}`].join('\n');
};

/** Prints graphs: `expect.addSnapshotSerializer(serializer)`. */
export const serializer = {
  test: isGraph,
  serialize: (graph: Graph, { indent }: { readonly indent: string }, indentation: string, depth: number): string =>
    depth === 0 ? print(graph) : nested(print(graph), indent, indentation),
};
