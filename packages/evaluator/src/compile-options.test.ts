/** What goes with a compilation: progress, a cache, a warm-up; and what is told where there is no memory. */
import { describe, expect, test } from '@jest/globals';
import { define, f64, i32, InputError, take, whileLoop, type Graph } from '@adjoint/ir';
import { compile, compileAsync, evaluate, moduleCache, warmUp, type CompileProgress, type Target } from './index.ts';

const graph = define({ x: f64(64) }, ({ x }) => ({ sum: x.mul(2).mul(2).sqrt().sum(), top: x.max() }));
const x = Float64Array.from({ length: 64 }, (_, i) => i);

describe('progress', () => {
  const stages: { readonly [T in Target]: readonly string[] } = {
    interpreter: ['optimize', 'plan'],
    js: ['optimize', 'plan', 'code', 'engine'],
    wasm: ['optimize', 'plan', 'code', 'engine'],
  };
  describe.each(Object.keys(stages) as Target[])('of %s', (target) => {
    test.each(['compile', 'compileAsync'])('by %s: each stage from its begin to its end', async (name) => {
      const told: CompileProgress[] = [];
      const onProgress = (progress: CompileProgress): void => void told.push(progress);
      await (name === 'compile' ? compile : compileAsync)(graph, { target, onProgress });
      expect([...new Set(told.map(({ stage }) => stage))]).toEqual(stages[target]);
      for (const stage of stages[target]) {
        const steps = told.filter((each) => each.stage === stage);
        expect(steps[0]!.done).toBe(0);
        expect(steps.at(-1)!.done).toBe(steps.at(-1)!.total);
        for (let i = 1; i < steps.length; i++) expect(steps[i]!.done).toBeGreaterThanOrEqual(steps[i - 1]!.done);
        for (const { done, total } of steps) expect(done).toBeLessThanOrEqual(total);
      }
      expect(told.length).toBeLessThan(30);
    });
  });
  test('without optimization is that of the other stages', () => {
    const told: string[] = [];
    compile(graph, { optimize: false, target: 'js', onProgress: ({ stage, done }) => told.push(`${stage} ${done}`) });
    expect(told).toEqual(['plan 0', 'plan 1', 'code 0', 'code 1', 'engine 0', 'engine 1']);
  });
});

describe('a module cache', () => {
  const scaled = (by: number | readonly number[], length = 64): Graph =>
    define({ x: f64(length) }, ({ x }) => ({ y: x.mul(by).add(1).sum() }));
  test.each(['js', 'wasm'] as const)('has equal code of %s compiled once', async (target) => {
    const cache = moduleCache();
    expect(cache.bytes).toBe(0);
    const first = compile(scaled(2), { target, cache });
    const once = cache.bytes;
    expect(once).toBeGreaterThan(0);
    const again = [compile(scaled(2), { target, cache }), await compileAsync(scaled(2), { target, cache })];
    expect(cache.bytes).toBe(once);
    for (const run of again) expect(run({ x })).toEqual(first({ x }));
    // They share code, not memory.
    const [a, b] = again;
    a!.program.run();
    expect(b!({ x }).y).toEqual(first({ x }).y);
    compile(scaled(3), { target, cache });
    expect(cache.bytes).toBeGreaterThan(once);
  });
  test('knows graphs that differ in the elements of an array as equal', () => {
    const cache = moduleCache();
    const [ups, downs] = [Array.from(x), Array.from(x).reverse()];
    const runs = [ups, downs].map((by) => compile(scaled(by), { target: 'wasm', cache }));
    const alone = moduleCache();
    compile(scaled(ups), { target: 'wasm', cache: alone });
    expect(cache.bytes).toBe(alone.bytes);
    expect(runs.map((run) => run({ x })['y']!.item())).toEqual(
      [ups, downs].map((by) => evaluate(scaled(by), { x })['y']!.item()),
    );
  });
  test('drops what was not asked for longest, and holds no more than it may', () => {
    const cache = moduleCache({ bytes: 10 });
    const [a, b, c] = [{}, {}, {}];
    cache.keep('aaaa', a);
    cache.keep(new Uint8Array([200, 0, 1]), b);
    expect([cache.find('aaaa'), cache.find(new Uint8Array([200, 0, 1])), cache.find('aaaa')]).toEqual([a, b, a]);
    cache.keep('cccc', c);
    expect([cache.find('aaaa') === a, cache.find(new Uint8Array([200, 0, 1])), cache.find('cccc') === c]).toEqual([
      true,
      undefined,
      true,
    ]);
    cache.keep('longer than it may hold', {});
    expect([cache.find('longer than it may hold'), cache.bytes]).toEqual([undefined, 8]);
  });
  test.each([[-1], [NaN], ['1']])('of %p bytes there is none', (bytes) =>
    expect(() => moduleCache({ bytes: bytes as number })).toThrow(InputError),
  );
});

describe('a warm-up', () => {
  test.each(['interpreter', 'js', 'wasm'] as const)('of %s changes nothing that a run gives', (target) => {
    const run = compile(graph, { target });
    warmUp(run);
    expect(run({ x })).toEqual(compile(graph, { target })({ x }));
    warmUp(run, { ms: 1 });
    expect(run.into({ x }, { sum: new Float64Array(1) })).toEqual({ sum: compile(graph, { target })({ x }).sum.data });
  });
  test('runs no loop without an end and no index out of range, and takes no longer than it may', () => {
    const risky = define({ x: f64(4), k: i32(2) }, ({ x, k }) => ({
      endless: whileLoop(
        (s) => s.max().lt(1),
        (s) => s.mul(2),
        x,
      ).sum(),
      picked: take(x, k.sub(1)).sum(),
    }));
    const run = compile(risky, { target: 'wasm' });
    warmUp(run);
    expect(run({ x: [1, 2, 3, 4], k: [1, 2] }).picked.item()).toBe(3);
    const long = compile(
      define({ x: f64(3000, 3000) }, ({ x }) => x.matmul(x).sum()),
      { target: 'wasm' },
    );
    const start = performance.now();
    warmUp(long, { ms: 5 });
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('memory', () => {
  const large = (gigabytes: number): Graph => define({ x: f64(gigabytes, 2 ** 27) }, ({ x }) => ({ y: x.cumsum(1) }));
  test.each([
    ['interpreter', 20],
    ['js', 20],
    ['wasm', 20],
    ['wasm', 2.5],
    ['auto', 20],
  ] as const)('of %s that cannot be had for an input and output of %d GiB each is told', async (target, gigabytes) => {
    const wide = gigabytes === 2.5 ? define({ x: f64(5, 2 ** 26) }, ({ x }) => ({ y: x.cumsum(1) })) : large(gigabytes);
    const message = /a graph whose values take \d{10,} bytes is not a value\n.*values that fit in/;
    expect(() => compile(wide, { target })).toThrow(message);
    await expect(compileAsync(wide, { target })).rejects.toThrow(message);
  });
});

test('a program has a short way in where text may become code, and straight-line code to begin with', () => {
  const chain = define({ x: f64() }, ({ x }) => {
    let y = x;
    for (let i = 0; i < 300; i++) y = y.mul(0.5).add(1);
    return { y };
  });
  const programs = (['interpreter', 'js', 'wasm'] as const).map((target) => compile(chain, { target }).program);
  expect(programs.map(({ gate }) => gate !== undefined)).toEqual([false, true, false]);
  expect(programs.map(({ begin }) => [...(begin?.() ?? [])].length > 0)).toEqual([false, true, true]);
});
