/** How much a gradient adds: nodes an edge, on programs with exponentially many paths. */
import { compile, define, f64, gradients, optimize, type Sym } from 'adjoint';

export interface Growth {
  readonly program: string;
  readonly edges: number;
  readonly added: number;
  /** Milliseconds to differentiate, to optimize, and to compile and run once. */
  readonly ms: readonly [gradients: number, optimize: number, run: number];
}

const PROGRAMS: readonly (readonly [program: string, times: number, step: (x: Sym) => Sym])[] = [
  ['x ← x + x', 60, (x) => x.add(x)],
  ['x ← sin x · cos x', 60, (x) => x.sin().mul(x.cos())],
  ['y ← sin y + 0.1·y', 200, (y) => y.sin().add(y.mul(0.1))],
];

const timed = <T>(body: () => T): readonly [T, number] => {
  const start = performance.now();
  return [body(), performance.now() - start];
};

/** One row a program, each differentiated, optimized and run. */
export const growth = (): readonly Growth[] =>
  PROGRAMS.map(([name, times, step]) => {
    const graph = define({ x: f64() }, ({ x }) => Array.from({ length: times }).reduce<Sym>((y) => step(y), x));
    const [first, differentiating] = timed(() => gradients(graph, { of: 'out', wrt: ['x'] }));
    const [small, optimizing] = timed(() => optimize(first));
    const [, running] = timed(() => compile(small)({ x: 0.5 }));
    return {
      program: `${name}, ${times} times`,
      edges: graph.nodes.reduce((sum, { args }) => sum + args.length, 0),
      added: first.nodes.length - graph.nodes.length,
      ms: [differentiating, optimizing, running],
    };
  });
