/** Where text may not become code: a process with `--disallow-code-generation-from-strings`, and one whose engine may not compile WebAssembly. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const place = mkdtempSync(join(tmpdir(), 'adjoint-no-code-'));
const program = join(place, 'program.mjs');

/** Prints what comes of each target: the target that serves and d(sum sin x)/dx of 100 elements, or the error. */
const SOURCE = `import { compile, define, f64, gradients } from 'adjoint';
const graph = gradients(define({ x: f64(100) }, ({ x }) => x.sin().sum()), { of: 'out', wrt: ['x'] });
const x = Float64Array.from({ length: 100 }, (_, i) => i);
const wanted = x.map(Math.cos);
const found = ['interpreter', 'js', 'wasm', 'auto'].map((target) => {
  try {
    const run = compile(graph, { target });
    const slope = run({ x })['d(out)/d(x)'].data;
    return run.target + (wanted.every((w, i) => Math.abs(w - slope[i]) < 1e-15) ? '' : ' is wrong');
  } catch (error) {
    return error.message;
  }
});
console.log(JSON.stringify(found));`;

beforeAll(() => {
  const options = [
    '--bundle',
    '--platform=node',
    '--format=esm',
    '--conditions=@adjoint/source',
    `--outfile=${program}`,
  ];
  const input = { input: SOURCE, cwd: 'packages/cli', encoding: 'utf8' } as const;
  const built = spawnSync(process.execPath, ['../../node_modules/esbuild/bin/esbuild', ...options], input);
  if (built.status !== 0) throw new Error(built.stderr);
  // As a page whose policy is script-src 'self', without 'wasm-unsafe-eval'.
  const refuses = 'function () { throw new WebAssembly.CompileError("forbidden"); }';
  writeFileSync(join(place, 'forbid.cjs'), `WebAssembly.Module = WebAssembly.compile = ${refuses};`);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

const targetsUnder = (...flags: readonly string[]): readonly string[] => {
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, program], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as string[];
};

const NO_TEXT = expect.stringContaining('text may not become code here');
const NO_WASM = expect.stringContaining('it may not compile any');
const [text, noWasm] = ['--disallow-code-generation-from-strings', ['--require', join(place, 'forbid.cjs')]] as const;

test('without text, WebAssembly serves', () => {
  expect(targetsUnder(text)).toEqual(['interpreter', NO_TEXT, 'wasm', 'wasm']);
});

test('without WebAssembly, text serves', () => {
  expect(targetsUnder(...noWasm)).toEqual(['interpreter', 'js', NO_WASM, 'js']);
});

test('without either, the interpreter serves', () => {
  expect(targetsUnder(text, ...noWasm)).toEqual(['interpreter', NO_TEXT, NO_WASM, 'interpreter']);
});
