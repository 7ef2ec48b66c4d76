/** The life of a pool: when threads start, how they end, and what is told where there can be none. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { define, f64 } from '@adjoint/ir';
import { compile, threadPool, type ThreadPool } from '../index.ts';

const double = define({ x: f64(200_000) }, ({ x }) => x.mul(2));
const x = new Float64Array(200_000).fill(1.5);

describe('options', () => {
  test.each([0, 65, 1.5, '2', null])('threads: %s', (threads) => {
    expect(() => threadPool({ threads: threads as number })).toThrow('threads');
    expect(() => threadPool({ threads: threads as number })).toThrow('it must be a whole number from 1 to 64');
  });
  test('a pool that is none', () => {
    for (const pool of [2, {}, null])
      expect(() => compile(double, { target: 'wasm', pool: pool as unknown as ThreadPool })).toThrow(
        'it must be what threadPool() gives',
      );
  });
});

test('a pool is closed once, and before its threads start too; programs go on without it', async () => {
  for (const starts of [true, false]) {
    const pool = threadPool({ threads: 2 });
    const run = compile(double, { target: 'wasm', pool });
    if (starts) await pool.start();
    expect(run({ x }).out.data[7]).toBe(3);
    expect(pool.threads).toBe(2);
    pool.close();
    pool.close();
    expect(pool.threads).toBe(1);
    expect(run({ x }).out.data[199_999]).toBe(3);
    expect(compile(double, { target: 'wasm', pool })({ x }).out.data[7]).toBe(3);
    await expect(pool.start()).rejects.toThrow('pool is closed');
  }
});

test('one thread is a pool that starts none, and as many as the machine has is the default', async () => {
  const pool = threadPool({ threads: 1 });
  await pool.start();
  expect(compile(double, { target: 'wasm', pool })({ x }).out.data[7]).toBe(3);
  expect(threadPool().threads).toBeGreaterThanOrEqual(1);
});

describe('in a process of its own', () => {
  const place = mkdtempSync(join(tmpdir(), 'adjoint-threads-'));
  const program = join(place, 'program.mjs');
  const SOURCE = `import { compile, define, f64, threadPool } from 'adjoint';
const threads = process.getBuiltinModule('worker_threads');
const mode = process.argv[2];
let started = 0;
const { Worker } = threads;
const counted = { ...threads, Worker: class extends Worker { constructor(...of) { started++; super(...of); } } };
const refusing = { ...threads, Worker: class { constructor() { throw new Error('not here'); } } };
const found = { plain: counted, refuse: refusing, none: undefined }[mode];
process.getBuiltinModule = (name) => (name === 'worker_threads' ? found : undefined);
const many = (n) => define({ x: f64(n) }, ({ x }) => x.exp());
const told = [];
try {
  const pool = threadPool({ threads: 3 });
  const run = (n) => compile(many(n), { target: 'wasm', pool })({ x: new Float64Array(n) }).out.data[n - 1];
  told.push(run(10), started, run(500000), started);
  await pool.start().catch((error) => told.push(error.message));
  told.push(run(500000), started, pool.threads);
} catch (error) {
  told.push(error.message);
}
console.log(JSON.stringify(told));`;
  beforeAll(() => {
    const options = ['--bundle', '--platform=node', '--format=esm', '--conditions=@adjoint/source'];
    const input = { input: SOURCE, cwd: 'packages/cli', encoding: 'utf8' } as const;
    const esbuild = '../../node_modules/esbuild/bin/esbuild';
    const built = spawnSync(process.execPath, [esbuild, ...options], input);
    if (built.status !== 0) throw new Error(built.stderr);
    writeFileSync(program, built.stdout);
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  const told = (mode: string, ...flags: readonly string[]): unknown => {
    const of = { encoding: 'utf8', timeout: 30_000 } as const;
    const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, program, mode], of);
    expect([stderr, status]).toEqual(['', 0]);
    return JSON.parse(stdout);
  };

  test('threads start with the first large work, and a process ends while they wait', () => {
    expect(told('plain')).toEqual([1, 0, 1, 2, 1, 2, 3]);
  }, 60_000);
  test('so they do where text may not become code', () => {
    expect(told('plain', '--disallow-code-generation-from-strings')).toEqual([1, 0, 1, 2, 1, 2, 3]);
  }, 60_000);
  test('where they may not start, one thread computes all, and start() tells why', () => {
    const why = expect.stringContaining('pool is without threads: Error: not here');
    expect(told('refuse')).toEqual([1, 0, 1, 0, why, 1, 0, 1]);
  }, 60_000);
  test('where there are none, a pool cannot be made', () => {
    expect(told('none')).toEqual([expect.stringContaining('threads is more than 1')]);
  }, 60_000);
});
