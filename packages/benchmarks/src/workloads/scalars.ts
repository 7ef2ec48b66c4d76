/** Graphs of scalar operations without an array: what a simulation or a physics engine unrolls to. */
import { define, f64, type Sym } from 'adjoint';
import type { Feeds, Size, Workload } from '../workload.ts';
import { draws, f64s } from './data.ts';
import { NO_DERIVATIVES, NO_F64 } from './reasons.ts';

const VALUES = 64;
const STEP = 1 / 16;
/** Three products, a sum and a difference. */
const IN_A_TURN = 5;

/** Two of the values are turned in their plane, as far as a third is large: g = v[k]·h, a += b·g, b −= a·g. So none grows much, and none is forgotten. */
interface Turn {
  readonly a: number;
  readonly b: number;
  readonly k: number;
}

const turns = (operations: number): readonly Turn[] => {
  const draw = draws(operations);
  const below = (n: number): number => Math.floor(((draw() + 1) / 2) * n);
  return Array.from({ length: Math.floor(operations / IN_A_TURN) }, () => {
    const a = below(VALUES);
    const [b, k] = [(a + 1 + below(21)) % VALUES, (a + 22 + below(42)) % VALUES];
    return { a, b, k };
  });
};

const MOST_IN_A_FUNCTION = 100;

/** Functions of at most 100 turns: the engine would not optimize longer ones. */
const byHand =
  (all: readonly Turn[]) =>
  ({ x }: Feeds) => {
    const values = new Float64Array(VALUES);
    const parts: ((v: Float64Array) => void)[] = [];
    for (let from = 0; from < all.length; from += MOST_IN_A_FUNCTION) {
      const lines = all.slice(from, from + MOST_IN_A_FUNCTION).map(({ a, b, k }, i) => {
        const [g, p] = [`g${i}`, `p${i}`];
        return `const ${g} = v[${k}] * ${STEP}, ${p} = v[${a}] + v[${b}] * ${g}; v[${a}] = ${p}; v[${b}] -= ${p} * ${g};`;
      });
      // oxlint-disable-next-line typescript/no-implied-eval -- what is compared with is generated code
      parts.push(new Function('v', lines.join('\n')) as (v: Float64Array) => void);
    }
    const found = [0];
    return () => {
      values.set(x!);
      for (const part of parts) part(values);
      let sum = 0;
      for (let i = 0; i < VALUES; i++) sum += values[i]!;
      found[0] = sum;
      return [found];
    };
  };

const turned = (x: readonly Sym[], all: readonly Turn[]): Sym => {
  const values = [...x];
  for (const { a, b, k } of all) {
    const g = values[k]!.mul(STEP);
    values[a] = values[a]!.add(values[b]!.mul(g));
    values[b] = values[b]!.sub(values[a].mul(g));
  }
  return values.reduce((sum, value) => sum.add(value));
};

const graphOf = (operations: number): Workload => {
  const count = (size: Size): number => (size === 'full' ? operations : 60);
  return {
    name: `scalars-${operations / 1000}k`,
    what: `a graph of ${operations.toLocaleString('en')} scalar operations, f64`,
    reach: operations * 2.5e-6,
    work: (size) => ({ unit: 'op', count: count(size) }),
    problem: (size) => {
      const all = turns(count(size));
      const graph = () =>
        define({ x: f64(VALUES) }, ({ x }) => ({
          y: turned(
            Array.from({ length: VALUES }, (_, i) => x.at(i)),
            all,
          ),
        }));
      return {
        graph,
        outputs: ['y'],
        feeds: { x: f64s(VALUES, 80) },
        tolerance: {
          within: 1e-10,
          because:
            'a value is turned some thousand times, each some roundings of 2⁻⁵³ which grow on, and they may cancel in the sum',
        },
        law: { cost: graph, of: 'y', wrt: ['x'] },
        peers: {
          hand: byHand(all),
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
