/** The target WebAssembly: bytes that the engine compiles, over a memory of its own. */
import {
  callsHostOften,
  hostFunctions,
  planOf,
  runWithin,
  type CodePlan,
  type Limits,
  type Work,
} from '@adjoint/codegen';
import { InputError, type Graph } from '@adjoint/ir';
import { FIRST, type Kernel } from '../kernels/index.ts';
import type { Program } from '../program.ts';
import { alone, bytesOf, kernelsIn, wasmMemory, wasmOf, type Host, type Making, type Wasm } from './host.ts';
import { asText, mayMakeCode } from './js.ts';
import { linked } from './machine.ts';

const LIMITS: Limits = { contracts: true, loop: 120, row: 1000 };

/** A program but for its module. */
interface Planned {
  readonly plan: CodePlan;
  readonly host: Host;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Which of the work is JavaScript. */
  readonly text: readonly boolean[];
}

/** What stands in a module in the place of text: work keeps its numbers. */
const NOTHING = { routine: [] } as const;

const engine = (): Wasm => {
  const found = wasmOf();
  if (found !== undefined) return found;
  const want = 'another: this engine has no WebAssembly, or a security policy says that it may not compile any';
  throw new InputError('option', { option: 'target', got: 'wasm', want });
};

/** The module, with relaxed instructions where they are asked for and the engine has them. */
const moduleOf = (plan: CodePlan, work: readonly Work[], relaxedSimd: boolean): Uint8Array<ArrayBuffer> => {
  const relaxed = relaxedSimd ? bytesOf(plan, work, true) : undefined;
  return relaxed !== undefined && engine().validate(relaxed) ? relaxed : bytesOf(plan, work, false);
};

const planned = (graph: Graph, { progress, relaxedSimd }: Making, mixed: boolean): Planned => {
  const plan = progress.stage('plan', () => planOf(graph, LIMITS, FIRST));
  // What routines run is called from WebAssembly.
  const within = runWithin(plan.work);
  const text = plan.work.map((work, i) => mixed && !within.has(i) && callsHostOften(work));
  const host = wasmMemory(engine(), plan.size, hostFunctions(plan.work));
  const own = plan.work.map((work, i) => (text[i] ? NOTHING : work));
  const bytes = progress.stage('code', () => moduleOf(plan, own, relaxedSimd));
  return { plan, host, bytes, text };
};

const finished = (graph: Graph, { plan, host, text }: Planned, making: Making, module: object): Program => {
  const { memory } = host;
  const texts = plan.work.filter((_, i) => text[i]);
  const bytes = kernelsIn(engine(), module, host, plan.work.length);
  const { source, kernels } = texts.length === 0 ? { kernels: [] } : asText(texts, memory, making);
  let next = 0;
  const work = text.map((isText, i): Kernel => (isText ? kernels[next++]! : bytes[i]!));
  return linked('wasm', graph, plan, { memory, work, ...(source !== undefined && { source }) });
};

/**
 * The graph as WebAssembly; where text may become code, loops around special functions are JavaScript, in which those are faster. Throws
 * `value` when the values do not fit in memory, `option` where the engine has no WebAssembly or may not compile any.
 */
export const wasm = (graph: Graph, making: Making = alone(), mixed: boolean = mayMakeCode()): Program => {
  const made = planned(graph, making, mixed);
  const { progress, cache } = making;
  const known = cache?.find(made.bytes);
  const module = progress.stage('engine', () => known ?? new (engine().Module)(made.bytes));
  cache?.keep(made.bytes, module);
  return finished(graph, made, making, module);
};

/** As `wasm`, but the engine compiles beside other work. */
export const wasmAsync = async (graph: Graph, making: Making): Promise<Program> => {
  const made = planned(graph, making, mayMakeCode());
  const { progress, cache } = making;
  const known = cache?.find(made.bytes);
  progress.begin('engine');
  const module = known ?? (await engine().compile(made.bytes));
  progress.end('engine');
  cache?.keep(made.bytes, module);
  return finished(graph, made, making, module);
};
