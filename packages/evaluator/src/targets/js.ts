/** The target JavaScript: text that the engine compiles. */
import { hostFunctions, jsModule, planOf, type Limits, type Work } from '@adjoint/codegen';
import type { Graph } from '@adjoint/ir';
import { FIRST, type Kernel } from '../kernels/index.ts';
import { arena } from '../plan.ts';
import type { Program } from '../program.ts';
import { functionsOf } from './host.ts';
import { linked, singlesOf } from './machine.ts';

/** At most so many nodes in a function: past some thousand operations the engine would not optimize it. */
const LIMITS: Limits = { contracts: false, loop: 120, row: 250 };

/** Whether text may become code here: a security policy can forbid it. */
export const mayMakeCode = (): boolean => {
  try {
    // oxlint-disable-next-line typescript/no-implied-eval -- asks whether it may
    return typeof new Function('') === 'function';
  } catch {
    return false;
  }
};

/** The functions of a text over a memory. */
const made = (source: string, memory: Float64Array, work: readonly Work[]): Kernel[] => {
  // oxlint-disable-next-line typescript/no-implied-eval -- the text is ours: places and numbers, and no word of a user
  const make = new Function('m', 's', 'h', source) as (m: Float64Array, s: Float32Array, h: unknown) => Kernel[];
  return make(memory, singlesOf(memory), functionsOf(hostFunctions(work)));
};

/** Work as functions of JavaScript, with their text. */
export const asText = (work: readonly Work[], memory: Float64Array): { source: string; kernels: Kernel[] } => {
  const source = jsModule(work);
  return { source, kernels: made(source, memory, work) };
};

/** The graph as JavaScript. Throws `value` when the values do not fit in memory. */
export const js = (graph: Graph): Program => {
  const plan = planOf(graph, LIMITS, FIRST);
  const memory = arena(plan.size);
  const { source, kernels } = asText(plan.work, memory);
  return linked('js', graph, plan, { memory, work: kernels, source });
};
