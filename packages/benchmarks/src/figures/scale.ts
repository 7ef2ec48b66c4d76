/** A chain of a million nodes through the whole pipeline: seconds and bytes a node. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  compile,
  cse,
  define,
  evaluate,
  f64,
  fromJSON,
  gradients,
  optimize,
  parse,
  print,
  toJSON,
  verify,
  type Graph,
} from 'adjoint';

export interface Measured {
  readonly stage: string;
  readonly seconds: number;
  /** Nodes that the stage gave back, where it gives a graph. */
  readonly nodes: number | undefined;
  /** Live heap that the stage added, a node of its result. */
  readonly bytes: number;
}

// Live bytes are counted after a collection.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const heap = (): number => {
  collect();
  return process.memoryUsage().heapUsed;
};

/** Runs every stage on x ← sin x, `links` times. */
export const scale = (links: number, report: (row: Measured) => void): void => {
  const stage = <T>(name: string, body: () => T): T => {
    const before = heap();
    const start = performance.now();
    const result = body();
    const seconds = (performance.now() - start) / 1000;
    const graph = result as Partial<Graph> | undefined;
    const nodes = Array.isArray(graph?.nodes) ? graph.nodes.length : undefined;
    report({ stage: name, seconds, nodes, bytes: (heap() - before) / (nodes ?? links) });
    return result;
  };
  const graph = stage('define', () =>
    define({ x: f64() }, ({ x }) => {
      let y = x;
      for (let i = 0; i < links; i++) y = y.sin();
      return y;
    }),
  );
  const first = stage('gradients', () => gradients(graph, { of: 'out', wrt: ['x'] }));
  stage('cse', () => cse(first));
  stage('optimize', () => optimize(first, { verify: false }));
  stage('verify', () => verify(first));
  const text = stage('print', () => print(graph));
  stage('parse', () => parse(text));
  const json = stage('toJSON', () => toJSON(graph));
  stage('fromJSON', () => fromJSON(json));
  stage('evaluate', () => evaluate(first, { x: 1 }));
  const soon = stage('compile', () => compile(first));
  stage('run', () => soon({ x: 1 }));
  const fast = stage('compile to code', () => compile(first, { target: 'wasm' }));
  stage('run it', () => fast({ x: 1 }));
};
