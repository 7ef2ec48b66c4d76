/** Runs a workload: makes every contender, holds each against the others, times those that agree. */
import type { Contender, Ready, Result } from '../contender.ts';
import type { Problem, Size, Workload } from '../workload.ts';
import { entriesOf, type Entry, type Field } from './field.ts';
import { interleave, median, ratioOf, type Effort } from './interleave.ts';
import { errorOf } from './verify.ts';

export interface Timing {
  readonly runMs: number;
  /** How many times as long as ours, by the median of rounds. */
  readonly ratio: number;
}

/** What came of a contender. `why` says why it was not timed, or why its time does not count. */
export interface Row {
  readonly name: string;
  readonly why?: string;
  /** From nothing to the first result: definition, derivative, compilation, the first call. */
  readonly firstMs?: number;
  readonly compileMs?: number;
  readonly bytes?: number;
  readonly error?: number;
  readonly timing?: Timing;
}

export interface Outcome {
  readonly workload: Workload;
  readonly size: Size;
  readonly tolerance: Problem['tolerance'];
  /** Whom the others were held against. */
  readonly reference: string;
  readonly rows: readonly Row[];
}

interface Made {
  readonly name: string;
  readonly ready: Ready;
  readonly results: readonly Result[];
  readonly firstMs: number;
}

/** Who differs by less computes the same in f32 where f64 was asked for: it is timed, but wins nothing. */
const ROUGH = 1e-4;

const reason = (error: unknown): string =>
  `failed: ${error instanceof Error ? error.message.split('\n')[0]!.slice(0, 160) : String(error)}`;

/** Made and run once, or why it could not be. */
const made = async (name: string, take: Contender | string): Promise<Made | string> => {
  if (typeof take === 'string') return take;
  try {
    const start = performance.now();
    const ready = await take.make();
    await ready.batch(1);
    const firstMs = performance.now() - start;
    return { name, ready, firstMs, results: await ready.results() };
  } catch (error) {
    return reason(error);
  }
};

/** Nobody is a better witness than who wrote it by hand; then who shares no code with us. */
const WITNESSES = ['JavaScript by hand', 'JAX', 'PyTorch', 'jax-js', 'ONNX Runtime'];

const witness = (all: readonly Made[]): Made =>
  WITNESSES.map((name) => all.find((each) => each.name === name)).find((each) => each !== undefined) ?? all[0]!;

export const runWorkload = async (
  workload: Workload,
  size: Size,
  field: Field,
  effort: Effort,
  step: (note: string) => Promise<void>,
): Promise<Outcome> => {
  const problem = workload.problem(size);
  const entries = entriesOf(problem, field);
  const found = new Map<Entry, Made | string>();
  for (const entry of entries) {
    await step(`${workload.name}: ${entry.name}`);
    found.set(entry, await made(entry.name, entry.take));
  }
  const all = [...found.values()].filter((each) => typeof each !== 'string');
  if (all.length === 0) throw new Error(`${workload.name}: nobody computes it`);
  const reference = witness(all);
  const errors = new Map(all.map((each) => [each, errorOf(each.results, reference.results)]));
  const agreeing = all.filter((each) => errors.get(each)! <= Math.max(problem.tolerance.within, ROUGH));
  await step(`${workload.name}: ${agreeing.length} side by side`);
  const times = await interleave(
    agreeing.map(({ ready }) => ready),
    effort,
  );
  // Once more: who compiled in the meantime is to have compiled the same.
  for (const each of agreeing) {
    const again = errorOf(await each.ready.results(), reference.results);
    errors.set(each, Math.max(errors.get(each)!, again));
  }
  for (const { ready } of all) ready.close?.();
  const ours = times[agreeing.findIndex(({ name }) => name.startsWith('adjoint'))];
  const rowOf = (entry: Entry, each: Made | string): Row => {
    if (typeof each === 'string') return { name: entry.name, why: each };
    const { ready, firstMs } = each;
    const { compileMs, bytes } = ready;
    const error = errors.get(each)!;
    const known = {
      name: entry.name,
      firstMs,
      error,
      ...(compileMs !== undefined && { compileMs }),
      ...(bytes !== undefined && { bytes }),
    };
    const time = times[agreeing.indexOf(each)];
    const why = `differs from ${reference.name} by ${error.toExponential(1)}`;
    if (time === undefined) return { ...known, why };
    const timing = { runMs: median(time), ratio: ours === undefined ? NaN : ratioOf(time, ours) };
    return error <= problem.tolerance.within ? { ...known, timing } : { ...known, timing, why };
  };
  return {
    workload,
    size,
    tolerance: problem.tolerance,
    reference: reference.name,
    rows: [...found].map(([entry, each]) => rowOf(entry, each)),
  };
};
