/** Each target of `compile` on the same workloads: milliseconds to compile, and to run once it is warm. */
import { compile, define, f64, gradients, type Graph, type Sym } from 'adjoint';

const TARGETS = ['interpreter', 'js', 'wasm'] as const;

interface Workload {
  readonly name: string;
  readonly graph: Graph;
  /** What a run does, and in what unit: `count / seconds` is told in it. */
  readonly unit: string;
  readonly count: number;
}

export interface Timed {
  readonly workload: string;
  readonly target: string;
  readonly compileMs: number;
  readonly runMs: number;
  /** How many times as fast as the interpreter. */
  readonly ratio: number;
  readonly rate: string;
}

const chain = (links: number): Graph =>
  define({ x: f64() }, ({ x }) => {
    let y = x;
    for (let i = 0; i < links; i += 2) y = y.mul(x).add(0.5);
    return y;
  });

const N = 1_000_000;
/** sum(tanh(x)·exp(−x²) + sin(x)·x), value and gradient. */
const bump = (): Graph =>
  gradients(
    define({ x: f64(N) }, ({ x }) => ({
      cost: x.tanh().mul(x.square().neg().exp()).add(x.sin().mul(x)).sum(),
    })),
    { of: 'cost', wrt: ['x'] },
  );
/** Arithmetic alone: a rational function, value and gradient. */
const rational = (): Graph =>
  gradients(
    define({ x: f64(N) }, ({ x }) => ({ cost: x.mul(x).add(1).sqrt().div(x.abs().add(2)).sum() })),
    { of: 'cost', wrt: ['x'] },
  );

const matmul = (n: number): Graph => define({ a: f64(n, n), b: f64(n, n) }, ({ a, b }) => a.matmul(b));

const layer = (x: Sym, w: Sym, b: Sym): Sym => x.matmul(w).add(b).relu();
/** 128 rows through 784-512-512-10, cross-entropy, and all gradients, in f64. */
const mlp = (): Graph =>
  gradients(
    define(
      {
        x: f64(128, 784),
        y: f64(128, 10),
        w1: f64(784, 512),
        b1: f64(512),
        w2: f64(512, 512),
        b2: f64(512),
        w3: f64(512, 10),
        b3: f64(10),
      },
      ({ x, y, w1, b1, w2, b2, w3, b3 }) => {
        const logits = layer(layer(x, w1, b1), w2, b2)
          .matmul(w3)
          .add(b3);
        return { cost: logits.logSoftmax(1).mul(y).sum(1).mean().neg() };
      },
    ),
    { of: 'cost', wrt: ['w1', 'b1', 'w2', 'b2', 'w3', 'b3'] },
  );

const workloads = (): readonly Workload[] => [
  { name: 'chain of 10k scalars', graph: chain(10_000), unit: 'Gop/s', count: 1e4 / 1e9 },
  { name: 'chain of 100k scalars', graph: chain(100_000), unit: 'Gop/s', count: 1e5 / 1e9 },
  { name: 'bump, n = 1e6, gradient', graph: bump(), unit: 'M/s', count: N / 1e6 },
  { name: 'rational, n = 1e6, gradient', graph: rational(), unit: 'M/s', count: N / 1e6 },
  { name: 'matmul 512³', graph: matmul(512), unit: 'GFLOP/s', count: (2 * 512 ** 3) / 1e9 },
  { name: 'MLP gradient', graph: mlp(), unit: 'run/s', count: 1 },
];

const feedsOf = ({ nodes, inputs }: Graph): Record<string, Float64Array> =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, id]) => {
      const size = nodes[id]!.type.shape.reduce((product, dim) => product * dim, 1);
      return [name, Float64Array.from({ length: size }, (_, i) => Math.sin(i + 1) / (1 + Math.sqrt(size) / 8))];
    }),
  );

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1]!;

/** Milliseconds of one run: the median over about a second of them, after as many to warm up. */
const steady = (run: () => void): number => {
  const times: number[] = [];
  for (let total = 0; total < 1600 || times.length < 6; ) {
    const start = performance.now();
    run();
    const time = performance.now() - start;
    times.push(time);
    total += time;
  }
  return median(times.slice(times.length >> 1));
};

/** Runs every workload on every target, side by side. */
export const targets = (report: (row: Timed) => void): void => {
  for (const { name, graph, unit, count } of workloads()) {
    const feeds = feedsOf(graph);
    let reference: number | undefined;
    for (const target of TARGETS) {
      const start = performance.now();
      const run = compile(graph, { target, optimize: !name.startsWith('chain') });
      const compileMs = performance.now() - start;
      const into = run(feeds);
      const runMs = steady(() => void run.into(feeds, into));
      reference ??= runMs;
      const rate = `${((count * 1000) / runMs).toPrecision(3)} ${unit}`;
      report({ workload: name, target, compileMs, runMs, ratio: reference / runMs, rate });
    }
  }
};
