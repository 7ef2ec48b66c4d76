/** Who takes part in a workload, and who does not, and why. */
import type { Contender } from '../contender.ts';
import { adjoint, type Target } from '../peers/adjoint.ts';
import { byHand } from '../peers/hand.ts';
import { inJaxJs } from '../peers/jaxjs.ts';
import { inMathJs } from '../peers/mathjs.ts';
import { hasOnnx, inOnnx } from '../peers/onnx.ts';
import { inPython, librariesFound, LIBRARIES, type Library } from '../peers/python.ts';
import { inTfjs } from '../peers/tfjs.ts';
import type { Peer, Problem } from '../workload.ts';

export const TITLES: { readonly [P in Peer]: string } = {
  hand: 'JavaScript by hand',
  jaxjs: 'jax-js',
  tfjs: 'TensorFlow.js',
  mathjs: 'mathjs',
  onnx: 'ONNX Runtime',
  jax: 'JAX',
  torch: 'PyTorch',
  casadi: 'CasADi',
};

/** A contender, or why there is none. */
export interface Entry {
  readonly name: string;
  readonly take: Contender | string;
}

/** Which targets of ours and which peers are asked for, and which are there. */
export interface Field {
  readonly targets: readonly Target[];
  readonly peers: readonly Peer[];
  readonly python: readonly Library[];
}

export const fieldOf = (targets: readonly Target[], peers: readonly Peer[]): Field => ({
  targets,
  peers,
  python: LIBRARIES.some((library) => peers.includes(library)) ? librariesFound() : [],
});

const takes: { readonly [P in Peer]: (problem: Problem, field: Field) => Contender | string } = {
  hand: ({ peers: { hand }, feeds }) => (typeof hand === 'string' ? hand : byHand(hand, feeds)),
  jaxjs: (problem) =>
    typeof problem.peers.jaxjs === 'string' ? problem.peers.jaxjs : inJaxJs(problem.peers.jaxjs, problem),
  tfjs: (problem) =>
    typeof problem.peers.tfjs === 'string' ? problem.peers.tfjs : inTfjs(problem.peers.tfjs, problem),
  mathjs: ({ peers: { mathjs }, feeds }) => (typeof mathjs === 'string' ? mathjs : inMathJs(mathjs, feeds)),
  onnx: (problem) => {
    const { onnx } = problem.peers;
    if (typeof onnx === 'string') return onnx;
    return hasOnnx() ? inOnnx(onnx, problem) : 'not installed: npm run bench:peers';
  },
  jax: (problem, field) => takeOf('jax', problem, field),
  torch: (problem, field) => takeOf('torch', problem, field),
  casadi: (problem, field) => takeOf('casadi', problem, field),
};

const takeOf = (library: Library, problem: Problem, { python }: Field): Contender | string => {
  const program = problem.peers[library];
  if (typeof program === 'string') return program;
  return python.includes(library)
    ? inPython(library, program, problem)
    : 'not installed: ADJOINT_PYTHON names a Python';
};

/** Ourselves first, then the peers. */
export const entriesOf = (problem: Problem, field: Field): readonly Entry[] => [
  ...field.targets.map((target) => {
    const take = adjoint(problem, target);
    return { name: take.name, take };
  }),
  ...field.peers.map((peer) => ({ name: TITLES[peer], take: takes[peer](problem, field) })),
];
