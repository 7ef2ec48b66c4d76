/** A program that takes one gradient: what it weighs in a page, and how long a new process takes to run it. */
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { median } from '../measure/interleave.ts';

const PROGRAM = `import { compile, define, f64, gradients, sin } from 'adjoint';
const graph = define({ x: f64() }, ({ x }) => sin(x));
const run = compile(gradients(graph, { of: 'out', wrt: ['x'] }));
if (run({ x: 0 })['d(out)/d(x)'].item() !== 1) throw new Error('cos 0 is 1');`;

export interface Page {
  /** Minified and gzipped, in thousands of bytes. */
  readonly kB: number;
  /** Milliseconds from a new process to its first gradient, over those of an empty process. */
  readonly startMs: number;
  readonly emptyMs: number;
}

const folder = (): string => fileURLToPath(new URL('..', import.meta.url));

const bundled = async (): Promise<Uint8Array> => {
  const { outputFiles } = await build({
    stdin: { contents: PROGRAM, resolveDir: folder() },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    conditions: ['@adjoint/source'],
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
  });
  return outputFiles[0]!.contents;
};

const took = (file: string): number => {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
};

/** So many new processes of each, in turn. */
export const page = async (times: number): Promise<Page> => {
  const text = await bundled();
  mkdirSync(new URL('../out', import.meta.url), { recursive: true });
  const [program, empty] = ['first-gradient', 'empty'].map((name) => `${folder()}out/${name}.mjs`) as [string, string];
  writeFileSync(program, text);
  writeFileSync(empty, '');
  const [with_, without]: [number[], number[]] = [[], []];
  for (let i = 0; i < times; i++) {
    without.push(took(empty));
    with_.push(took(program));
  }
  return {
    kB: gzipSync(text, { level: 9 }).length / 1000,
    startMs: median(with_.map((ms, i) => ms - without[i]!)),
    emptyMs: median(without),
  };
};
