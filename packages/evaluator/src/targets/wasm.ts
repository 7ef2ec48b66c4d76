/** The target WebAssembly: bytes that the engine compiles, over a memory of its own. */
import {
  callsHostOften,
  HOST,
  hostFunctions,
  MEMORY,
  planInSteps,
  runWithin,
  wasmModuleInSteps,
  type CodePlan,
  type Limits,
  type ModuleForm,
  type Work,
} from '@adjoint/codegen';
import { atOnce, InputError, wrongOption, type Graph, type Steps } from '@adjoint/ir';
import { FIRST, inOrder, type Kernel } from '../kernels/index.ts';
import type { Program } from '../program.ts';
import type { ThreadPool } from '../threads/pool.ts';
import type { Sharing } from '../threads/sharing.ts';
import { alone, functionsIn, pagesFor, wasmMemory, wasmOf, type Host, type Making, type Wasm } from './host.ts';
import { asText, mayMakeCode } from './js.ts';
import { linked } from './machine.ts';

const LIMITS: Limits = { contracts: true, loop: 120, row: 1000 };

/** A program but for its module. */
interface Unlinked {
  readonly plan: CodePlan;
  readonly host: Host;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Which of the work is JavaScript. */
  readonly text: readonly boolean[];
  readonly sharing: Sharing | undefined;
}

/** What stands in a module in the place of text: work keeps its numbers. */
const NOTHING = { kind: 'strip', strip: { size: 0, block: 1, members: [] } } as const;

const engine = (): Wasm => {
  const found = wasmOf();
  if (found !== undefined) return found;
  const want = 'another: this engine has no WebAssembly, or a security policy says that it may not compile any';
  throw new InputError('option', { option: 'target', got: 'wasm', want });
};

/** The module, with relaxed instructions where they are asked for and the engine has them. */
function* moduleOf({ tables }: CodePlan, work: readonly Work[], form: ModuleForm): Steps<Uint8Array<ArrayBuffer>> {
  const relaxed = form.relaxed ? yield* wasmModuleInSteps(work, tables, form) : undefined;
  if (relaxed !== undefined && engine().validate(relaxed)) return relaxed;
  return yield* wasmModuleInSteps(work, tables, { ...form, relaxed: false });
}

/** Throws `option` for a pool that is none. */
const sharingOf = (plan: CodePlan, pool: ThreadPool | undefined): Sharing | undefined => {
  if (pool === undefined) return undefined;
  if (typeof (pool as Partial<ThreadPool> | null)?.sharing === 'function') return pool.sharing(plan);
  throw wrongOption('pool', pool, 'what threadPool() gives');
};

function* planned(graph: Graph, { progress, relaxedSimd, pool }: Making, mixed: boolean): Steps<Unlinked> {
  const plan = yield* progress.inSteps('plan', planInSteps(graph, LIMITS, FIRST));
  const sharing = sharingOf(plan, pool);
  const { size, cuts } = sharing ?? { size: plan.size, cuts: [] };
  // What routines run is called from WebAssembly.
  const within = runWithin(plan.work);
  const text = plan.work.map((work, i) => mixed && cuts[i] === undefined && !within.has(i) && callsHostOften(work));
  const host = wasmMemory(engine(), size, hostFunctions(plan.work), sharing !== undefined);
  yield graph.nodes.length;
  const own = plan.work.map((work, i) => (text[i] ? NOTHING : work));
  const form = { pages: pagesFor(size), relaxed: relaxedSimd, cuts };
  const bytes = yield* progress.inSteps('code', moduleOf(plan, own, form));
  return { plan, host, bytes, text, sharing };
}

function* finished(
  graph: Graph,
  { plan, host, bytes, text, sharing }: Unlinked,
  making: Making,
  module: object,
): Steps<Program> {
  const { memory, imports } = host;
  const texts = plan.work.filter((_, i) => text[i]);
  const { source, kernels } = texts.length === 0 ? { kernels: [] } : yield* asText(texts, memory, making);
  const exports = functionsIn(engine(), module, host);
  const names = { host: HOST, name: MEMORY, memory: imports[HOST]![MEMORY] as object };
  const share = sharing && making.pool?.enlist({ module, bytes: memory.byteLength, spare: sharing.spare, ...names });
  let next = 0;
  const isShared = (i: number): boolean => share !== undefined && sharing?.cuts[i] !== undefined;
  const work: Kernel[] = [];
  plan.work.forEach((each, i) => {
    if (text[i]) work.push(kernels[next++]!);
    else if (share !== undefined && isShared(i)) work.push(sharing!.kernel(i, exports, share));
    // Threads share the nests of a strip that they cannot share.
    else if ('strip' in each && each.strip.members.some((member) => isShared(member.work)))
      work.push(inOrder(each.strip.members.map((member) => work[member.work]!)));
    else work.push(exports[String(i)]!);
  });
  yield bytes.length;
  return linked('wasm', graph, plan, { memory, work, ...(source !== undefined && { source }) });
}

/**
 * The graph as WebAssembly, in steps; where text may become code, loops around special functions are JavaScript, in which those are faster. Throws
 * `value` when the values do not fit in memory, `option` where the engine has no WebAssembly or may not compile any.
 */
export function* wasm(graph: Graph, making: Making = alone(), mixed: boolean = mayMakeCode()): Steps<Program> {
  const made = yield* planned(graph, making, mixed);
  const { progress, cache } = making;
  const known = cache?.find(made.bytes);
  const module = progress.stage('engine', () => known ?? new (engine().Module)(made.bytes));
  cache?.keep(made.bytes, module);
  yield made.bytes.length;
  return yield* finished(graph, made, making, module);
}

/** As `wasm` at once, but the engine compiles beside other work. */
export const wasmAsync = async (graph: Graph, making: Making): Promise<Program> => {
  const made = atOnce(planned(graph, making, mayMakeCode()));
  const { progress, cache } = making;
  const known = cache?.find(made.bytes);
  progress.begin('engine');
  const module = known ?? (await engine().compile(made.bytes));
  progress.end('engine');
  cache?.keep(made.bytes, module);
  return atOnce(finished(graph, made, making, module));
};
