/** Which target serves a graph best. */
import { neededFor, spanOf } from '@adjoint/codegen';
import { InputError, type Graph } from '@adjoint/ir';
import type { Target } from '../compile.ts';
import { wasmOf } from './host.ts';
import { mayMakeCode } from './js.ts';

/** Graphs of so few nodes and elements take less time than it takes to call into WebAssembly. */
const [FEW_NODES, FEW_ELEMENTS] = [50, 1000] as const;

const isSmall = ({ nodes, outputs }: Graph): boolean => {
  const needed = neededFor(nodes, Object.values(outputs));
  let [count, elements] = [0, 0];
  for (const { id, type, bodies } of nodes) {
    if (needed[id] === 0) continue;
    if (bodies !== undefined) return false;
    count++;
    elements += spanOf(type);
    if (count > FEW_NODES || elements > FEW_ELEMENTS) return false;
  }
  return true;
};

/** Targets that can serve the graph here, the best first. */
export const choices = (graph: Graph): readonly Target[] => {
  const targets: Target[] = [];
  if (mayMakeCode()) targets.push('js');
  if (wasmOf() !== undefined) targets.push('wasm');
  if (!isSmall(graph)) targets.reverse();
  return [...targets, 'interpreter'];
};

/** Whether another target may still serve: this one has too little memory, or may not compile so much at once. */
export const isTooLarge = (error: unknown): boolean =>
  error instanceof RangeError ||
  (error instanceof InputError && error.code === 'value') ||
  (error instanceof Error && error.name === 'CompileError');
