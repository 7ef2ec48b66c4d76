/** Graphs of scalar operations without an array: what a simulation or a physics engine unrolls to. */
import { define, f64, type Sym } from 'adjoint';
import type { Feeds, Size, Workload } from '../workload.ts';
import { draws } from './data.ts';
import { NO_DERIVATIVES, NO_F64 } from './reasons.ts';

const INPUTS = 8;
/** Each value is of two earlier ones, one of them so far back that eight can be computed at a time. */
const BACK = 8;
const WINDOW = 60;

/** The pairs of places whose values are combined, each by two operations: (a + b)·½, or 1 − a·b; both stay within [0, 1]. */
const pairs = (operations: number): Int32Array => {
  const draw = draws(operations);
  const found = new Int32Array(operations);
  for (let i = 0; i < operations; i += 2) {
    const place = INPUTS + i / 2;
    found[i] = place - BACK;
    found[i + 1] = place - 1 - Math.floor(((draw() + 1) / 2) * Math.min(WINDOW, place - 1));
  }
  return found;
};

const MOST_IN_A_FUNCTION = 250;

/** Functions of at most 250 combinations: a longer one the engine would not optimize. */
const byHand =
  (places: Int32Array) =>
  ({ x }: Feeds) => {
    const values = new Float64Array(INPUTS + places.length / 2);
    const bodies: string[][] = [];
    for (let i = 0; i < places.length; i += 2) {
      if (i % (2 * MOST_IN_A_FUNCTION) === 0) bodies.push([]);
      const [a, b] = [`v[${places[i]}]`, `v[${places[i + 1]}]`];
      bodies.at(-1)!.push(`v[${INPUTS + i / 2}] = ${i % 4 === 0 ? `(${a} + ${b}) * 0.5` : `1 - ${a} * ${b}`};`);
    }
    // oxlint-disable-next-line typescript/no-implied-eval -- what is compared with is generated code
    const parts = bodies.map((lines) => new Function('v', lines.join('\n')) as (v: Float64Array) => void);
    const results = [values.subarray(-1)];
    return () => {
      values.set(x!);
      for (const part of parts) part(values);
      return results;
    };
  };

const combine = (x: readonly Sym[], places: Int32Array): Sym => {
  const values = [...x];
  for (let i = 0; i < places.length; i += 2) {
    const [a, b] = [values[places[i]!]!, values[places[i + 1]!]!];
    values.push(i % 4 === 0 ? a.add(b).mul(0.5) : a.mul(b).neg().add(1));
  }
  return values.at(-1)!;
};

const graphOf = (operations: number): Workload => {
  const count = (size: Size): number => (size === 'full' ? operations : 40);
  return {
    name: `scalars-${operations / 1000}k`,
    what: `a graph of ${operations.toLocaleString('en')} scalar operations, f64`,
    reach: operations * 2.5e-6,
    work: (size) => ({ unit: 'op', count: count(size) }),
    problem: (size) => {
      const places = pairs(count(size));
      const graph = () =>
        define({ x: f64(INPUTS) }, ({ x }) => ({
          y: combine(
            Array.from({ length: INPUTS }, (_, i) => x.at(i)),
            places,
          ),
        }));
      return {
        graph,
        outputs: ['y'],
        feeds: { x: Float64Array.from({ length: INPUTS }, (_, i) => (i + 1) / (INPUTS + 2)) },
        tolerance: { within: 1e-12, because: 'the same operations in the same order; but for a fused one' },
        law: { cost: graph, of: 'y', wrt: ['x'] },
        peers: {
          hand: byHand(places),
          jaxjs: 'an operation is a kernel, so a graph of scalars takes as many launches as it has operations',
          tfjs: NO_F64,
          mathjs: 'a text without shared parts, which this graph needs',
          onnx: NO_DERIVATIVES,
          jax:
            operations > 1000 && size === 'full'
              ? 'XLA compiles an unrolled graph of this size for minutes'
              : { file: 'scalars.py', numbers: { operations: count(size) } },
          torch: 'it runs an operation at a time, some microseconds each',
          casadi: { file: 'scalars.py', numbers: { operations: count(size) } },
        },
      };
    },
  };
};

export const scalars: readonly Workload[] = [graphOf(1000), graphOf(10_000), graphOf(100_000)];
