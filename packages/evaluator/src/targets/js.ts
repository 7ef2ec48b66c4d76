/** The target JavaScript: text that the engine compiles. */
import { hostFunctions, jsModuleInSteps, planInSteps, type Limits, type Work } from '@adjoint/codegen';
import { InputError, type Graph, type Steps } from '@adjoint/ir';
import { FIRST, type Kernel } from '../kernels/index.ts';
import { arena } from '../plan.ts';
import type { Program } from '../program.ts';
import { alone, functionsOf, type Making } from './host.ts';
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

type Make = (m: Float64Array, s: Float32Array, h: unknown) => Kernel[];

/** Work as functions of JavaScript over a memory, with their text. */
export function* asText(
  work: readonly Work[],
  memory: Float64Array,
  { progress, cache }: Making,
): Steps<{ source: string; kernels: Kernel[] }> {
  const source = yield* progress.inSteps('code', jsModuleInSteps(work));
  // oxlint-disable-next-line typescript/no-implied-eval -- the text is ours: places and numbers, and no word of a user
  const compile = (): Make => new Function('m', 's', 'h', source) as Make;
  const known = cache?.find(source) as Make | undefined;
  const made = progress.stage('engine', () => known ?? compile());
  cache?.keep(source, made);
  return { source, kernels: made(memory, singlesOf(memory), functionsOf(hostFunctions(work))) };
}

/** The graph as JavaScript, in steps. Throws `value` when the values do not fit in memory, `option` where text may not become code. */
export function* js(graph: Graph, making: Making = alone()): Steps<Program> {
  if (!mayMakeCode()) {
    const want = 'another: a security policy says that text may not become code here';
    throw new InputError('option', { option: 'target', got: 'js', want });
  }
  const plan = yield* making.progress.inSteps('plan', planInSteps(graph, LIMITS, FIRST));
  const memory = arena(plan.size);
  const { source, kernels } = yield* asText(plan.work, memory, making);
  return linked('js', graph, plan, { memory, work: kernels, source });
}
