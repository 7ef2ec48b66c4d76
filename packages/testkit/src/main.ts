/** `npm run fuzz [-- programs [seed]]`: random programs over all ops against the laws, in batches of a thousand, each with its seed. */
import fc from 'fast-check';
import { print } from 'adjoint';
import { holdsOnNumbers, LAWS, SMOOTH_LAWS, TAME_LAWS, type Points } from './fuzz-laws.ts';
import { anyPoint, programs, tamePoint } from './random.ts';
import { shapeless } from './scalars.ts';
import { SMOOTH } from './smooth.ts';

const BATCH = 1000;
const [count = 20_000, first = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const points = (point: fc.Arbitrary<Float64Array>): fc.Arbitrary<Points> => fc.record({ x: point, y: point });
type Tables = typeof LAWS;
const trial = (
  ops: readonly (typeof SMOOTH)[number][] | undefined,
  point: fc.Arbitrary<Float64Array>,
  ...tables: Tables[]
) =>
  fc.property(programs(20, ops), points(point), (graph, at) => {
    for (const [law, holds] of tables.flatMap((table) => Object.entries(table))) {
      try {
        holds(graph, at);
      } catch (error) {
        throw new Error(`${law}: ${(error as Error).message}\n${print(graph)}`, { cause: error });
      }
    }
  });

const numbers = fc.property(shapeless, points(anyPoint), (make, at) => {
  try {
    holdsOnNumbers(make, at);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${print(make())}`, { cause: error });
  }
});

interface How {
  readonly seed: number;
  readonly numRuns: number;
}

/** The kinds of trial, in their share of a batch. */
const KINDS = [
  { share: 0.4, check: (how: How) => fc.check(trial(undefined, anyPoint, LAWS), how) },
  { share: 0.1, check: (how: How) => fc.check(numbers, how) },
  { share: 0.25, check: (how: How) => fc.check(trial(undefined, tamePoint, TAME_LAWS), how) },
  { share: 0.25, check: (how: How) => fc.check(trial(SMOOTH, tamePoint, SMOOTH_LAWS), how) },
];

let failed = 0;
for (let done = 0; done < count; done += BATCH) {
  const [seed, size, start] = [first + done / BATCH, Math.min(BATCH, count - done), Date.now()];
  for (const { share, check } of KINDS) {
    const { failed: broken, counterexample, errorInstance } = check({ seed, numRuns: Math.ceil(size * share) });
    if (!broken) continue;
    failed++;
    say(`seed ${seed}: ${errorInstance instanceof Error ? errorInstance.message : String(errorInstance)}`);
    say(
      `at ${JSON.stringify(counterexample?.[1], (_, value: unknown) => (value instanceof Float64Array ? [...value].map(String) : value))}`,
    );
  }
  say(
    `${String(done + size).padStart(6)} of ${count} programs   seed ${seed}   ${((Date.now() - start) / 1000).toFixed(1)} s`,
  );
}
say(failed === 0 ? 'all laws hold' : `${failed} laws broken`);
process.exitCode = failed === 0 ? 0 : 1;
